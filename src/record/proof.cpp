// SPDX-License-Identifier: Apache-2.0
#include "record/proof.h"

#include "record/text_lines.h"

namespace comity {
namespace {

constexpr std::string_view header = "c2sp.org/tlog-proof@v1";
constexpr std::string_view extra_start = "extra ";
constexpr std::string_view index_start = "index ";
constexpr std::size_t hashes_max = 64;  // a tree has at most 2^64 leaves

std::unexpected<Refusal> malformed(const TextLines& lines, std::string expected) {
    return refuse("proof.malformed", std::move(expected), std::to_string(lines.number()));
}

Result<std::string_view> take(TextLines& lines) {
    const auto line = lines.next();
    if (!line) return malformed(lines, "another line");
    return *line;
}

Result<> read_hashes(TextLines& lines, std::vector<Hash>& hashes) {
    for (;;) {
        const std::string_view line = TRY(take(lines));
        if (line.empty()) return {};
        const auto hash = hash_from_base64(line);
        if (!hash || hashes.size() == hashes_max)
            return malformed(lines, "at most 64 hashes in base64, then an empty line");
        hashes.push_back(*hash);
    }
}

}  // namespace

std::string to_text(const Proof& proof) {
    std::string text(header);
    text += '\n';
    if (proof.extra) text += std::string(extra_start) + to_base64(*proof.extra) + '\n';
    text += std::string(index_start) + std::to_string(proof.index) + '\n';
    for (const Hash& hash : proof.hashes) text += to_base64(hash) + '\n';
    return text + '\n' + proof.checkpoint;
}

Result<Proof> parse_proof(std::string_view text) {
    TextLines lines(text);
    Proof proof;
    if (TRY(take(lines)) != header) return malformed(lines, "'c2sp.org/tlog-proof@v1'");
    std::string_view line = TRY(take(lines));
    if (line.starts_with(extra_start)) {
        proof.extra = from_base64(line.substr(extra_start.size()));
        if (!proof.extra) return malformed(lines, "bytes in base64");
        line = TRY(take(lines));
    }
    if (!line.starts_with(index_start)) return malformed(lines, "'index' and a number");
    const auto index = parse_whole_number<std::uint64_t>(line.substr(index_start.size()));
    if (!index) return malformed(lines, "an index without leading zeros");
    proof.index = *index;
    TRY(read_hashes(lines, proof.hashes));
    if (lines.rest().empty()) return malformed(lines, "a checkpoint after the empty line");
    proof.checkpoint = lines.rest();
    return proof;
}

Result<Checkpoint> check_proof(const Proof& proof, std::string_view entry, std::string_view origin,
                               const VerifierKey& key) {
    Checkpoint checkpoint = TRY(open_checkpoint(proof.checkpoint, origin, key));
    TRY(check_inclusion(proof.index, checkpoint.size, leaf_hash(entry), proof.hashes,
                        checkpoint.root));
    return checkpoint;
}

}  // namespace comity
