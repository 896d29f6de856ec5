// SPDX-License-Identifier: Apache-2.0
#include "acts/instruments.h"

namespace comity {
namespace {

struct ResumeInstrument : OnOperation<ActionKind::resumption> {
    static constexpr std::string_view kind = "instrument.resume";
    static constexpr std::string_view command = "resume-instrument";
    static constexpr std::string_view subject = "{instrument}[ for {party}]";
    static constexpr std::string_view summary =
        "The operation of an instrument is resumed, for whom it was suspended.";
};

}  // namespace

extern constinit const ActType resume_instrument = describe<ResumeInstrument>();

}  // namespace comity
