// SPDX-License-Identifier: Apache-2.0
#include "acts/take_over.h"

#include "record/text_lines.h"

namespace comity {
namespace {

constexpr std::string_view header = "comity/take-over/v1";

std::unexpected<Refusal> malformed(const TextLines& lines, std::string expected) {
    return refuse("take-over.malformed", std::move(expected), std::to_string(lines.number()));
}

/// How many of the sealers have signed, each with the entry key in force.
Result<std::size_t> count_signers(const State& state, const Note& note,
                                  const std::vector<Member>& sealers) {
    std::size_t signers = 0;
    for (const Member& sealer : sealers) {
        const VerifierKey& key = state.authors.find(sealer.party)->second.keys.back().key;
        const auto checked = check_note(note, key);
        if (checked)
            ++signers;
        else if (checked.error().code != "note.unsigned")
            return std::unexpected(checked.error());
    }
    return signers;
}

Result<> check_quorum(const State& state, const Note& note) {
    const SealingEpoch* epoch = state.seals.epoch_of(state.seals.size());
    const std::size_t sealers = epoch ? epoch->sealers.size() : 0;
    if (sealers == 0) return refuse("take-over.quorum", "a log that somebody seals");
    const std::size_t signers = TRY(count_signers(state, note, epoch->sealers));
    if (signers >= quorum(sealers)) return {};
    return refuse("take-over.quorum", "signatures of " + std::to_string(quorum(sealers)) + " of " +
                                          std::to_string(sealers) + " sealers, not " +
                                          std::to_string(signers));
}

}  // namespace

std::string to_text(const TakeOver& take_over) {
    return std::string(header) + "\n" + take_over.origin + "\n" + std::to_string(take_over.size) +
           "\n" + to_base64(take_over.root) + "\n" + take_over.to + "\n" + take_over.key.text() +
           "\n";
}

Result<TakeOver> parse_take_over(std::string_view text) {
    TextLines lines(text);
    TakeOver take_over;
    if (lines.next() != header) return malformed(lines, std::string(header));
    take_over.origin = lines.next().value_or("");
    const auto size = parse_whole_number<std::uint64_t>(lines.next().value_or(""));
    if (!size) return malformed(lines, "the size of the log");
    take_over.size = *size;
    const auto root = hash_from_base64(lines.next().value_or(""));
    if (!root) return malformed(lines, "the root in base64");
    take_over.root = *root;
    take_over.to = lines.next().value_or("");
    take_over.key = TRY(VerifierKey::parse(lines.next().value_or("")));
    if (!lines.rest().empty()) return malformed(lines, "six lines");
    return take_over;
}

Result<TakeOver> check_take_over(const State& state, std::string_view bytes) {
    const Note note = TRY(parse_note(bytes));
    TakeOver take_over = TRY(parse_take_over(note.text));
    if (take_over.origin != state.association->origin)
        return refuse("take-over.origin", "the log " + state.association->origin);
    if (take_over.size != state.seals.size() ||
        take_over.root != state.seals.root_at(state.seals.size()))
        return refuse("take-over.head", "the head of this log, with " +
                                            std::to_string(state.seals.size()) + " entries");
    TRY(check_quorum(state, note));
    return take_over;
}

}  // namespace comity
