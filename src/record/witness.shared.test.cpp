// SPDX-License-Identifier: Apache-2.0
#include "record/witness.h"
#include "record/simulated_disk.h"
#include "record/text_lines.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

using namespace comity;

namespace {

/// One exchange of a recorded conversation.
struct Exchange {
    std::string request;
    int status = 0;
    std::string asserted;  ///< what is said of the body of the answer
};

/// The text between two others of `rest`, which then begins behind them; empty if it is not there.
std::string take_between(std::string_view& rest, std::string_view start, std::string_view end) {
    const std::size_t from = rest.find(start);
    if (from == std::string_view::npos) return {};
    rest.remove_prefix(from + start.size());
    const std::size_t to = std::min(rest.find(end), rest.size());
    const std::string found(rest.substr(0, to));
    rest.remove_prefix(std::min(to + end.size(), rest.size()));
    return found;
}

std::vector<Exchange> exchanges(std::string_view file) {
    std::vector<Exchange> all;
    for (;;) {
        Exchange exchange;
        exchange.request = take_between(file, "```\n", "```\n");
        if (exchange.request.empty()) return all;
        exchange.status = *parse_whole_number<int>(take_between(file, "HTTP ", "\n"));
        exchange.asserted = take_between(file, "[Asserts]\n", "\n");
        all.push_back(exchange);
    }
}

/// The log that a recorded conversation is about.
WatchedLog recorded_log(const std::string& file) {
    std::string_view rest = file;
    if (const auto sigsum = hash_from_hex(take_between(rest, "add-sigsum-log -key=", "\n"))) {
        VerifierKey key;
        key.key.bytes = sigsum->bytes;
        key.name = "sigsum.org/v1/tree/" + to_hex(sha256(sigsum->view()));
        return {key.name, {key}};
    }
    rest = file;
    const std::string name = take_between(rest, "add-log -origin '", "'");
    return {name, {*VerifierKey::parse(take_between(rest, " -key ", "\n"))}};
}

/// What the recording answers, but for two things: it is older than tlog-witness v1.0.0, which
/// tells an unknown log (404) from an unknown key (403); and it takes a signature whose base64 is
/// not canonical for a bad one, while a note with such a line is malformed here (400).
int status_of(const Exchange& exchange) {
    if (exchange.asserted.contains("unknown log")) return 404;
    if (exchange.request.ends_with("8WVrx6gx=\n")) return 400;
    return exchange.status;
}

void check_exchange(Witness& witness, const Exchange& exchange) {
    const WitnessAnswer answer = witness.add_checkpoint(exchange.request, {1'700'000'000});
    CHECK(answer.status == status_of(exchange));
    if (answer.status == 200) {
        CHECK(exchange.asserted == "body contains \"\xE2\x80\x94 example.com/witness\"");
        CHECK(answer.body.starts_with("\xE2\x80\x94 example.com/witness "));
    }
    if (answer.status == 409) {
        CHECK(answer.body.size() == 2);
        CHECK(exchange.asserted == "body == \"" + answer.body.substr(0, 1) + "\\n\"");
    }
}

/// The exchanges, and each bad signature in canonical base64 as well.
std::vector<Exchange> with_canonical_ones(const std::vector<Exchange>& recorded) {
    std::vector<Exchange> all;
    for (const Exchange& exchange : recorded) {
        all.push_back(exchange);
        if (!exchange.request.ends_with("8WVrx6gx=\n")) continue;
        all.push_back(exchange);
        all.back().request.replace(exchange.request.size() - 3, 1, "w");
    }
    return all;
}

/// The number of exchanges in a recorded conversation, each compared.
std::size_t replay(const std::string& recording) {
    SimulatedDisk disk;
    const auto witness = std::move(
        *Witness::open(disk, {"example.com/witness", SecretKey({2}), {recorded_log(recording)}}));
    const auto recorded = exchanges(recording);
    for (const Exchange& exchange : with_canonical_ones(recorded))
        check_exchange(*witness, exchange);
    return recorded.size();
}

}  // namespace

TEST_SUITE("shared") {
    TEST_CASE("W2: recorded conversations with a witness go as they went") {
        const auto folder = std::filesystem::path(COMITY_SHARED_DIR) / "vectors" / "tlog-witness";
        if (!std::filesystem::exists(folder)) {
            MESSAGE("shared files are not here");
            return;
        }
        const std::map<std::string, std::size_t> expected = {{"torchwood-litewitness.txt", 9},
                                                             {"torchwood-sumdb.txt", 1}};
        for (const auto& [name, count] : expected) {
            CAPTURE(name);
            std::ostringstream text;
            text << std::ifstream(folder / name, std::ios::binary).rdbuf();
            CHECK(replay(text.str()) == count);
        }
    }
}
