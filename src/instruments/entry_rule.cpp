// SPDX-License-Identifier: Apache-2.0
#include "instruments/entry_rule.h"

#include "base/check.h"

#include <set>

namespace comity {
namespace {

Date first_of_month(Date date) { return date + (1 - date.day()); }

Result<> check_range(const std::optional<std::int64_t>& count, std::int64_t max,
                     const char* place) {
    if (!count || (*count >= 0 && *count <= max)) return {};
    return refuse("delay.range", "should lie between 0 and " + std::to_string(max), place);
}

Result<> check_distinct(const std::optional<std::vector<std::string>>& names, const char* place) {
    std::set<std::string_view> seen;
    if (!names) return {};
    for (std::size_t i = 0; i < names->size(); ++i)
        if (!seen.insert((*names)[i]).second)
            return refuse("entry-rule.named-twice", "'" + (*names)[i] + "' is named twice",
                          place + ("/" + std::to_string(i)));
    return {};
}

}  // namespace

Date add_months(Date date, std::int64_t count) {
    check(count >= 0 && count <= Delay::months_max, "a valid delay has a bounded number of months");
    const int month = date.year() * 12 + date.month() - 1 + static_cast<int>(count);
    const Date first = Date::of(month / 12, month % 12 + 1, 1);
    const int length = first_of_next_month(first) - first;
    return first + (std::min(date.day(), length) - 1);
}

Date first_of_next_month(Date date) {
    constexpr int days_beyond_any_month = 31;
    return first_of_month(first_of_month(date) + days_beyond_any_month);
}

Result<> Delay::valid() const {
    TRY(check_range(days, days_max, "/days"));
    TRY(check_range(months, months_max, "/months"));
    if (days && months) return refuse("delay.mixed", "should be in days or in months, not both");
    return {};
}

Date Delay::after(Date date) const {
    const Date end = add_months(date, months.value_or(0)) + static_cast<int>(days.value_or(0));
    return to_first_of_next_month.value_or(false) ? first_of_next_month(end) : end;
}

Result<> Share::valid() const {
    if (percent.is_negative() || percent.is_zero() || percent > Decimal(100))
        return refuse("share.percent", "should be above 0 and at most 100", "/percent");
    Decimal sum;
    for (const auto& [name, weight] : weights) {
        if (weight.is_negative())
            return refuse("share.weight", "cannot be negative", "/weights" + pointer_token(name));
        sum += weight;
    }
    if (sum.is_zero()) return refuse("share.weight", "nobody has a share", "/weights");
    if (total && *total < sum)
        return refuse("share.total", "the weights add up to more: " + sum.text(), "/total");
    return {};
}

Decimal Share::whole() const {
    if (total) return *total;
    Decimal sum;
    for (const auto& [name, weight] : weights) sum += weight;
    return sum;
}

Json Share::sample() {
    return Json::Object{{"of", "emissions of 1990"},
                        {"percent", "55"},
                        {"weights", Json::Object{{"A", "17.4"}, {"B", "82.6"}}}};
}

Result<> EntryRule::valid() const {
    if (deposits && *deposits < 1)
        return refuse("entry-rule.deposits", "should be at least 1", "/deposits");
    TRY(check_distinct(named, "/named"));
    return check_distinct(uncounted, "/uncounted");
}

bool EntryRule::has_condition() const { return deposits || (named && !named->empty()) || share; }

Delay EntryRule::notice() const { return withdrawal_notice.value_or(Delay{.months = 12}); }

}  // namespace comity
