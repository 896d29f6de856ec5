// SPDX-License-Identifier: Apache-2.0
#include "record/confidential.h"

#include <doctest/doctest.h>

using namespace comity;

namespace {

constexpr primitives::Bytes32 chn = {1};
constexpr primitives::Bytes32 kaz = {2};
constexpr primitives::Bytes32 thief = {3};

std::vector<Reader> readers() {
    return {{"CHN", confidential_key(chn)}, {"KAZ", confidential_key(kaz)}};
}

Json terms() {
    return Json::Object{{"rate", "2.5"}, {"аванс", 7}, {"срок", Json::Array{1, nullptr, true}}};
}

template <class T>
std::string code(const Result<T>& result) {
    return result ? "" : result.error().code;
}

std::vector<Hash> commitments_of(const SealedContent& sealed) {
    std::vector<Hash> commitments;
    for (const ConfidentialField& field : sealed.fields) commitments.push_back(commitment(field));
    return commitments;
}

}  // namespace

TEST_CASE("sealed content opens for each of its readers, and for nobody else") {
    const auto sealed = seal_content(terms(), readers());
    REQUIRE(sealed);
    CHECK(sealed->fields.size() == 3);
    CHECK(open_content(sealed->bytes, "CHN", chn) == sealed->fields);
    CHECK(open_content(sealed->bytes, "KAZ", kaz) == sealed->fields);
    CHECK(code(open_content(sealed->bytes, "CHN", thief)) == "confidential.unreadable");
    CHECK(code(open_content(sealed->bytes, "KAZ", chn)) == "confidential.unreadable");
    CHECK(code(open_content(sealed->bytes, "TJK", thief)) == "confidential.reader");
    CHECK(sealed->bytes.find("rate") == std::string::npos);
}

TEST_CASE("the same content has other salts and other bytes each time") {
    const auto first = seal_content(terms(), readers());
    const auto second = seal_content(terms(), readers());
    REQUIRE((first && second));
    CHECK(first->bytes != second->bytes);
    for (std::size_t i = 0; i < 3; ++i) {
        CHECK(first->fields[i].value == second->fields[i].value);
        CHECK(commitment(first->fields[i]) != commitment(second->fields[i]));
    }
}

TEST_CASE("sealed content that was cut off or altered in any byte does not open") {
    const auto sealed = seal_content(Json::Object{{"a", 1}}, readers());
    REQUIRE(sealed);
    const std::string& bytes = sealed->bytes;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        CAPTURE(i);
        CHECK(!open_content(std::string_view(bytes).substr(0, i), "KAZ", kaz));
        std::string altered = bytes;
        altered[i] = static_cast<char>(altered[i] ^ 1);
        CHECK(!open_content(altered, "KAZ", kaz));
    }
    CHECK(!open_content(bytes + "x", "KAZ", kaz));
    CHECK(code(open_content("", "KAZ", kaz)) == "confidential.malformed");
    CHECK(code(open_content("comity/confidential/v1\n4294967295\n", "KAZ", kaz)) ==
          "confidential.malformed");
}

TEST_CASE("only an object with members is sealed, and only to readers that can be told apart") {
    CHECK(code(seal_content(Json::Object{}, readers())) == "confidential.content");
    CHECK(code(seal_content(Json::Array{1}, readers())) == "confidential.content");
    CHECK(code(seal_content(terms(), {})) == "confidential.readers");
    const Reader reader{"CHN", confidential_key(chn)};
    CHECK(code(seal_content(terms(), {reader, reader})) == "confidential.readers");
    for (const char* name : {"", "A B", "A\nB"})
        CHECK(code(seal_content(terms(), {{name, reader.key}})) == "confidential.readers");
    CHECK(code(seal_content(terms(), std::vector<Reader>(1001, reader))) == "confidential.readers");
}

TEST_CASE("a large content is sealed and opened whole") {
    Json::Object large;
    for (int i = 0; i < 2000; ++i) large.set("field-" + std::to_string(i), std::string(500, 'x'));
    const auto sealed = seal_content(large, readers());
    REQUIRE(sealed);
    CHECK(open_content(sealed->bytes, "KAZ", kaz) == sealed->fields);
}

TEST_CASE("a commitment is the hash that docs/keys.md gives") {
    Hash salt;
    for (std::uint8_t i = 0; i < 32; ++i) salt.bytes[i] = i;
    const ConfidentialField field{"rate", "2.5", salt};
    CHECK(commitment(field) == sha256("comity/confidential-field/v1\n" + std::string(salt.view()) +
                                      "\"rate\"\n\"2.5\""));
    CHECK(commitment(field) != commitment({"rat", "e2.5", salt}));
    CHECK(commitment(field) != commitment({"rate", "2.50", salt}));
}

TEST_CASE("one field is disclosed and checked without the others") {
    const auto sealed = seal_content(terms(), readers());
    REQUIRE(sealed);
    const std::vector<Hash> commitments = commitments_of(*sealed);
    const Disclosure disclosure{"example.org/log", "terms", 1, sealed->fields[1]};
    const auto read = parse_disclosure(to_text(disclosure));
    REQUIRE(read);
    CHECK(*read == disclosure);
    CHECK(check_disclosure(*read, commitments));

    Disclosure other = disclosure;
    other.field.value = 8;
    CHECK(code(check_disclosure(other, commitments)) == "disclosure.mismatch");
    other = disclosure;
    other.field.salt.bytes[31] ^= 1;
    CHECK(code(check_disclosure(other, commitments)) == "disclosure.mismatch");
    other = disclosure;
    other.index = 0;
    CHECK(code(check_disclosure(other, commitments)) == "disclosure.mismatch");
    other.index = 3;
    CHECK(code(check_disclosure(other, commitments)) == "disclosure.index");
}

TEST_CASE("a disclosure in another form is refused by its line") {
    const std::string salt = to_base64(Hash{});
    const auto refused = [](const std::string& text) {
        const auto read = parse_disclosure(text);
        return read ? "" : read.error().code + " " + read.error().where;
    };
    const std::string head = "comity/disclosure/v1\nlog\nterms\n0\n" + salt + "\n";
    CHECK(refused(head + "{\"name\":\"a\",\"value\":null}\n") == "");
    CHECK(refused("") == "disclosure.malformed 1");
    CHECK(refused("comity/disclosure/v1\n\n") == "disclosure.malformed 2");
    CHECK(refused("comity/disclosure/v1\nlog\na b\n") == "disclosure.malformed 3");
    CHECK(refused("comity/disclosure/v1\nlog\nterms\n-1\n") == "disclosure.malformed 4");
    CHECK(refused("comity/disclosure/v1\nlog\nterms\n0\nAAAA\n") == "disclosure.malformed 5");
    CHECK(refused(head + "{\"name\":\"a\"}\n") == "disclosure.malformed 6");
    CHECK(refused(head + "{\"name\":7,\"value\":7}\n") == "disclosure.malformed 6");
    CHECK(refused(head + "[]\n") == "disclosure.malformed 6");
    CHECK(refused(head + "{\"value\":7,\"name\":\"a\"}\n").starts_with("json.not-canonical"));
    CHECK(refused(head + "{\"name\":\"a\",\"value\":null}\n\n") == "disclosure.malformed 7");
}

TEST_CASE("a key to encrypt to is read as it is written, and a weak one is refused") {
    const ConfidentialKey key = confidential_key(chn);
    CHECK(ConfidentialKey::parse(key.text()) == key);
    CHECK(code(ConfidentialKey::parse("x25519:" + to_base64(Hash{}))) == "confidential.weak-key");
    for (const char* text : {"", "x25519:", "x25519:AAAA", "ed25519:AAAA"})
        CHECK(code(ConfidentialKey::parse(text)) == "confidential.key");
    CHECK(code(ConfidentialKey::parse(key.text().substr(7))) == "confidential.key");
}
