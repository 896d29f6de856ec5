// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "peers/post.h"
#include "peers/replica.h"

#include <map>

namespace comity {

/// Brings a replica up to the heads that other nodes serve. One round at a time: the checkpoint,
/// the hashes of the bundles that are new, which make the checkpoint's root together with what is
/// here, then the bundles, each checked as it comes. Bundles of a round that was cut off are taken
/// from the disk.
class Mirror {
public:
    struct Hooks {
        /// Whether the replica may go on to this head, which it has not verified. Asked again
        /// before it is published.
        std::function<bool(const Checkpoint& head, const std::string& note)> admit;
        /// A head that the depositary signed and that contradicts what is here.
        std::function<void(const std::string& note)> contradiction;
        /// A signed head holds an entry that the rules forbid, or an unentitled signature.
        std::function<void(const std::string& note, const Refusal& why)> invalid;
    };

    Mirror(Replica& replica, Post& post, Hooks hooks);
    ~Mirror();

    /// Begins a round, if none is under way. `done` learns whether it ended with all that the other
    /// node has being here.
    void begin(const std::string& address, std::function<void(bool complete)> done);
    bool is_idle() const { return !round_; }

private:
    struct Round;
    using Number = std::uint64_t;
    using Use = void (Mirror::*)(Number index, std::string bytes);

    void fetch(const std::string& path, Number index, Use use);
    void end(bool complete);
    void take_checkpoint(Number, std::string bytes);
    void plan(const std::string& note, const Checkpoint& head);
    void fetch_plan();
    void take_hashes(Number tile, std::string bytes);
    void take_edge(Number, std::string bytes);
    void finish_plan();
    Hash planned_subtree(int level, Number index) const;
    void go_on();
    void fetch_bundle(Number index);
    void take_bundle(Number index, std::string bytes);
    bool fold_ready();
    bool fold_bundle(Number index, const std::string& bytes);
    void publish();
    void fail(const Refusal& why);

    Replica& replica_;
    Post& post_;
    Hooks hooks_;
    std::unique_ptr<Round> round_;
    std::uint64_t rounds_ = 0;
};

}  // namespace comity
