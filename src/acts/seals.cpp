// SPDX-License-Identifier: Apache-2.0
#include "acts/state.h"

#include "base/check.h"
#include "record/checkpoint.h"

#include <algorithm>

namespace comity {
namespace {

/// The last of `terms` that had begun at `size`.
template <class Term>
const Term* term_of(const std::vector<Term>& terms, std::uint64_t size) {
    const auto after = std::ranges::upper_bound(terms, size, {}, &Term::from_size);
    return after == terms.begin() ? nullptr : &*std::prev(after);
}

std::vector<Member> sealing_members(const State& state) {
    std::vector<Member> sealers;
    const Date day = day_of_record(state);
    for (const auto& [code, party] : state.parties) {
        const auto author = state.authors.find(code);
        if (party.status_on(day) == Status::member && author != state.authors.end() &&
            author->second.cosigner)
            sealers.push_back({code, author->second.cosigner->key});
    }
    return sealers;
}

std::vector<Member> sealers_of(const State& state) {
    std::vector<Member> sealers = sealing_members(state);
    if (!sealers.empty() || state.seals.depositaries.empty()) return sealers;
    const std::string& depositary = state.seals.depositaries.back().author;
    const auto author = state.authors.find(depositary);
    if (author != state.authors.end() && author->second.cosigner)
        sealers.push_back({depositary, author->second.cosigner->key});
    return sealers;
}

/// The checkpoint of a note that the depositary of its size has signed.
Result<Checkpoint> judged_checkpoint(const State& state, const std::string_view bytes,
                                     const Note& note) {
    const Checkpoint stated = TRY(parse_checkpoint(note.text));
    const Seals& seals = state.seals;
    if (stated.size < seals.sealed.size() || stated.size > seals.size())
        return refuse("seal.size", "between " + std::to_string(seals.sealed.size()) + " and " +
                                       std::to_string(seals.size()) + " entries");
    const DepositaryTerm* term = seals.depositary_of(stated.size);
    check(term != nullptr, "a log has a depositary from its first entry on");
    const Checkpoint opened = TRY(open_checkpoint(bytes, state.association->origin, term->key));
    if (opened.root != seals.root_at(opened.size))
        return refuse("seal.root", "the root of this log at " + std::to_string(opened.size) +
                                       " entries: another one is the proof of a fork");
    return opened;
}

}  // namespace

std::span<const EnteredSeal> Seals::proven() const {
    const auto end = std::ranges::lower_bound(entered, sealed.size(), {}, &EnteredSeal::entry);
    return {entered.begin(), end};
}

std::optional<Instant> Seals::time() const {
    if (proven().empty()) return {};
    return proven().back().dated;
}

const EnteredSeal* Seals::first_since(Instant moment) const {
    const auto seals = proven();
    const auto first = std::ranges::lower_bound(seals, moment, {}, &EnteredSeal::dated);
    return first == seals.end() ? nullptr : &*first;
}

bool Seals::covers(std::uint64_t entry) const {
    return !proven().empty() && entry < proven().back().size;
}

const SealingEpoch* Seals::epoch_of(std::uint64_t size) const { return term_of(epochs, size); }

const DepositaryTerm* Seals::depositary_of(std::uint64_t size) const {
    return term_of(depositaries, size);
}

Hash Seals::root_at(std::uint64_t size) const {
    check(size >= sealed.size() && size <= this->size(),
          "only trees from the sealed one on can be had");
    Frontier tree = sealed;
    for (std::uint64_t i = 0; tree.size() < size; ++i) tree.append(unsealed[i]);
    return tree.root();
}

Date day_of_record(const State& state) {
    return std::max(state.seals.time().value_or(Instant{}), state.secretariat_time).date();
}

Result<EnteredSeal> judge_seal(const State& state, std::string_view bytes) {
    const Note note = TRY(parse_note(bytes));
    const Checkpoint head = TRY(judged_checkpoint(state, bytes, note));
    const SealingEpoch* epoch = state.seals.epoch_of(head.size);
    if (!epoch || epoch->sealers.empty())
        return refuse("seal.sealers", "a log for which somebody has declared a cosigning key");
    const Seal seal = TRY(check_seal(note, epoch->sealers, end_of_time));
    const auto& entered = state.seals.entered;
    const bool tells = entered.empty() || *seal.dated > entered.back().dated ||
                       (*seal.dated == entered.back().dated && head.size > entered.back().size);
    if (!tells) return refuse("seal.order", "a later date than the last seal's, or more entries");
    return EnteredSeal{state.entries, head.size, *seal.dated, seal.cosigned.size(), seal.members};
}

void begin_term(State& state, DepositaryTerm term) {
    state.association->depositary = term.key;
    state.seals.depositaries.push_back(std::move(term));
    note_sealers(state, state.seals.size() + 1);
}

void note_sealers(State& state, std::uint64_t size) {
    std::vector<Member> sealers = sealers_of(state);
    auto& epochs = state.seals.epochs;
    if (!epochs.empty() && epochs.back().sealers == sealers) return;
    if (epochs.empty() && sealers.empty()) return;
    epochs.push_back({size, std::move(sealers)});
}

}  // namespace comity
