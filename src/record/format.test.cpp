// SPDX-License-Identifier: Apache-2.0
#include "record/entry.h"
#include "record/key_file.h"
#include "record/log.h"
#include "record/proof.h"
#include "record/simulated_disk.h"

#include <doctest/doctest.h>

#include <fstream>
#include <sstream>

using namespace comity;

namespace {

const std::string origin = "example.org/log";

/// The fenced blocks of docs/record-format.md that are marked with `mark`.
std::vector<std::string> blocks(const std::string& mark) {
    std::ifstream file(COMITY_SOURCE_DIR "/docs/record-format.md");
    REQUIRE(file);
    std::vector<std::string> found;
    bool inside = false;
    for (std::string line; std::getline(file, line);) {
        if (inside && line == "```") {
            inside = false;
        } else if (inside) {
            found.back() += line + "\n";
        } else if (line == "```" + mark) {
            inside = true;
            found.emplace_back();
        }
    }
    return found;
}

SecretKey counting_key(std::uint8_t first) {
    std::array<std::uint8_t, 32> seed{};
    for (std::uint8_t& byte : seed) byte = first++;
    return SecretKey(seed);
}

Statement statement(const std::string& time, std::optional<Hash> previous) {
    return {origin,
            "pledge.make",
            1,
            "CHN",
            *Instant::parse(time),
            previous,
            R"({"amount":"250000.00","currency":"USD"})"};
}

}  // namespace

TEST_CASE("the record of docs/record-format.md is what the program makes and believes") {
    const SecretKey log_secret = counting_key(0);
    const SecretKey author_secret = counting_key(32);
    const VerifierKey log_key = {origin, KeyType::ed25519, log_secret.public_key()};
    const VerifierKey author_key = {origin + "/CHN", KeyType::ed25519, author_secret.public_key()};
    CHECK(blocks("keys") ==
          std::vector<std::string>{log_key.text() + "\n" + author_key.text() + "\n"});

    const std::string first = *sign_statement(statement("2026-01-02T03:04:05Z", {}), author_secret);
    const std::string second =
        *sign_statement(statement("2026-01-02T03:04:06Z", leaf_hash(first)), author_secret);
    const std::vector<std::string> entries = {first, second};
    CHECK(blocks("entry") == entries);
    for (const std::string& entry : blocks("entry"))
        CHECK(check_signature(*parse_entry(entry), author_key.key));

    SimulatedDisk disk;
    const auto sign = [&](const Checkpoint& head) { return sign_checkpoint(head, log_secret); };
    const auto log = *Log::create(disk, {origin, sign, log_key});
    log->append(entries);
    log->publish();
    CHECK(blocks("checkpoint") == std::vector<std::string>{log->checkpoint()});

    const Proof proof = {1, *log->prove_inclusion(1), log->checkpoint(), {}};
    CHECK(blocks("proof") == std::vector<std::string>{to_text(proof)});
    CHECK(check_proof(*parse_proof(blocks("proof").at(0)), second, origin, log_key));

    CHECK(write_key_file(disk, "key", {origin, counting_key(0)}));
    CHECK(blocks("key") == std::vector<std::string>{*disk.read("key")});
}
