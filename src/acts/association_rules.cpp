// SPDX-License-Identifier: Apache-2.0
#include "acts/association_rules.h"

namespace comity {
namespace {

Result<> check_period(std::int64_t seconds, std::string_view where) {
    if (seconds >= 0 && seconds <= period_seconds_max) return {};
    return refuse(
        "rules.period",
        "should be from 0 to " + std::to_string(period_seconds_max) + " seconds (366 days)",
        std::string(where));
}

}  // namespace

Result<> AssociationRules::valid() const {
    TRY(check_period(silence_seconds, "/silence_seconds"));
    return check_period(correction_seconds, "/correction_seconds");
}

}  // namespace comity
