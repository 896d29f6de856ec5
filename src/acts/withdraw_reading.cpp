// SPDX-License-Identifier: Apache-2.0
#include "acts/rules.h"

namespace comity {
namespace {

struct WithdrawReading {
    static constexpr std::string_view kind = "reading.withdraw";
    static constexpr std::string_view command = "withdraw-reading";
    static constexpr std::string_view subject = "{reading} of {pledge}";
    static constexpr std::string_view summary =
        "Who added a reading takes it back, with the reason; it stays visible.";

    Identifier pledge;
    Identifier reading;
    Translations reason;

    static constexpr std::tuple fields = {
        Field{"pledge", &WithdrawReading::pledge, "of which pledge"},
        Field{"reading", &WithdrawReading::reading, "which reading"},
        Field{"reason", &WithdrawReading::reason, "why"},
    };

    Result<> permitted(const State& state, const Circumstances& at) const {
        const Pledge& read = *TRY(rules::standing_pledge(state, pledge));
        const auto found = read.readings.find(reading.value);
        if (found == read.readings.end() || found->second.withdrawn)
            return refuse("reading.unknown",
                          "there is no reading '" + reading.value + "' that stands", "/reading");
        if (found->second.author != at.author)
            return refuse("author.not-the-reader",
                          "only " + found->second.author + ", who added it, may take it back");
        return {};
    }

    void apply(State& state, const Circumstances& at) const {
        Pledge& read = state.pledges.at(pledge.value);
        read.readings.at(reading.value).withdrawn = true;
        read.history.push_back(at.mention());
    }
};

}  // namespace

extern constinit const ActType withdraw_reading = describe<WithdrawReading>();

}  // namespace comity
