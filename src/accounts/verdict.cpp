// SPDX-License-Identifier: Apache-2.0
#include "accounts/verdict.h"

namespace comity {
namespace {

/// value / target against observed / total, without a division.
std::strong_ordering against_pace(const Measured& measured, const Decimal& target) {
    return measured.value * Decimal(measured.periods_total) <=>
           target * Decimal(measured.periods_observed);
}

Verdict judge_at_least(const Measured& measured, const Decimal& target, bool paced) {
    const bool reached = measured.value >= target;
    if (measured.is_final) return reached ? Verdict::met : Verdict::missed;
    if (!paced) return reached ? Verdict::on_track : Verdict::behind;
    if (reached) return Verdict::met;
    return against_pace(measured, target) >= 0 ? Verdict::on_track : Verdict::behind;
}

Verdict judge_at_most(const Measured& measured, const Decimal& target, bool paced) {
    const bool within = measured.value <= target;
    if (measured.is_final) return within ? Verdict::met : Verdict::missed;
    if (!paced) return within ? Verdict::on_track : Verdict::behind;
    if (!within) return Verdict::missed;
    return against_pace(measured, target) <= 0 ? Verdict::on_track : Verdict::behind;
}

Verdict judge_match(const Measured& measured, bool matches) {
    if (!measured.is_final) return Verdict::not_due;
    return matches ? Verdict::met : Verdict::missed;
}

}  // namespace

Verdict judge(const Reading& reading, const Measured& measured) {
    const Decimal& target = *reading.target;
    const bool paced = adds_up(*reading.aggregate);
    switch (*reading.comparator) {
        case Comparator::at_least:
            return judge_at_least(measured, target, paced);
        case Comparator::at_most:
            return judge_at_most(measured, target, paced);
        case Comparator::equals:
            return judge_match(measured, measured.value == target);
        case Comparator::rounds_to: {
            const auto places = static_cast<int>(*reading.places);
            return judge_match(measured,
                               measured.value.rounded(places, Rounding::half_up) == target);
        }
    }
    return Verdict::not_measurable;
}

}  // namespace comity
