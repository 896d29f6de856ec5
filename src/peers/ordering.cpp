// SPDX-License-Identifier: Apache-2.0
#include "peers/ordering.h"

#include "acts/all.h"
#include "base/check.h"
#include "record/journal.h"

#include <algorithm>

namespace comity {
namespace {

const VerifierKey* key_in_force(const State& state, std::string_view author) {
    const auto known = state.authors.find(author);
    return known == state.authors.end() ? nullptr : &known->second.keys.back().key;
}

bool changes_depositary(const Statement& statement) {
    return statement.kind == "depositary.hand-over" || statement.kind == "depositary.take-over";
}

}  // namespace

/// An entry with what could be found out before its turn.
struct Ordering::Candidate {
    Result<Entry> entry;
    std::optional<PublicKey> signed_by = {};  ///< its signature was seen to be by this key
};

Result<std::unique_ptr<Ordering>> Ordering::open(Disk& disk, Options options,
                                                 const Replica& published) {
    Log::Options log = {options.origin, options.sign, options.key};
    std::unique_ptr<Ordering> ordering(new Ordering(std::move(options), published.state()));
    if (published.is_empty()) {
        ordering->log_ = TRY(Log::create(disk, std::move(log)));
        return ordering;
    }
    if (!disk.exists(journal_path)) Journal::start(disk, published.size(), published.root());
    ordering->log_ = TRY(Log::open(disk, std::move(log)));
    TRY(fold_journal(ordering->ahead_, *ordering->log_));
    return ordering;
}

/// Parses all, and checks the signatures by the keys that are in force as yet.
std::vector<Ordering::Candidate> Ordering::read(std::span<const std::string> entries) const {
    std::vector<Candidate> candidates(entries.size());
    const auto look = [&](std::size_t i) {
        Candidate& candidate = candidates[i];
        candidate.entry = parse_entry(entries[i]);
        if (!candidate.entry) return;
        const VerifierKey* key = key_in_force(ahead_, candidate.entry->statement.author);
        if (key && check_signature(*candidate.entry, key->key)) candidate.signed_by = key->key;
    };
    if (options_.run && entries.size() > 1)
        options_.run(entries.size(), look);
    else
        for (std::size_t i = 0; i < entries.size(); ++i) look(i);
    return candidates;
}

Result<> Ordering::check_room(const std::string& author) const {
    std::size_t waiting = 0;
    for (const auto& [who, count] : waiting_) waiting += count;
    if (waiting >= options_.queue_max)
        return refuse("peer.busy", "a depositary with less to do: hand it in again later");
    const auto of_author = waiting_.find(author);
    if (of_author != waiting_.end() && of_author->second >= options_.quota)
        return refuse("peer.quota", "fewer acts of " + author + " at a time");
    return {};
}

Result<> Ordering::judge(const Candidate& candidate) {
    if (!candidate.entry) return std::unexpected(candidate.entry.error());
    const Entry& entry = *candidate.entry;
    const Statement& statement = entry.statement;
    if (statement.origin != options_.origin)
        return refuse("entry.origin", "an entry for " + options_.origin, "2");
    if (changes_depositary(statement)) return refuse("peer.succession", "the successor enters it");
    TRY(check_room(statement.author));
    const VerifierKey* key = key_in_force(ahead_, statement.author);
    if (key && candidate.signed_by == key->key)
        TRY(fold(ahead_, ahead_.entries, entry));
    else
        TRY(fold_verified(ahead_, ahead_.entries, entry));
    ++waiting_[statement.author];
    return {};
}

/// Whether an act stands in the log that no seal covers yet; older ones their authors have seen.
bool Ordering::has_entered(const Hash& leaf) const {
    return std::ranges::find(ahead_.seals.unsealed, leaf) != ahead_.seals.unsealed.end();
}

std::vector<HandInAnswer> Ordering::take(std::span<const std::string> entries) {
    std::vector<HandInAnswer> answers;
    std::vector<std::string> accepted;
    const std::vector<Candidate> candidates = read(entries);
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const auto judged = judge(candidates[i]);
        if (judged) {
            accepted.push_back(entries[i]);
            answers.push_back({Taken::entered});
        } else if (candidates[i].entry && has_entered(candidates[i].entry->leaf)) {
            answers.push_back({Taken::entered});
        } else {
            answers.push_back({Taken::refused, judged.error().code});
        }
    }
    log_->append(accepted);
    return answers;
}

bool Ordering::publish() {
    waiting_.clear();
    if (log_->size() == log_->published_size()) return false;
    log_->publish();
    return true;
}

}  // namespace comity
