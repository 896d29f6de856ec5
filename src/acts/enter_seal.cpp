// SPDX-License-Identifier: Apache-2.0
#include "acts/rules.h"

namespace comity {
namespace {

struct EnterSeal {
    static constexpr std::string_view kind = "seal.enter";
    static constexpr std::string_view command = "enter-seal";
    static constexpr std::string_view subject = "a checkpoint";
    static constexpr std::string_view summary =
        "A checkpoint with its cosignatures is entered: from here on the record proves that so "
        "many entries stood in it at that time.";

    std::string checkpoint;

    static constexpr std::tuple fields = {
        Field{"checkpoint", &EnterSeal::checkpoint,
              "the checkpoint's note with the depositary's signature and the cosignatures"},
    };

    Result<EnteredSeal> judge(const State& state, const Circumstances&) const {
        auto judged = judge_seal(state, checkpoint);
        if (!judged) return refuse(judged.error().code, judged.error().message, "/checkpoint");
        return judged;
    }

    void apply(State& state, const Circumstances& at, const EnteredSeal& seal) const {
        Seals& seals = state.seals;
        const std::uint64_t newly = seal.size - seals.sealed.size();
        const auto end = seals.unsealed.begin() + static_cast<std::ptrdiff_t>(newly);
        for (auto leaf = seals.unsealed.begin(); leaf != end; ++leaf) seals.sealed.append(*leaf);
        seals.unsealed.erase(seals.unsealed.begin(), end);
        seals.entered.push_back(seal);
        note_sealers(state, at.index + 1);
    }
};

}  // namespace

extern constinit const ActType enter_seal = describe<EnterSeal>();

}  // namespace comity
