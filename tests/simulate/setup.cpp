// SPDX-License-Identifier: Apache-2.0
#include "simulate/world.h"

#include "base/json.h"
#include "record/cosignature.h"

namespace comity::simulate {
namespace {

/// Codes for parties, which no list of countries needs to have: AAA, AAB, ...
std::string party_code(std::size_t number) {
    std::string code = "AAA";
    for (std::size_t place = 3; place-- > 0; number /= 26)
        code[place] = static_cast<char>('A' + number % 26);
    return code;
}

}  // namespace

void World::draw_up() {
    const bool small = random_.chance(800);
    const bool large = !small && random_.chance(150);
    members_ = static_cast<std::size_t>(small   ? random_.between(3, 5)
                                        : large ? random_.between(11, 26)
                                                : random_.between(6, 10));
    choose_conduct(members_);
    if (!settings_.calm) trouble_network();
    tell(std::to_string(members_) + " members, quorum " + std::to_string(quorum(members_)));
}

void World::choose_conduct(std::size_t members) {
    conducts_.assign(members, Conduct::honest);
    if (settings_.planted) conducts_.assign(members, *settings_.planted);
    if (settings_.calm) return;
    if (random_.chance(300)) {
        constexpr std::array kinds = {Conduct::two_faced, Conduct::withholding, Conduct::vanishing};
        depositary_conduct_ = kinds[random_.below(kinds.size())];
    }
    if (settings_.planted || !random_.chance(400)) return;
    for (std::size_t faulty = random_.below(faulty_max(members) + 1); faulty > 0; --faulty)
        conducts_[faulty] = Conduct::cosigns_anything;
}

Node& World::add_node(Node::Setup setup) {
    nodes_.push_back(std::make_unique<Node>(surroundings_, std::move(setup)));
    Node& node = *nodes_.back();
    set_clock(node);
    if (node.conduct() == Conduct::cosigns_anything) surroundings_.colluding.insert(node.address());
    if (!node.honest() && !settings_.planted) checker_.distrust(node.author());
    const NamedKey key = node.cosigner_key();
    checker_.trust(node.author(), cosigner(key.name, key.key.public_key()));
    schedule_tick(node);
    return node;
}

/// Most clocks are right to within seconds, some are a day off.
void World::set_clock(Node& node) {
    if (settings_.calm) return;
    constexpr std::array<Milliseconds, 4> errors = {2 * second, 2 * second, 10 * minute, 24 * hour};
    const Milliseconds error = errors[random_.below(errors.size())];
    node.clock.set(events_.now(), random_.between(-error, error), random_.between(-200, 200));
}

void World::found() {
    Node& node = add_node({.author = "secretariat",
                           .source = "",
                           .depositary = true,
                           .conduct = depositary_conduct_});
    if (!node.honest()) checker_.distrust("depositary");
    const VerifierKey log_key{log_origin, KeyType::ed25519, secret_of("depositary").public_key()};
    checker_.trust("depositary", log_key);
    node.start();
    const Json body =
        Json::Object{{"name", Json::Object{{"en", "Association of Simulated Rivers"}}},
                     {"origin", log_origin},
                     {"founded", "2001-06-15"},
                     {"languages", Json::Array{"en"}},
                     {"depositary", log_key.text()},
                     {"secretariat", node.entry_key().verifier().text()}};
    intend(node, {"association.found", to_text(body)});
    const Json rules =
        Json::Object{{"rules", Json::Object{{"silence_seconds", 1800},
                                            {"correction_seconds", 1800},
                                            {"circulation", "member"},
                                            {"consensus_minus_one", Json::Array{"membership"}},
                                            {"procedure_by_majority", false},
                                            {"four_eyes", false}}},
                     {"reason", Json::Object{{"en", "Short silences, to try."}}}};
    intend(node, {"rules.set", to_text(rules)});
    declare_cosigner(node);
    for (std::size_t i = 0; i < members_; ++i) admit(party_code(i));
}

/// A party is admitted, gets a key on record, and its node begins to learn.
void World::admit(const std::string& party) {
    const Conduct conduct =
        nodes_.size() <= conducts_.size() ? conducts_[nodes_.size() - 1] : Conduct::honest;
    Node& node = add_node({.author = party, .source = depositary().address(), .conduct = conduct});
    const Json admission =
        Json::Object{{"party", party}, {"status", "member"}, {"from", "2001-06-15"}};
    intend(depositary(), {"party.admit", to_text(admission)});
    const Json key = Json::Object{{"party", party}, {"key", node.entry_key().verifier().text()}};
    intend(depositary(), {"key.register", to_text(key)});
    declare_cosigner(node);
    events_.after(random_.between(second, 2 * minute), [&node] { node.start(); });
}

void World::declare_cosigner(Node& node) {
    const NamedKey key = node.cosigner_key();
    const Json body = Json::Object{{"key", cosigner(key.name, key.key.public_key()).text()},
                                   {"node", node.address()}};
    intend(node, {"cosigner.declare", to_text(body)});
}

}  // namespace comity::simulate
