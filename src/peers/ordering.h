// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "peers/hand_in.h"
#include "peers/replica.h"
#include "record/log.h"

namespace comity {

/// The depositary's work: judges entries as they come, orders them, makes them durable, and signs
/// the checkpoints. It knows the state that all of them add up to, ahead of what is published.
class Ordering {
public:
    struct Options {
        std::string origin;
        std::function<std::string(const Checkpoint&)> sign;
        VerifierKey key;
        std::size_t queue_max = 0;  ///< entries that are not published
        std::size_t quota = 0;      ///< of these, by one author
        Runner run = {};
    };

    /// Opens the log behind a replica, or makes it. Refusals of logs, `log.invalid`.
    static Result<std::unique_ptr<Ordering>> open(Disk& disk, Options options,
                                                  const Replica& published);

    /// Enters what the rules permit, in order and durably with one sync; says of each what became
    /// of it. Refusals of acts, `peer.busy` (too much waits to be published), `peer.quota`,
    /// `peer.succession` (a change of depositary is not entered here).
    std::vector<HandInAnswer> take(std::span<const std::string> entries);
    /// Publishes what was entered; true if there was anything.
    bool publish();

    const State& ahead() const { return ahead_; }
    const Log& log() const { return *log_; }

private:
    Ordering(Options options, State ahead)
        : options_(std::move(options)), ahead_(std::move(ahead)) {}
    struct Candidate;
    std::vector<Candidate> read(std::span<const std::string> entries) const;
    Result<> judge(const Candidate& candidate);
    Result<> check_room(const std::string& author) const;
    bool has_entered(const Hash& leaf) const;

    Options options_;
    std::unique_ptr<Log> log_;
    State ahead_;
    std::map<std::string, std::size_t> waiting_;  ///< by author
};

}  // namespace comity
