// SPDX-License-Identifier: Apache-2.0
#include "record/note.h"

#include <doctest/doctest.h>

using namespace comity;

namespace {

const std::string good_line = "\xE2\x80\x94 example.org AAAAAQI=\n";

std::string code(const std::string& bytes) {
    const auto note = parse_note(bytes);
    return note ? "" : note.error().code;
}

std::string where(const std::string& bytes) { return parse_note(bytes).error().where; }

std::string cosigned(const std::string& text, const SecretKey& key, std::uint64_t time) {
    std::string payload;
    for (int i = 8; i-- > 0;) payload += static_cast<char>((time >> (8 * i)) & 0xFFU);
    return payload + key.sign("cosignature/v1\ntime " + std::to_string(time) + "\n" + text);
}

}  // namespace

TEST_CASE("N1: a note is text, an empty line and signature lines") {
    const auto note = parse_note("first\n\nsecond\n\n" + good_line);
    REQUIRE(note);
    CHECK(note->text == "first\n\nsecond\n");  // the last empty line separates
    REQUIRE(note->signatures.size() == 1);
    CHECK(note->signatures[0] == NoteSignature{"example.org", 1, std::string("\x02", 1)});
    CHECK(to_bytes(*note) == "first\n\nsecond\n\n" + good_line);
    for (const std::string bad : {"", "\n", "\n\n", "text\n", "text\n\n", "text", "\n\n\n"})
        CHECK(code(bad) == "note.malformed");
    CHECK(code("text\n" + good_line) == "note.malformed");
    CHECK(code("text\n\n" + good_line.substr(0, good_line.size() - 1)) == "note.malformed");
    CHECK(code("text\n\n" + good_line + "\n") == "note.malformed");
}

TEST_CASE("N2: a note is UTF-8 without control characters") {
    CHECK(code("\xC3\xA9\xE4\xB8\xAD\xF0\x9F\x98\x80 text longer than a word\n\n" + good_line) ==
          "");
    CHECK(code("te\xC3xt\n\n" + good_line) == "note.utf8");
    CHECK(code("\xED\xA0\x80\n\n" + good_line) == "note.utf8");
    CHECK(code("\xC0\xAF\n\n" + good_line) == "note.utf8");
    for (char c = 0; c < 0x20; ++c) {
        if (c == '\n') continue;
        for (std::size_t at = 0; at < 20; ++at) {
            std::string text(20, 'x');
            text[at] = c;
            CHECK(code("a\n" + text + "\n\n" + good_line) == "note.control-character");
            CHECK(where("a\n" + text + "\n\n" + good_line) == "2");
        }
    }
    CHECK(code("delete \x7F\n\n" + good_line) == "");
}

TEST_CASE("N3: a signature line is a dash, a name and base64, one space between") {
    const std::vector<std::string> bad = {
        "example.org AAAAAQI=\n",                      // no dash
        "- example.org AAAAAQI=\n",                    // another dash
        "\xE2\x80\x94  example.org AAAAAQI=\n",        // no name before the space
        "\xE2\x80\x94 example+org AAAAAQI=\n",         // a plus
        "\xE2\x80\x94 example\xC2\xA0org AAAAAQI=\n",  // a space of Unicode
        "\xE2\x80\x94 example.org AAAAAQI\n",          // no padding
        "\xE2\x80\x94 example.org AAAAAQJ=\n",         // bits that no byte holds
        "\xE2\x80\x94 example.org AAAAAQ==\n",         // nothing after the key id
        "\xE2\x80\x94 example.org AAAAAQI= \n",        // a space at the end
        "\xE2\x80\x94 example.org\n",
    };
    for (const std::string& line : bad) {
        CAPTURE(line);
        CHECK(code("text\n\n" + line) == "note.signature-line");
        CHECK(where("text\n\n" + good_line + line) == "4");
    }
}

TEST_CASE("N3: a key name has no space of Unicode and no plus") {
    for (const std::string_view good : {"a", "example.org/log", "\xE4\xB8\xAD\xE5\x9B\xBD"})
        CHECK(is_key_name(good));
    for (const std::string_view bad :
         {"", "a b", "a+b", "a\tb", "a\nb", "a\xC2\x85", "\xE1\x9A\x80", "\xE2\x80\x83z",
          "\xE2\x80\xA8", "\xE2\x80\xAF", "\xE2\x81\x9F", "\xE3\x80\x80", "\xFF", "a\x01"})
        CHECK_FALSE(is_key_name(bad));
    CHECK(is_key_name("\xE2\x80\x8B"));  // U+200B has no width, but is no white space
}

TEST_CASE("N4 and N5: a verifier key is its text, and its id is computed") {
    // The example key of the golang.org/x/mod/sumdb/note documentation.
    const auto key =
        VerifierKey::parse("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");
    REQUIRE(key);
    CHECK(key->name == "PeterNeumann");
    CHECK(key->id() == 0xc74f20a3);
    CHECK(key->text() == "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");
    const auto bad = [](std::string_view text) { return VerifierKey::parse(text).error().code; };
    CHECK(bad("PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW") == "key.id");
    CHECK(bad("PeterNeuman+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW") == "key.id");
    CHECK(bad("PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW") ==
          "key.malformed");
    for (const std::string_view text : {"", "a", "a+b", "a++", "a+00000000+AAAA", "+00000000+"})
        CHECK(bad(text) == "key.malformed");
}

TEST_CASE("N5: a key of small order is refused even if its id is right") {
    const VerifierKey weak = {"weak", KeyType::ed25519, {}};
    CHECK(VerifierKey::parse(weak.text()).error().code == "key.weak");
}

TEST_CASE("N6: unknown signatures are ignored, a known one that fails spoils the note") {
    const SecretKey secret({1});
    const VerifierKey key = {"log", KeyType::ed25519, secret.public_key()};
    const std::string text = "text\n";
    Note note = {text, {{"other", 1, "xyz"}, sign_note(text, "log", secret)}};
    CHECK(check_note(note, key));
    CHECK(check_note(*parse_note(to_bytes(note)), key));
    note.signatures[1].key_id ^= 1U;  // another key of the same name
    CHECK(check_note(note, key).error().code == "note.unsigned");
    note.signatures[1] = sign_note("other\n", "log", secret);
    CHECK(check_note(note, key).error().code == "note.bad-signature");
    note.signatures.push_back(sign_note(text, "log", secret));
    CHECK(check_note(note, key).error().code == "note.bad-signature");
    note.signatures.clear();
    CHECK(check_note(note, key).error().code == "note.unsigned");
}

TEST_CASE("N7: a hundred signatures and a megabyte are allowed, more is not") {
    std::string note = "text\n\n";
    for (int i = 0; i < 100; ++i) note += good_line;
    CHECK(code(note) == "");
    CHECK(code(note + good_line) == "note.too-many-signatures");
    const std::size_t rest = 2 + good_line.size();
    CHECK(code(std::string(1'000'000 - rest, 'x') + "\n\n" + good_line) == "");
    CHECK(code(std::string(1'000'001 - rest, 'x') + "\n\n" + good_line) == "note.size");
}

TEST_CASE("S1 and S2: a cosignature covers its time and the text") {
    const SecretKey secret({2});
    const VerifierKey key = {"witness", KeyType::cosignature, secret.public_key()};
    const std::string text = "log\n5\n";
    Note note = {text, {{"witness", key.id(), cosigned(text, secret, 1'700'000'000)}}};
    CHECK(check_note(note, key));
    note.signatures[0].signature[7] = 'x';  // another time
    CHECK(check_note(note, key).error().code == "note.bad-signature");
    note.signatures[0].signature = secret.sign(text);
    CHECK(check_note(note, key).error().code == "note.bad-signature");
    CHECK(key.id() != VerifierKey{"witness", KeyType::ed25519, secret.public_key()}.id());
}
