// uses: acts record base
// SPDX-License-Identifier: Apache-2.0
//
// Any text as a script: its steps are acts in their final form, or it is refused with a place.
#include "acts/script.h"
#include "base/check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace comity;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto steps = parse_script(text, "script.toml");
    if (!steps) {
        check(steps.error().where.starts_with("script.toml"), "a refusal names the file");
        return 0;
    }
    for (const ScriptStep& step : *steps) {
        check(!step.command.empty(), "a step does something");
        check(step.place.starts_with("script.toml:"), "a step has a place");
        check(step.body.as<Json::Object>() != nullptr, "a step has fields");
    }
    return 0;
}
