// SPDX-License-Identifier: Apache-2.0
#include "acts/rules.h"

namespace comity {
namespace {

struct DeclareCosigner {
    static constexpr std::string_view kind = "cosigner.declare";
    static constexpr std::string_view command = "declare-cosigner";
    static constexpr std::string_view subject = "{key}";
    static constexpr std::string_view summary =
        "An author names the key by which its node cosigns checkpoints, in place of the one before "
        "if there was one; from the next entry on the members that have one seal the log.";

    VerifierKey key;
    std::optional<std::string> node;

    static constexpr std::tuple fields = {
        Field{"key", &DeclareCosigner::key, "a key for cosignatures, named origin/author"},
        Field{"node", &DeclareCosigner::node, "where its node answers: https://node.example"},
    };

    Result<> permitted(const State& state, const Circumstances& at) const {
        TRY(rules::secretariat_or_party(state, at));
        if (node) TRY(rules::node_address(*node, "/node"));
        const auto author = state.authors.find(at.author);
        if (author == state.authors.end())
            return refuse("author.unknown", "who declares a key has one that signs entries");
        const auto& known = author->second.cosigner;
        if (known && known->key == key && known->node != node) return {};  // it has moved
        return rules::fresh_cosigner(state, key, at, "/key");
    }

    void apply(State& state, const Circumstances& at) const {
        state.authors.find(at.author)->second.cosigner = {key, node, at.index};
        note_sealers(state, at.index + 1);
    }
};

}  // namespace

extern constinit const ActType declare_cosigner = describe<DeclareCosigner>();

}  // namespace comity
