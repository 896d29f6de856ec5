// SPDX-License-Identifier: Apache-2.0
#include "peers/replica.h"

#include "acts/all.h"
#include "base/check.h"
#include "record/journal.h"
#include "record/text_lines.h"

#include <algorithm>
#include <atomic>
#include <utility>

namespace comity {
namespace {

/// The depositaries' keys that signed checkpoints here, one a line: which of them signed the newest
/// is known before the entries are read.
const std::string keys_path = "depositary-keys";

void run_in_turn(std::size_t count, const std::function<void(std::size_t)>& work) {
    for (std::size_t i = 0; i < count; ++i) work(i);
}

std::unexpected<Refusal> invalid(std::uint64_t index, const Refusal& refusal) {
    return log_invalid("entry " + std::to_string(index), refusal);
}

}  // namespace

Result<std::unique_ptr<Replica>> Replica::open(Disk& disk, Options options) {
    std::unique_ptr<Replica> replica(new Replica(disk, std::move(options)));
    if (!replica->options_.run) replica->options_.run = run_in_turn;
    TRY(replica->load());
    return replica;
}

std::vector<VerifierKey> Replica::known_keys() const {
    std::vector<VerifierKey> keys = {options_.first_key};
    const std::string text = disk_.read(keys_path).value_or("");
    TextLines lines(text);
    while (const auto line = lines.next()) {
        const auto key = VerifierKey::parse(*line);
        if (!key) throw Fault("the file " + keys_path + " is damaged");
        keys.push_back(*key);
    }
    return keys;
}

void Replica::remember_key(const VerifierKey& key) {
    const std::vector<VerifierKey> keys = known_keys();
    if (std::ranges::find(keys, key) != keys.end()) return;
    disk_.replace_durably(keys_path, disk_.read(keys_path).value_or("") + key.text() + "\n");
}

Result<> Replica::load() {
    if (!disk_.exists(checkpoint_path)) {
        copy_ = std::make_unique<LogCopy>(disk_, nullptr);
        return {};
    }
    Refusal refusal;
    for (const VerifierKey& key : known_keys()) {
        auto reader = LogReader::open(disk_, options_.origin, key);
        if (!reader) {
            if (refusal.code.empty() || refusal.code == "note.unsigned") refusal = reader.error();
            continue;
        }
        reader_ = std::move(*reader);
        reader_key_ = key;
        return fold_published();
    }
    return std::unexpected(refusal);
}

/// What is published was checked before: only what it adds up to is computed again.
Result<> Replica::fold_published() {
    tiles_ = std::make_unique<TileReader>(disk_, reader_->size());
    copy_ = std::make_unique<LogCopy>(disk_, reader_.get());
    Result<> result;
    reader_->for_each(state_.entries, [&](const LoggedEntry& logged) {
        if (!result) return;
        const auto entry = parse_entry(logged.bytes, logged.leaf);
        const auto folded =
            entry ? fold(state_, logged.index, *entry) : std::unexpected(entry.error());
        if (!folded) result = invalid(logged.index, folded.error());
        if (folded && options_.observe) options_.observe(logged.index, *entry);
    });
    if (result && key_for(size()) != reader_key_)
        return refuse("log.invalid", "a checkpoint signed by the depositary of its size",
                      checkpoint_path);
    return result;
}

const VerifierKey& Replica::key_for(std::uint64_t size) const {
    const DepositaryTerm* term = state_.seals.depositary_of(size);
    return term ? term->key : options_.first_key;
}

Hash Replica::subtree(int level, std::uint64_t index) const {
    return tiles_->subtree(level, index);
}

Hash Replica::root_at(std::uint64_t size) const {
    check(size <= this->size(), "only published trees can be had");
    if (size == 0) return empty_tree_hash();
    return tree_hash(
        size, [this](int level, std::uint64_t index) { return tiles_->subtree(level, index); });
}

Result<> Replica::fold_one(const LoggedEntry& logged) {
    Entry entry = TRY(parse_entry(logged.bytes, logged.leaf));
    if (entry.statement.origin != options_.origin)
        return refuse("entry.origin", "an entry for " + options_.origin, "2");
    keys_.push_back(TRY(fold(state_, logged.index, entry)));
    entries_.push_back(std::move(entry));
    return {};
}

Result<> Replica::fold_all(std::span<const std::string_view> bytes, std::span<const Hash> leaves) {
    first_entry_ = taken();
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const auto folded = fold_one({first_entry_ + i, bytes[i], leaves[i]});
        if (!folded) return invalid(first_entry_ + i, folded.error());
    }
    return {};
}

/// Checks the signatures of what was folded last, and does something else meanwhile.
Result<> Replica::check_signatures(const std::function<void()>& meanwhile) {
    const std::vector<Entry> entries = std::exchange(entries_, {});
    const std::vector<PublicKey> keys = std::exchange(keys_, {});
    const std::uint64_t first = first_entry_;
    const std::uint64_t trusted = std::max(first, options_.trusted_size) - first;
    const std::size_t skipped = std::min<std::uint64_t>(trusted, entries.size());
    std::atomic<std::size_t> failed = entries.size();
    options_.run(1 + entries.size() - skipped, [&](std::size_t i) {
        if (i == 0) return meanwhile();
        const std::size_t at = skipped + i - 1;
        if (!check_signature(entries[at], keys[at])) failed = at;
    });
    if (failed < entries.size())
        return invalid(first + failed, {"entry.bad-signature", "a signature by the author's key"});
    return {};
}

Result<> Replica::take(std::span<const std::string_view> bytes, std::span<const Hash> leaves) {
    check(copy_->size() == taken(), "what is taken is also written");
    Result<> folded;
    TRY(check_signatures([&] { folded = fold_all(bytes, leaves); }));
    TRY(folded);
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        copy_->append(bytes[i], leaves[i]);
        if (options_.observe) options_.observe(first_entry_ + i, entries_[i]);
    }
    return {};
}

Result<> Replica::publish(const std::string& note) {
    TRY(check_signatures([] {}));
    const VerifierKey& key = key_for(taken());
    const Checkpoint head = TRY(open_checkpoint(note, options_.origin, key));
    if (head.size != copy_->size() || head.root != copy_->root())
        return refuse("checkpoint.root", "the head of the entries taken");
    remember_key(key);
    disk_.remove(journal_path);  // of a time as depositary; what it holds was never published
    copy_->publish(note);
    reader_ = TRY(LogReader::open(disk_, options_.origin, key));
    reader_key_ = key;
    tiles_ = std::make_unique<TileReader>(disk_, reader_->size());
    return {};
}

void Replica::reload() {
    state_ = {};
    entries_.clear();
    keys_.clear();
    reader_ = nullptr;
    const auto loaded = load();
    if (!loaded) throw damage_fault(loaded.error().code + " " + loaded.error().where);
}

void Replica::follow() {
    if (!reader_) return reload();
    const auto refreshed = reader_->refresh();
    const auto folded = refreshed ? fold_published() : std::unexpected(refreshed.error());
    if (!folded) throw damage_fault(folded.error().code + " " + folded.error().where);
}

}  // namespace comity
