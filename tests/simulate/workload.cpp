// SPDX-License-Identifier: Apache-2.0
#include "simulate/world.h"

#include "base/json.h"
#include "record/cosignature.h"

#include <algorithm>

namespace comity::simulate {

void World::plan_work() {
    events_.after(random_.between(minute, 8 * minute), [this] {
        if (quiet_) return;
        do_something();
        plan_work();
    });
}

void World::do_something() {
    Node& node = any_node();
    if (!node.running()) return;
    const std::uint64_t choice = random_.below(100);
    if (choice < 40) return place_note(node);
    if (choice < 52) return make_pledge(node);
    if (choice < 67) return circulate(node);
    if (choice < 87) return object(node);
    if (choice < 92) return rotate_key(node);
    if (choice < 95 && settings_.replace_cosigners) return replace_cosigner(node);
    if (choice < 98) return admit_another();
    withdraw_party(node);
}

void World::place_note(Node& node) {
    const std::string text = "Note " + std::to_string(++names_) + " by " + node.author();
    const Json body = Json::Object{{"text", Json::Object{{"en", text}}}};
    intend(node, {"note.place", to_text(body)});
}

void World::make_pledge(Node& node) {
    Json::Object body{{"pledge", "pledge-" + std::to_string(++names_)},
                      {"kind", "pledge"},
                      {"title", Json::Object{{"en", "A bridge"}}},
                      {"text", Json::Object{{"en", "A bridge is built over a simulated river."}}},
                      {"date", "2025-09-17"},
                      {"source", Json::Object{{"citation", "A simulation"}}}};
    if (node.author() != secretariat) body.set("by", Json::Array{node.author()});
    intend(node, {"pledge.make", to_text(body)});
}

void World::circulate(Node& node) {
    const Instant deadline{node.time().seconds + random_.between(1900, 4000)};
    const Json body = Json::Object{{"proposal", "proposal-" + std::to_string(++names_)},
                                   {"kind", "decision"},
                                   {"title", Json::Object{{"en", "A ferry"}}},
                                   {"text", Json::Object{{"en", "The members run a ferry."}}},
                                   {"deadline", deadline.text()}};
    intend(node, {"proposal.circulate", to_text(body)});
}

/// To the last proposal that this node knows and can object to.
void World::object(Node& node) {
    const State& state = node.peer()->state();
    const auto& order = state.consultation.proposal_order;
    if (order.empty() || node.author() == secretariat) return;
    const std::string& name = order.back();
    if (decided(state, state.consultation.proposals.find(name)->second)) return;
    const Json body = Json::Object{{"proposal", name},
                                   {"reason", Json::Object{{"en", "A bridge is planned there."}}}};
    intend(node, {"proposal.object", to_text(body), name});
}

void World::rotate_key(Node& node) {
    if (!node.honest()) return;
    const Json body = Json::Object{{"key", node.next_entry_key().verifier().text()}};
    intend(node, {"key.rotate", to_text(body)});
}

void World::replace_cosigner(Node& node) {
    if (!node.honest()) return;
    const NamedKey key = node.next_cosigner_key();
    const VerifierKey verifier = cosigner(key.name, key.key.public_key());
    checker_.trust(node.author(), verifier);
    const Json body = Json::Object{{"key", verifier.text()}, {"node", node.address()}};
    intend(node, {"cosigner.declare", to_text(body)});
}

void World::admit_another() {
    if (nodes_.size() >= 27) return;
    const std::string party = "NEW";
    if (std::ranges::any_of(nodes_, [&](const auto& node) { return node->author() == party; }))
        return;
    tell("a new member is admitted: " + party);
    admit(party);
}

void World::withdraw_party(Node& node) {
    if (node.author() == secretariat || !withdrawn_.empty() || members_ <= 4) return;
    if (!node.honest()) return;
    withdrawn_.insert(node.author());
    const Json body = Json::Object{{"party", node.author()}, {"from", "2025-12-31"}};
    intend(node, {"party.withdraw", to_text(body)});
}

void World::intend(Node& node, Intention intention) {
    intentions_[node.author()].push_back(std::move(intention));
}

/// Hands in what its operator means to hand in, in order; what is refused is tried again later.
void World::carry_out(Node& node) {
    auto& intentions = intentions_[node.author()];
    while (!intentions.empty()) {
        Intention& next = intentions.front();
        const auto taken = node.hand_in(next.kind, next.body);
        if (!taken) return;
        if (!*taken) {
            const Refusal& refusal = taken->error();
            if (settings_.story && next.tries == tries_max)
                tell(node.author() + " is refused " + next.kind + ": " + refusal.code + " " +
                     refusal.message);
            if (--next.tries == 0) intentions.pop_front();
            return;
        }
        tell(node.author() + " hands in " + next.kind + " " + next.body.substr(0, 60));
        ++report_.acts;
        if (next.proposal.empty())
            checker_.acknowledged(node, node.last_entry());
        else
            checker_.objected(node, node.last_entry(), next.proposal);
        intentions.pop_front();
    }
}

}  // namespace comity::simulate
