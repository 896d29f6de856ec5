// SPDX-License-Identifier: Apache-2.0
#include "acts/instruments.h"

namespace comity {
namespace {

struct SuspendInstrument : OnOperation<ActionKind::suspension> {
    static constexpr std::string_view kind = "instrument.suspend";
    static constexpr std::string_view command = "suspend-instrument";
    static constexpr std::string_view subject = "{instrument}[ for {party}]";
    static constexpr std::string_view summary =
        "The operation of an instrument is suspended, for one participant or for all.";
};

}  // namespace

extern constinit const ActType suspend_instrument = describe<SuspendInstrument>();

}  // namespace comity
