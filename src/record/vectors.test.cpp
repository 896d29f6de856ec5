// SPDX-License-Identifier: Apache-2.0
#include "base/json.h"
#include "record/merkle.h"
#include "record/signature.h"
#include "record/text_lines.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

using namespace comity;

namespace {

namespace fs = std::filesystem;
const fs::path vectors = fs::path(COMITY_SHARED_DIR) / "vectors";

std::string file_text(const fs::path& path) {
    const std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

/// The vectors have numbers near 2^64, which our JSON does not: those are read as texts.
std::string with_quoted_giants(std::string text) {
    for (const std::string giant : {"18446744073709551615", "9223372036854775810"})
        if (const std::size_t at = text.find(giant); at != std::string::npos)
            text.replace(at, giant.size(), '"' + giant + '"');
    return text;
}

std::uint64_t number(const Json& json, std::string_view key) {
    const Json& value = *json.find(key);
    if (const auto* whole = value.as<std::int64_t>()) return static_cast<std::uint64_t>(*whole);
    return *parse_whole_number<std::uint64_t>(*value.as<std::string>());
}

/// Rule T5: every hash is exactly 32 bytes, so a text that is no hash is a proof that fails.
std::optional<Hash> hash_at(const Json& json, std::string_view key) {
    return hash_from_base64(*json.find(key)->as<std::string>());
}

std::optional<std::vector<Hash>> proof_at(const Json& json) {
    std::vector<Hash> hashes;
    const Json& proof = *json.find("proof");
    if (proof.is_null()) return hashes;
    for (const Json& item : *proof.as<Json::Array>()) {
        const auto hash = hash_from_base64(*item.as<std::string>());
        if (!hash) return {};
        hashes.push_back(*hash);
    }
    return hashes;
}

bool accepts(const Json& test) {
    const auto proof = proof_at(test);
    if (!proof) return false;
    const bool subtree = test.find("start") != nullptr;
    if (test.find("leafIdx") != nullptr) {
        const auto leaf = hash_at(test, "leafHash");
        const auto root = hash_at(test, "root");
        if (!leaf || !root) return false;
        const std::uint64_t index = number(test, "leafIdx");
        if (!subtree)
            return check_inclusion(index, number(test, "treeSize"), *leaf, *proof, *root)
                .has_value();
        return check_subtree_inclusion(index, {number(test, "start"), number(test, "end")}, *leaf,
                                       *proof, *root)
            .has_value();
    }
    const auto first = hash_at(test, "root1");
    const auto second = hash_at(test, "root2");
    if (!first || !second) return false;
    if (!subtree)
        return check_consistency(number(test, "size1"), number(test, "size2"), *first, *second,
                                 *proof)
            .has_value();
    return check_subtree_consistency({number(test, "start"), number(test, "end")},
                                     number(test, "size"), *first, *proof, *second)
        .has_value();
}

/// Rule T5 demands 32 bytes of every hash; the source of the vectors accepts others where it need
/// not look at them (four cases).
bool has_short_root(const Json& test) {
    for (const std::string_view key : {"root", "root1", "root2", "leafHash"})
        if (test.find(key) != nullptr && !hash_at(test, key)) return true;
    return false;
}

/// Runs every case below a folder; returns how many there were.
int run_proofs(const std::string& folder) {
    int count = 0;
    for (const auto& item :
         fs::recursive_directory_iterator(vectors / "merkle-proofs/testdata" / folder)) {
        if (item.path().extension() != ".json") continue;
        ++count;
        const auto test = parse_json(with_quoted_giants(file_text(item.path())));
        REQUIRE(test);
        const bool error = *test->find("wantErr")->as<bool>() || has_short_root(*test);
        CAPTURE(item.path().string());
        CHECK(accepts(*test) == !error);
    }
    return count;
}

std::vector<std::string> split(const std::string& line) {
    std::vector<std::string> fields;
    std::istringstream stream(line + "\t");
    for (std::string field; std::getline(stream, field, '\t');) fields.push_back(field);
    return fields;
}

}  // namespace

TEST_SUITE("shared") {
    TEST_CASE("T5: the published inclusion vectors get the published answers") {
        CHECK(run_proofs("inclusion") == 98);
    }
    TEST_CASE("T7 and T8: the published consistency vectors get the published answers") {
        CHECK(run_proofs("consistency") == 98);
    }
    TEST_CASE("T9: the published subtree vectors get the published answers") {
        CHECK(run_proofs("subtreeinclusion") == 204);
        CHECK(run_proofs("subtreeconsistency") == 118);
    }

    TEST_CASE("the Ed25519 predicate gives the pinned answer on every known edge") {
        std::ifstream file(vectors / "ed25519-flat/all.tsv");
        std::map<std::string, int> accepted;
        std::map<std::string, int> total;
        for (std::string line; std::getline(file, line);) {
            const auto fields = split(line);
            REQUIRE(fields.size() == 6);
            const auto key_bytes = hash_from_hex(fields[3]);
            const auto message = from_hex(fields[4]);
            const auto signature = from_hex(fields[5]);
            REQUIRE(key_bytes);
            const bool good = verify({key_bytes->bytes}, *message, *signature);
            ++total[fields[0]];
            accepted[fields[0]] += good ? 1 : 0;
            CAPTURE(line);
            if (fields[2] == "valid") CHECK(good);
            if (fields[2] == "invalid") CHECK_FALSE(good);
            if (good) CHECK(is_strong({key_bytes->bytes}));
            // What must not pass, by its own description.
            const std::string& flags = fields[2];
            const bool bad = flags.contains("low_order_A") || flags.contains("low_order_R") ||
                             flags.contains("non_canonical") || flags.contains("low_order_residue");
            if (fields[0] == "cctv") CHECK(good == !bad);
        }
        CHECK(total["cctv"] == 914);
        CHECK(accepted["cctv"] == 43);
        CHECK(total["wycheproof"] == 151);
        CHECK(accepted["wycheproof"] == 88);
        CHECK(total["djb"] == 128);
        CHECK(accepted["rfc8032"] == 5);
    }
}
