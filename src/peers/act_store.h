// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/disk.h"
#include "record/entry.h"

#include <functional>
#include <map>
#include <set>
#include <span>

namespace comity {

/// An act that a node keeps until a seal covers it.
struct StoredAct {
    Hash leaf;
    std::string bytes;  ///< the entry
    std::string author;
    std::optional<Hash> previous;             ///< that it names
    Instant time;                             ///< when it came
    std::uint64_t batch = 0;                  ///< with which it came
    std::optional<std::uint64_t> index = {};  ///< in the log, once it was seen there
    bool overtaken = false;                   ///< it can never be entered
    std::set<std::string> receivers = {};     ///< who has given a receipt
};

/// Acts on the disk in the order in which they came, each batch one file, so that a batch is there
/// as a whole or not at all. Where they stand in the log is for whoever reads it to tell.
class ActStore {
public:
    /// Reads the folder. `Fault` if a file is damaged.
    explicit ActStore(Disk& disk);

    /// Durable when it returns. What is here already is left out.
    void add(std::span<const Entry> entries, std::span<const std::string> bytes, Instant time);
    const StoredAct* find(const Hash& leaf) const;
    StoredAct* find(const Hash& leaf);
    /// In order.
    const std::map<std::uint64_t, StoredAct>& acts() const { return acts_; }
    std::map<std::uint64_t, StoredAct>& acts() { return acts_; }
    std::size_t size() const { return acts_.size(); }
    std::size_t count_of(const std::string& author) const;
    /// The last act of an author that has not been overtaken.
    const StoredAct* last_of(const std::string& author) const;
    /// Forgets the batches of which every act satisfies `is_done`.
    void forget(const std::function<bool(const StoredAct&)>& is_done);

private:
    void load(const std::string& name);
    void put(StoredAct act);

    Disk& disk_;
    std::map<std::uint64_t, StoredAct> acts_;  ///< by the order in which they came
    std::map<Hash, std::uint64_t> by_leaf_;
    std::map<std::string, std::size_t> by_author_;
    std::uint64_t next_batch_ = 0;
    std::uint64_t next_act_ = 0;
};

}  // namespace comity
