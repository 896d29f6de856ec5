// SPDX-License-Identifier: Apache-2.0
#include "peers/act_store.h"

#include "base/check.h"
#include "base/digits.h"
#include "peers/hand_in.h"

#include <algorithm>
#include <vector>

namespace comity {
namespace {

std::string name_of(std::uint64_t batch) {
    std::string digits = std::to_string(batch);
    return std::string(20 - digits.size(), '0') + digits;
}

Fault damaged(const std::string& name) {
    return Fault("the batch of acts " + name + " is damaged");
}

}  // namespace

ActStore::ActStore(Disk& disk) : disk_(disk) {
    for (const std::string& name : disk.list("")) load(name);
}

void ActStore::load(const std::string& name) {
    const auto batch = parse_number<std::uint64_t>(name.substr(
        name.find_first_not_of('0') == std::string::npos ? name.size() - 1
                                                         : name.find_first_not_of('0')));
    if (!batch || name_of(*batch) != name) return;  // not ours
    const std::string bytes = disk_.read(name).value_or("");
    const std::size_t end = bytes.find('\n');
    const auto time = Instant::parse(std::string_view(bytes).substr(0, end));
    if (end == std::string::npos || !time) throw damaged(name);
    const auto entries = parse_hand_in(std::string_view(bytes).substr(end + 1));
    if (!entries) throw damaged(name);
    for (const std::string& entry : *entries) {
        const auto parsed = parse_entry(entry);
        if (!parsed) throw damaged(name);
        put({parsed->leaf, entry, parsed->statement.author, parsed->statement.previous, *time,
             *batch});
    }
    next_batch_ = *batch + 1;
}

void ActStore::put(StoredAct act) {
    by_leaf_[act.leaf] = next_act_;
    ++by_author_[act.author];
    acts_.emplace(next_act_++, std::move(act));
}

void ActStore::add(std::span<const Entry> entries, std::span<const std::string> bytes,
                   Instant time) {
    std::vector<std::string> fresh;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        if (find(entries[i].leaf)) continue;
        fresh.push_back(bytes[i]);
        const Statement& statement = entries[i].statement;
        put({entries[i].leaf, bytes[i], statement.author, statement.previous, time, next_batch_});
    }
    if (fresh.empty()) return;
    disk_.replace_durably(name_of(next_batch_), time.text() + "\n" + hand_in_text(fresh));
    ++next_batch_;
}

const StoredAct* ActStore::find(const Hash& leaf) const {
    const auto found = by_leaf_.find(leaf);
    return found == by_leaf_.end() ? nullptr : &acts_.at(found->second);
}

StoredAct* ActStore::find(const Hash& leaf) {
    const auto found = by_leaf_.find(leaf);
    return found == by_leaf_.end() ? nullptr : &acts_.at(found->second);
}

std::size_t ActStore::count_of(const std::string& author) const {
    const auto found = by_author_.find(author);
    return found == by_author_.end() ? 0 : found->second;
}

const StoredAct* ActStore::last_of(const std::string& author) const {
    for (auto act = acts_.rbegin(); act != acts_.rend(); ++act)
        if (act->second.author == author && !act->second.overtaken) return &act->second;
    return nullptr;
}

void ActStore::forget(const std::function<bool(const StoredAct&)>& is_done) {
    std::set<std::uint64_t> batches;
    std::set<std::uint64_t> alive;
    for (const auto& [number, act] : acts_) {
        batches.insert(act.batch);
        if (!is_done(act)) alive.insert(act.batch);
    }
    for (const std::uint64_t batch : batches)
        if (!alive.contains(batch)) disk_.remove(name_of(batch));
    std::erase_if(acts_, [&](const auto& item) {
        const StoredAct& act = item.second;
        if (alive.contains(act.batch)) return false;
        by_leaf_.erase(act.leaf);
        --by_author_[act.author];
        return true;
    });
}

}  // namespace comity
