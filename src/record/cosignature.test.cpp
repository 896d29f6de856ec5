// SPDX-License-Identifier: Apache-2.0
#include "record/cosignature.h"

#include <doctest/doctest.h>

using namespace comity;

namespace {

const std::string text = "example.org/log\n5\nAAAA\n";

const SecretKey& secret() {
    static const SecretKey key({7});
    return key;
}

VerifierKey key() { return cosigner("CHN", secret().public_key()); }

NoteSignature signed_at(std::int64_t seconds) {
    return *cosign(text, "CHN", secret(), Instant{seconds});
}

template <class T>
std::string code(const Result<T>& result) {
    return result ? "" : result.error().code;
}

}  // namespace

TEST_CASE("S1: a cosignature is 64 bits of time and 64 bytes of signature") {
    const NoteSignature signature = signed_at(0x0102030405);
    REQUIRE(signature.signature.size() == 72);
    CHECK(signature.signature.substr(0, 8) == std::string("\0\0\0\1\2\3\4\5", 8));
    CHECK(signature.key_id == key().id());
    CHECK(parse_note(to_bytes({text, {signature}}))->signatures[0] == signature);
}

TEST_CASE("S2: what is signed is the version, the time and the whole text") {
    CHECK(verify(secret().public_key(), "cosignature/v1\ntime 1700000000\n" + text,
                 signed_at(1'700'000'000).signature.substr(8)));
    CHECK(check_cosignature({text, {signed_at(9)}}, key(), {9}) == Instant{9});
    CHECK(code(check_cosignature({text + "more\n", {signed_at(9)}}, key(), {9})) ==
          "note.bad-signature");
    for (std::size_t i = 0; i < 72; ++i) {
        NoteSignature altered = signed_at(9);
        altered.signature[i] = static_cast<char>(altered.signature[i] ^ 1);
        CHECK(code(check_cosignature({text, {altered}}, key(), end_of_time)) ==
              "note.bad-signature");
    }
    NoteSignature cut = signed_at(9);
    cut.signature.pop_back();
    CHECK(code(check_cosignature({text, {cut}}, key(), {9})) == "note.bad-signature");
}

TEST_CASE("S1: a time before 1970, after the year 9999 or in the future is refused") {
    CHECK(code(cosign(text, "CHN", secret(), Instant{-1})) == "cosignature.time");
    CHECK(code(cosign(text, "CHN", secret(), Instant{end_of_time.seconds + 1})) ==
          "cosignature.time");
    CHECK(cosign(text, "CHN", secret(), end_of_time));
    CHECK(end_of_time.text() == "9999-12-31T23:59:59Z");
    CHECK(check_cosignature({text, {signed_at(0)}}, key(), {0}) == Instant{0});
    CHECK(code(check_cosignature({text, {signed_at(10)}}, key(), {9})) == "cosignature.time");
    CHECK(code(check_cosignature({text, {signed_at(9), signed_at(10)}}, key(), {9})) ==
          "cosignature.time");
}

TEST_CASE("S1: a signed time beyond the year 9999 is refused, not read as another") {
    for (const std::uint64_t seconds : {253'402'300'800ULL, (1ULL << 63) - 1, 1ULL << 63, ~0ULL}) {
        NoteSignature signature = {"CHN", key().id(), ""};
        for (int shift = 64; (shift -= 8) >= 0;)
            signature.signature += static_cast<char>((seconds >> shift) & 0xFFU);
        signature.signature += secret().sign(cosigned_message(text, seconds));
        CHECK(code(check_cosignature({text, {signature}}, key(), end_of_time)) ==
              (seconds >> 63 != 0 ? "note.bad-signature" : "cosignature.time"));
    }
}

TEST_CASE("S3: the latest of several cosignatures by one key counts") {
    CHECK(check_cosignature({text, {signed_at(5), signed_at(8), signed_at(6)}}, key(), {9}) ==
          Instant{8});
}

TEST_CASE("N6: a cosignature is known by name and key; one that fails spoils the note") {
    const SecretKey other({8});
    CHECK(code(check_cosignature({text, {}}, key(), {9})) == "note.unsigned");
    CHECK(code(check_cosignature({text, {*cosign(text, "CHN", other, {5})}}, key(), {9})) ==
          "note.unsigned");
    CHECK(code(check_cosignature({text, {*cosign(text, "KAZ", secret(), {5})}}, key(), {9})) ==
          "note.unsigned");
    NoteSignature bad = signed_at(5);
    bad.signature.back() = static_cast<char>(bad.signature.back() ^ 1);
    CHECK(code(check_cosignature({text, {signed_at(5), bad}}, key(), {9})) == "note.bad-signature");
}

TEST_CASE("N8: a key of the log's type makes no cosignatures") {
    const VerifierKey log = {"CHN", KeyType::ed25519, secret().public_key()};
    CHECK(code(check_cosignature({text, {sign_note(text, "CHN", secret())}}, log, {9})) ==
          "cosignature.key");
    CHECK(code(check_cosignature({text, {sign_note(text, "CHN", secret())}}, key(), {9})) ==
          "note.unsigned");
}

TEST_CASE("N5: a cosigner's key is read back from its text") {
    CHECK(VerifierKey::parse(key().text()) == key());
}
