// uses: engines/trade statistics base
// SPDX-License-Identifier: Apache-2.0
//
// Any bytes as a scenario, and what is left of them after an empty line as its data: what is
// refused has a code; what is read is the same after it was written and read; what is assessed is
// certified and tells of every party.
#include "base/check.h"
#include "engines/trade/assess.h"
#include "engines/trade/scenario_change.h"

namespace {

using namespace comity;

constexpr std::size_t parties_max = 8;
constexpr std::size_t years_max = 4;

void assess_small(const trade::Scenario& scenario, std::string_view data) {
    trade::FileBytes files;
    for (const std::string& name : trade::files_of(scenario)) files[name] = data;
    const auto world = trade::read_world(scenario, files);
    if (!world || !trade::members_of(scenario, *world)) return;
    if (world->parties().size() > parties_max || world->sectors() > 1) return;
    if (trade::phase_years(scenario).size() > years_max) return;
    const auto answer = trade::assess(scenario, *world);
    if (!answer) return;
    for (const trade::Phase& phase : answer->phases) {
        check(phase.certificate.residual <= phase.certificate.limit, "what is said is certified");
        check(phase.effects.size() == world->parties().size(), "each party has its effects");
    }
    check(decode<trade::Assessment>(encode(*answer)).has_value(), "what is written can be read");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const std::size_t end = std::min(text.find("\n\n\n"), text.size());
    const auto file = trade::parse_scenario(text.substr(0, end), "s");
    if (!file) {
        check(!file.error().code.empty(), "a refusal has a code");
        return 0;
    }
    const auto again = decode<trade::Scenario>(encode(file->scenario));
    check(again && *again == file->scenario, "a scenario is what it is written as");
    const std::string_view rest = text.substr(std::min(end + 3, text.size()));
    assess_small(file->scenario, rest);
    (void)trade::unpack(rest);
    return 0;
}
