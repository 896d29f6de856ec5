// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulate/checker.h"
#include "simulate/node.h"

#include <deque>
#include <iosfwd>

namespace comity::simulate {

/// Time in which an association that is not disturbed comes to rest.
constexpr Milliseconds quiet_time = 2 * hour;

/// What a run is made of. All else follows from the seed.
struct Settings {
    std::uint64_t seed = 1;
    std::int64_t hours = 3;  ///< of trouble; `quiet_time` comes after it
    std::ostream* story = nullptr;
    PeerMaker make = &Peer::open;
    /// Neither faults nor faulty nodes.
    bool calm = false;
    /// Members replace the keys by which they cosign. Off: a node that has done so does not start
    /// again (docs/simulator.md, "Open").
    bool replace_cosigners = false;
    /// Nodes that are taken for honest conduct themselves so: a planted bug.
    std::optional<Conduct> planted = {};
};

/// What came of a run.
struct Report {
    std::uint64_t seed = 0;
    std::size_t nodes = 0;
    std::uint64_t steps = 0;
    Milliseconds simulated = 0;
    std::uint64_t acts = 0;  ///< acknowledged
    std::uint64_t entries = 0;
    std::uint64_t seals = 0;
    std::uint64_t heads = 0;  ///< different ones signed, summed over the signers
    std::uint64_t decisions = 0;
    std::uint64_t overtaken = 0;  ///< acts that were taken and can never be entered
    std::uint64_t faults = 0;
    std::optional<Violation> violation = {};
};

/// Runs one association through its troubles and watches it.
Report run(const Settings& settings);

/// One run: the nodes, what people do with them, and what goes wrong.
class World {
public:
    explicit World(const Settings& settings);
    Report run();

private:
    static constexpr int tries_max = 60;
    /// An act that somebody means to hand in, and tries until it is taken.
    struct Intention {
        std::string kind;
        std::string body;
        std::string proposal = {};  ///< to which it objects
        int tries = tries_max;
    };

    // setup.cpp: how it begins.
    void draw_up();
    void choose_conduct(std::size_t members);
    void found();
    void admit(const std::string& party);
    Node& add_node(Node::Setup setup);
    void set_clock(Node& node);
    void declare_cosigner(Node& node);

    // workload.cpp: what people do.
    void plan_work();
    void do_something();
    void place_note(Node& node);
    void make_pledge(Node& node);
    void circulate(Node& node);
    void object(Node& node);
    void rotate_key(Node& node);
    void replace_cosigner(Node& node);
    void admit_another();
    void withdraw_party(Node& node);
    void intend(Node& node, Intention intention);
    void carry_out(Node& node);

    // trouble.cpp: what goes wrong.
    void plan_trouble();
    void plan_trouble_again();
    void make_trouble();
    void trouble_power(Node& node);
    void trouble_disk(Node& node);
    void trouble_clock(Node& node);
    void trouble_network();
    void trouble_backup(Node& node);
    void misconduct();
    void heal();

    void schedule_tick(Node& node);
    void tick(Node& node);
    void run_until(Milliseconds end);
    void look(Node& node);
    void finish();
    Instant latest_clock() const;
    Node& any_node();
    void tell(const std::string& what) const { story_.tell(events_.now(), what); }
    Node& depositary() { return *nodes_.front(); }
    bool depositary_honest() { return depositary().honest(); }

    Settings settings_;
    Random random_;
    Events events_;
    Story story_;
    Network network_;
    Surroundings surroundings_;
    Checker checker_;
    std::vector<std::unique_ptr<Node>> nodes_;  ///< the depositary first
    std::map<std::string, std::deque<Intention>> intentions_;
    std::set<std::string> withdrawn_;
    std::vector<Conduct> conducts_;  ///< of the members to come
    Conduct depositary_conduct_ = Conduct::honest;
    std::size_t members_ = 0;
    std::size_t restored_ = 0;
    std::uint64_t names_ = 0;
    bool quiet_ = false;
    Report report_;
};

}  // namespace comity::simulate
