// SPDX-License-Identifier: Apache-2.0
#include "record/key_file.h"

#include "base/sha256.h"
#include "record/simulated_disk.h"

#include <doctest/doctest.h>

using namespace comity;

namespace {

constexpr primitives::PasswordCost least = {1, memory_kib_min};

PassphraseSource giving(const std::string& text) {
    return [text](const std::string&) -> Result<std::string> { return text; };
}

std::string encrypted_file(const std::string& passphrase) {
    SimulatedDisk disk;
    REQUIRE(write_key_file(disk, "key", {"example.org", SecretKey({5})}, {passphrase, least}));
    return *disk.read("key");
}

std::string refused(const std::string& text, const PassphraseSource& source = giving("open")) {
    const auto key = parse_key_file(text, "key", source);
    return key ? "" : key.error().code + " " + key.error().where;
}

/// The file with its third line replaced.
std::string with_derivation(const std::string& line) {
    const std::string text = encrypted_file("open");
    const std::size_t begin = text.find("argon2id");
    return text.substr(0, begin) + line + text.substr(text.find('\n', begin));
}

}  // namespace

TEST_CASE("an encrypted key opens with its passphrase and no other") {
    SimulatedDisk disk;
    const std::string phrase = "ключ 钥匙 with spaces";
    REQUIRE(write_key_file(disk, "key", {"example.org", SecretKey({5})}, {phrase, least}));
    CHECK(disk.is_secret("key"));
    CHECK(is_encrypted_key(disk, "key"));
    CHECK(read_public_half(disk, "key")->text() ==
          VerifierKey{"example.org", KeyType::ed25519, SecretKey({5}).public_key()}.text());
    const auto key = read_key_file(disk, "key", giving(phrase));
    REQUIRE(key);
    CHECK(key->name == "example.org");
    CHECK(key->key.seed() == SecretKey({5}).seed());
    for (const std::string& wrong : {std::string(), phrase + " ", std::string("ключ")})
        CHECK(read_key_file(disk, "key", giving(wrong)).error().code == "key.passphrase");
    CHECK(read_key_file(disk, "key").error().code == "key.locked");
    disk.expose("key");
    CHECK(read_key_file(disk, "key", giving(phrase)).error().code == "key.exposed");
}

TEST_CASE("a source that refuses is believed, and a plain key asks nobody") {
    const auto nobody = [](const std::string& path) -> Result<std::string> {
        return refuse("key.locked", "no terminal", path);
    };
    CHECK(refused(encrypted_file("open"), nobody) == "key.locked key");
    SimulatedDisk disk;
    REQUIRE(write_key_file(disk, "key", {"example.org", SecretKey({5})}));
    CHECK(!is_encrypted_key(disk, "key"));
    CHECK(!is_encrypted_key(disk, "no-such-key"));
    CHECK(read_key_file(disk, "key", nobody));
    CHECK(read_public_half(disk, "key")->key == SecretKey({5}).public_key());
    CHECK(read_public_half(disk, "no-such-key").error().code == "key.absent");
}

TEST_CASE("the same key is encrypted differently each time, and the seed is not in the file") {
    const std::string first = encrypted_file("open");
    CHECK(first != encrypted_file("open"));
    CHECK(first.find(to_base64(Hash{SecretKey({5}).seed()})) == std::string::npos);
}

TEST_CASE("an encrypted key that was cut off anywhere is refused") {
    const std::string text = encrypted_file("open");
    CHECK(refused(text) == "");
    for (std::size_t size = 0; size < text.size(); ++size) {
        CAPTURE(size);
        CHECK(refused(text.substr(0, size)) != "");
    }
    CHECK(refused(text + "\n") == "key.malformed 5");
}

TEST_CASE("an encrypted key that was altered is refused, its name and cost too") {
    const std::string text = encrypted_file("open");
    for (const std::size_t at : {text.find("example"), text.find("argon2id 1") + 9,
                                 text.find("8192 ") + 8, text.size() - 30}) {
        std::string altered = text;
        altered[at] = altered[at] == 'B' ? 'C' : altered[at] == '1' ? '2' : 'B';
        CAPTURE(altered);
        CHECK(refused(altered) != "");
    }
    CHECK(refused(std::string(text).replace(text.find("example"), 7, "another")) ==
          "key.malformed 2");
    const VerifierKey other{"example.org", KeyType::ed25519, SecretKey({6}).public_key()};
    const std::size_t begin = text.find("example.org");
    CHECK(refused(text.substr(0, begin) + other.text() + text.substr(text.find('\n', begin))) ==
          "key.passphrase key");
}

TEST_CASE("a cost that would stop the program, or protect nothing, is refused unasked") {
    const auto unasked = [](const std::string&) -> Result<std::string> {
        FAIL("the passphrase was asked for");
        return "";
    };
    const std::string salt = " AAAAAAAAAAAAAAAAAAAAAA==";
    for (const char* cost :
         {"3 4294967295", "3 1048577", "4294967295 8192", "17 8192", "0 8192", "1 8191", "1 0"}) {
        CAPTURE(cost);
        CHECK(refused(with_derivation("argon2id " + std::string(cost) + salt), unasked) ==
              "key.cost 3");
    }
    for (const char* line :
         {"argon2id", "argon2id ", "argon2i 1 8192 AAAAAAAAAAAAAAAAAAAAAA==", "argon2id 1 8192",
          "argon2id 1 8192 AAAA",
          "argon2id -1 8192 AAAAAAAAAAAAAAAAAAAAAA==", "argon2id 01 8192 AAAAAAAAAAAAAAAAAAAAAA==",
          "argon2id 99999999999999999999 8192 AAAAAAAAAAAAAAAAAAAAAA=="}) {
        CAPTURE(line);
        CHECK(refused(with_derivation(line), unasked) == "key.malformed 3");
    }
}

TEST_CASE("no key is written under an empty or endless passphrase, or at an absurd cost") {
    SimulatedDisk disk;
    const auto written = [&](const Passphrase& passphrase) {
        const auto result = write_key_file(disk, "key", {"a", SecretKey({5})}, passphrase);
        CHECK(!disk.exists("key"));
        return result ? "" : result.error().code;
    };
    CHECK(written({""}) == "key.passphrase-empty");
    CHECK(written({std::string(1025, 'x')}) == "key.passphrase-length");
    CHECK(written({"x", {1, memory_kib_max + 1}}) == "key.cost");
}
