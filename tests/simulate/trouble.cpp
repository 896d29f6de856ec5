// SPDX-License-Identifier: Apache-2.0
#include "simulate/world.h"

namespace comity::simulate {

void World::plan_trouble() {
    if (!depositary_honest())
        events_.after(random_.between(hour, settings_.hours * hour), [this] { misconduct(); });
    events_.after(random_.between(15 * minute, 40 * minute), [this] {
        if (quiet_) return;
        make_trouble();
        plan_trouble_again();
    });
}

void World::plan_trouble_again() {
    events_.after(random_.between(minute, 15 * minute), [this] {
        if (quiet_) return;
        make_trouble();
        plan_trouble_again();
    });
}

void World::make_trouble() {
    Node& node = any_node();
    ++report_.faults;
    const std::uint64_t choice = random_.below(100);
    if (choice < 40) return trouble_power(node);
    if (choice < 58) return trouble_disk(node);
    if (choice < 70) return trouble_clock(node);
    if (choice < 85) return trouble_network();
    trouble_backup(node);
}

void World::trouble_power(Node& node) {
    if (!node.running()) return;
    if (random_.chance(700))
        return node.lose_power_after(static_cast<std::uint64_t>(random_.between(1, 25)));
    tell(node.author() + " is killed");
    node.stop();
    events_.after(random_.between(second, 20 * minute), [&node] { node.start(); });
}

void World::trouble_disk(Node& node) {
    if (random_.chance(600))
        return node.disk().fail_after(static_cast<std::uint64_t>(random_.between(1, 25)));
    tell(node.author() + " has no space left on its disk");
    node.disk().set_full(true);
    events_.after(random_.between(minute, 30 * minute), [this, &node] {
        tell(node.author() + " has space again");
        node.disk().set_full(false);
    });
}

void World::trouble_clock(Node& node) {
    set_clock(node);
    tell(node.author() + " has its clock set, to " + node.time().text());
}

/// The weather changes, or the network parts for a while.
void World::trouble_network() {
    if (random_.chance(500) || nodes_.empty()) {
        network_.weather.loss_permille = random_.below(4) * random_.below(60);
        network_.weather.doubling_permille = random_.below(3) * random_.below(100);
        network_.weather.delay_max = random_.between(50, random_.chance(300) ? 20'000 : 1000);
        return;
    }
    std::set<std::string> side;
    std::string names;
    for (const auto& node : nodes_)
        if (random_.chance(400) && side.insert(node->address()).second)
            names += " " + node->author();
    tell("the network parts; on one side:" + names);
    network_.part(side);
    events_.after(random_.between(2 * minute, 50 * minute), [this] { network_.part({}); });
}

/// Honest nodes of which the disk is put back or damaged are no more than may be faulty. That of
/// the depositary is left alone: what only it has had cannot come back.
void World::trouble_backup(Node& node) {
    if (random_.chance(500) || !node.honest() || node.is_depositary()) {
        node.keep_backup();
        return;
    }
    if (!node.was_restored() && ++restored_ > faulty_max(members_)) return;
    if (random_.chance(300)) {
        if (node.damage()) events_.after(minute, [&node] { node.restart(); });
        return;
    }
    if (node.restore_backup()) tell(node.author() + " is put back to its last backup");
}

void World::misconduct() {
    Node& node = depositary();
    if (node.conduct() == Conduct::two_faced) {
        tell("the depositary begins to keep two logs");
        node.fork();
    }
    if (node.conduct() == Conduct::withholding) {
        node.victim = nodes_[1 + random_.below(nodes_.size() - 1)]->author();
        tell("the depositary takes nothing from " + node.victim + " any more");
    }
    if (node.conduct() == Conduct::vanishing) {
        tell("the depositary is gone");
        network_.unplug(node.address());
    }
}

void World::heal() {
    tell("all faults end");
    quiet_ = true;
    network_.heal();
    for (const auto& node : nodes_) {
        node->clock.set(0, 0, 0);
        node->disk().set_full(false);
        node->disk().fail_after(0);
        node->lose_power_after(0);
        if (!node->running()) node->start();
    }
}

}  // namespace comity::simulate
