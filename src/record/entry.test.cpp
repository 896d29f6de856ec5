// SPDX-License-Identifier: Apache-2.0
#include "record/entry.h"

#include "record/merkle.h"

#include <doctest/doctest.h>

using namespace comity;

namespace {

const SecretKey& secret() {
    static const SecretKey key({1, 2, 3});
    return key;
}

Statement statement() {
    return {"example.org/log", "pledge.make", 1, "CHN", {1'700'000'000}, {}, R"({"amount":"5"})"};
}

VerifierKey author_key() {
    return {"example.org/log/CHN", KeyType::ed25519, secret().public_key()};
}

/// The entry with one line of its text replaced, signed again.
std::string with_line(std::size_t number, const std::string& replacement) {
    std::string text = to_text(statement());
    std::size_t start = 0;
    for (std::size_t line = 1; line < number; ++line) start = text.find('\n', start) + 1;
    text.replace(start, text.find('\n', start) - start, replacement);
    return to_bytes({text, {sign_note(text, "example.org/log/CHN", secret())}});
}

std::string code(const std::string& bytes) {
    const auto entry = parse_entry(bytes);
    return entry ? "" : entry.error().code + " " + entry.error().where;
}

}  // namespace

TEST_CASE("a signed statement is read back as it was, and its bytes are hashed") {
    for (const bool first : {true, false}) {
        Statement made = statement();
        if (!first) made.previous = leaf_hash("before");
        const auto bytes = sign_statement(made, secret());
        REQUIRE(bytes);
        const auto entry = parse_entry(*bytes);
        REQUIRE(entry);
        CHECK(entry->statement == made);
        CHECK(entry->text == to_text(made));
        CHECK(entry->leaf == leaf_hash(*bytes));
        CHECK(check_signature(*entry, author_key().key));
    }
}

TEST_CASE("the text of a statement is exactly seven lines") {
    CHECK(to_text(statement()) ==
          "comity/entry/v1\nexample.org/log\npledge.make 1\nCHN\n2023-11-14T22:13:20Z\n-\n"
          "{\"amount\":\"5\"}\n");
}

TEST_CASE("every line that is not as it must be is refused by its number") {
    CHECK(code(with_line(1, "comity/entry/v2")) == "entry.malformed 1");
    for (const std::string bad : {"", "a b", "a+b", "a\xC2\xA0"})
        CHECK(code(with_line(2, bad)) == "entry.malformed 2");
    for (const std::string bad :
         {"pledge 1", "pledge.make", "pledge.make 01", "pledge.make 0", "pledge.make -1",
          "pledge.make  1", "pledge.make 1 ", "Pledge.make 1", "pledge..make 1", ".make 1",
          "pledge. 1", "pl-edge.make 1", "pledge.make2 1", "pledge.make 99999999999", ""})
        CHECK(code(with_line(3, bad)) == "entry.malformed 3");
    for (const std::string& bad :
         std::vector<std::string>{"", "-CHN", "C N", "C.N", "\xC3\x89", std::string(33, 'A')})
        CHECK(code(with_line(4, bad)) == "entry.malformed 4");
    for (const std::string bad : {"", "2023-11-14", "2023-02-30T00:00:00Z"})
        CHECK(code(with_line(5, bad)).starts_with("instant."));
    for (const std::string& bad :
         std::vector<std::string>{"", "--", "AAAA", std::string(43, 'A'), std::string(44, 'A')})
        CHECK(code(with_line(6, bad)) == "entry.malformed 6");
    CHECK(code(with_line(7, "")) == "entry.malformed 7");
    CHECK(code(with_line(7, "{}\n{}")) == "entry.malformed 7");
    CHECK(code(with_line(7, "{\"a\":\x01}")) == "note.control-character 7");
    CHECK(code("") == "note.malformed 1");
}

TEST_CASE("kinds may have several words and hyphens after the first") {
    CHECK(code(with_line(3, "pledge.make-good.again-x 12")) == "");
}

TEST_CASE("authors have letters, digits and hyphens, at most 32") {
    for (const std::string& author : {std::string("a-1"), std::string(32, 'A'), std::string("7")}) {
        Statement made = statement();
        made.author = author;
        CHECK(sign_statement(made, secret()));
    }
}

TEST_CASE("an entry has exactly one signature, in the name of its author") {
    const std::string bytes = *sign_statement(statement(), secret());
    const std::string line = bytes.substr(bytes.find("\n\n") + 2);
    CHECK(code(bytes + line) == "entry.signatures ");
    CHECK(code(with_line(4, "IND")) == "entry.signatures ");
    CHECK(code(with_line(2, "example.org/lo")) == "entry.signatures ");
}

TEST_CASE("L6: an entry is at most 65535 bytes") {
    Statement made = statement();
    const std::size_t other = sign_statement(made, secret())->size() - made.body.size();
    made.body = std::string(65'535 - other, 'x');
    CHECK(sign_statement(made, secret())->size() == 65'535);
    made.body += 'x';
    CHECK(sign_statement(made, secret()).error().code == "entry.size");
}

TEST_CASE("what nobody could read is not signed") {
    Statement made = statement();
    made.body = "two\nlines";
    CHECK(sign_statement(made, secret()).error().code == "entry.malformed");
    made = statement();
    made.kind = "pledge";
    CHECK(sign_statement(made, secret()).error().code == "entry.malformed");
    made = statement();
    made.version = 0;
    CHECK(sign_statement(made, secret()).error().code == "entry.malformed");
}

TEST_CASE("an entry goes into one log, after the author's last, by the key in force") {
    const Hash before = leaf_hash("before");
    Statement made = statement();
    made.previous = before;
    const Entry entry = *parse_entry(*sign_statement(made, secret()));
    const VerifierKey key = author_key();
    const VerifierKey other = {key.name, KeyType::ed25519, SecretKey({9}).public_key()};
    const auto outcome = [&](std::string_view origin, const AuthorHead& head) {
        const Result<> checked = check_chain(entry, origin, head);
        return checked ? "" : checked.error().code;
    };
    CHECK(outcome("example.org/log", {key.name, key.id(), before}).empty());
    CHECK(outcome("example.org", {key.name, key.id(), before}) == "entry.origin");
    CHECK(outcome("example.org/log", {key.name, key.id(), {}}) == "entry.chain");
    CHECK(outcome("example.org/log", {key.name, key.id(), leaf_hash("x")}) == "entry.chain");
    CHECK(outcome("example.org/log", {key.name, other.id(), before}) == "entry.key");
    CHECK(outcome("example.org/log", {"example.org/log/RUS", key.id(), before}) == "entry.key");
    CHECK(outcome("example.org/log", {{}, 0, before}) == "entry.key");
}

TEST_CASE("a signature by another key, or over another text, is refused") {
    Entry entry = *parse_entry(*sign_statement(statement(), secret()));
    CHECK(check_signature(entry, SecretKey({9}).public_key()).error().code ==
          "entry.bad-signature");
    std::string bytes = *sign_statement(statement(), secret());
    bytes.replace(bytes.find("\"5\""), 3, "\"6\"");
    entry = *parse_entry(bytes);
    CHECK(check_signature(entry, author_key().key).error().code == "entry.bad-signature");
}
