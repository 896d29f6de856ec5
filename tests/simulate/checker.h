// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulate/node.h"
#include "simulate/prefixes.h"

#include <set>

namespace comity::simulate {

/// Watches a run and throws a `Violation` as soon as one of these does not hold:
/// - `acknowledged-kept`: what a node took from its author stays with it or stands in the log;
/// - `one-history`: nobody honest signs two heads of which neither continues the other;
/// - `times-ascend`: nobody honest dates a longer head earlier than a shorter one;
/// - `equal-state`: nodes with equal logs have equal states, those of a fold from the beginning;
/// - `log-stays`: a node's log only grows, unless its disk was put back or damaged;
/// - `sealed-stays`: what was sealed once is the beginning of whatever is sealed later, anywhere;
/// - `decided-stays`: a proposal that was adopted or broken once is so everywhere and for good;
/// - `objection-heard`: an objection that a quorum has receipts for is not adopted against;
/// - `verifies`: what an honest node publishes passes the checks of `comity-verify`;
/// - `entered`: on a network that works, what was handed in and is permitted is entered in the end;
/// - `agreed`: then all honest nodes have the same log.
class Checker {
public:
    explicit Checker(Events& events) : events_(events) {}

    /// A node took an act.
    void acknowledged(const Node& node, const std::string& entry);
    /// Whether an objection to a proposal was among the acts.
    void objected(const Node& node, const std::string& entry, const std::string& proposal);
    /// A node has done something.
    void look(Node& node);
    /// Something was answered on the network.
    void heard(const Request& request, const Reply& reply, Instant latest);
    /// Looks at all that a node has published, as `comity-verify` does.
    void verify_published(Node& node);
    /// That each honest node's acts are safe; `at_the_end`: and entered.
    void check_acts(Node& node, bool at_the_end);
    /// Signatures by this key are those of an honest node.
    void trust(const std::string& signer, const VerifierKey& key);
    void distrust(const std::string& signer);
    void check_agreement(const std::vector<Node*>& nodes) const;

    std::uint64_t entries() const { return longest_; }
    std::uint64_t seals() const { return seals_; }
    std::uint64_t heads_signed() const { return heads_signed_; }
    /// Acts that were taken and whose nodes say that they can never be entered.
    std::uint64_t overtaken() const { return overtaken_; }
    std::uint64_t decisions() const { return decided_.size(); }

private:
    struct Head {
        std::uint64_t size = 0;
        Hash root;
        auto operator<=>(const Head&) const = default;
    };
    struct Signer {
        std::set<Head> heads;
        std::map<std::uint64_t, Instant> first_signed = {};  ///< by size
        std::vector<Head> unknown = {};                      ///< of logs that were not seen yet
        std::optional<Prefixes::Id> longest = {};
    };
    struct Seen {
        Prefixes::Id log = Prefixes::none;
        std::uint64_t starts = 0;
        std::size_t restorations = 0;
    };
    struct Act {
        std::string author;
        std::string bytes;
        std::string proposal = {};  ///< to which it objects
        bool guarded = false;       ///< receipts of a quorum came while nobody could have adopted
        bool overtaken = false;     ///< its node has said so
        bool excused = false;       ///< its node's disk was put back since
    };

    std::optional<Prefixes::Id> log_of(const Peer& peer, Instant now);
    void read_entries(const Peer& peer, Instant now);
    void check_state(const Node& node, const State& state, Prefixes::Id log);
    void check_sealed(const Node& node, const State& state, Prefixes::Id log);
    void check_decided(const Node& node, const State& state);
    void check_decision(const Node& node, const State& state, const std::string& name,
                        ProposalStatus status);
    void note_progress(const Peer& peer);
    static std::string answer_to(const Peer& peer, const std::string& bytes);
    void note_receipts(const Node& node, const Peer& peer);
    bool could_be_adopted(const State& state, const std::string& proposal) const;
    void signed_head(const std::string& name, const Head& head, std::optional<Instant> time);
    void place_head(const std::string& name, Signer& signer, const Head& head);
    void heard_note(const std::string& note, Instant latest);
    void heard_cosignature(const Note& note, const NoteSignature& line, Instant latest);
    [[noreturn]] static void violated(const std::string& invariant, const std::string& what);

    Events& events_;
    Prefixes prefixes_;
    std::map<std::string, Seen> seen_;
    std::map<std::pair<std::string, std::uint32_t>, std::pair<std::string, VerifierKey>> keys_;
    std::map<std::string, Signer> signers_;
    std::set<std::string> distrusted_;
    std::set<std::string> lines_;  ///< cosignatures that were looked at
    std::map<Hash, Act> acts_;
    std::optional<Prefixes::Id> sealed_;
    std::map<std::string, ProposalStatus> decided_;
    Instant last_dated_{};  ///< the latest time that an honest node has cosigned with
    std::uint64_t longest_ = 0;
    std::uint64_t seals_ = 0;
    std::uint64_t heads_signed_ = 0;
    std::uint64_t overtaken_ = 0;
};

}  // namespace comity::simulate
