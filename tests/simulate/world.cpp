// SPDX-License-Identifier: Apache-2.0
#include "simulate/world.h"

#include "base/check.h"
#include "record/cosignature.h"

#include <algorithm>

namespace comity::simulate {

World::World(const Settings& settings)
    : settings_(settings),
      random_(settings.seed),
      story_(settings.story),
      network_(events_, random_),
      surroundings_{events_, random_, network_, story_, settings.make, {}},
      checker_(events_) {
    network_.tap = [this](const Route& route, const Request& request, const Reply& reply) {
        checker_.heard(request, reply, latest_clock());
        for (const auto& node : nodes_)
            if (node->address() == route.to) look(*node);
    };
}

/// No honest clock shows a later time.
Instant World::latest_clock() const { return end_of_time; }

Node& World::any_node() { return *nodes_[random_.below(nodes_.size())]; }

void World::look(Node& node) { checker_.look(node); }

void World::schedule_tick(Node& node) {
    events_.after(random_.between(minute, 3 * minute), [this, &node] { tick(node); });
}

void World::tick(Node& node) {
    schedule_tick(node);
    node.take_up_new_keys();
    carry_out(node);
    node.tick();
    look(node);
}

void World::run_until(Milliseconds end) {
    while (events_.step(end)) {
    }
}

void World::finish() {
    std::vector<Node*> honest;
    for (const auto& node : nodes_) {
        look(*node);
        checker_.verify_published(*node);
        checker_.check_acts(*node, depositary_honest());
        if (node->honest()) honest.push_back(node.get());
    }
    if (depositary_honest()) checker_.check_agreement(honest);
}

Report World::run() {
    report_.seed = settings_.seed;
    try {
        draw_up();
        found();
        plan_work();
        if (!settings_.calm) plan_trouble();
        run_until(settings_.hours * hour);
        heal();
        run_until(settings_.hours * hour + quiet_time);
        finish();
    } catch (const Violation& violation) {
        report_.violation = violation;
    } catch (const Bug& bug) {
        report_.violation = Violation{"no-bug", bug.what()};
    }
    if (report_.violation)
        tell("VIOLATED " + report_.violation->invariant + ": " + report_.violation->what);
    report_.nodes = nodes_.size();
    report_.steps = events_.steps();
    report_.simulated = events_.now();
    report_.entries = checker_.entries();
    report_.seals = checker_.seals();
    report_.heads = checker_.heads_signed();
    report_.overtaken = checker_.overtaken();
    report_.decisions = checker_.decisions();
    return report_;
}

Report run(const Settings& settings) { return World(settings).run(); }

}  // namespace comity::simulate
