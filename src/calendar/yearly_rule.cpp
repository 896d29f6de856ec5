// SPDX-License-Identifier: Apache-2.0
#include "calendar/yearly_rule.h"

#include "base/check.h"
#include "base/digits.h"

#include <chrono>
#include <cstdlib>
#include <utility>

namespace comity {
namespace {

constexpr std::int64_t day_seconds = 86'400;

std::int64_t days_of(int year, int month, int day) {
    const std::chrono::year_month_day civil(std::chrono::year(year),
                                            std::chrono::month(static_cast<unsigned>(month)),
                                            std::chrono::day(static_cast<unsigned>(day)));
    return std::chrono::sys_days(civil).time_since_epoch().count();
}

std::int64_t day_of_week_of_month(const YearlyMoment& moment, int year) {
    const std::int64_t first = days_of(year, moment.month, 1);
    const int first_weekday = static_cast<int>(((first + 4) % 7 + 7) % 7);  // Sunday is 0
    std::int64_t day =
        first + (moment.day - first_weekday + 7) % 7 + 7 * std::int64_t{moment.week - 1};
    const std::int64_t next_month =
        moment.month == 12 ? days_of(year + 1, 1, 1) : days_of(year, moment.month + 1, 1);
    while (day >= next_month) day -= 7;
    return day;
}

/// Takes a rule apart from its beginning. What is not as it should be leaves it failed.
class RuleText {
public:
    explicit RuleText(std::string_view rest) : rest_(rest) {}

    bool at_end() const { return rest_.empty(); }
    bool failed() const { return failed_; }

    bool take(char c) {
        if (rest_.empty() || rest_.front() != c) return false;
        rest_.remove_prefix(1);
        return true;
    }

    void expect(char c) {
        if (!take(c)) failed_ = true;
    }

    std::string abbreviation() {
        const bool quoted = take('<');
        std::string name;
        while (!rest_.empty() && belongs(rest_.front(), quoted)) {
            name += rest_.front();
            rest_.remove_prefix(1);
        }
        if (quoted) expect('>');
        if (name.size() < 3 || name.size() > 16) failed_ = true;
        return name;
    }

    int number(int most) {
        int value = 0;
        int digits = 0;
        for (; digits < 3 && !rest_.empty() && is_digit(rest_.front()); ++digits) {
            value = value * 10 + (rest_.front() - '0');
            rest_.remove_prefix(1);
        }
        if (digits == 0 || value > most) failed_ = true;
        return value;
    }

    /// `[+-]h[hh][:mm[:ss]]` in seconds.
    std::int32_t duration() {
        const bool negative = take('-');
        if (!negative) take('+');
        std::int32_t seconds = number(167) * 3600;
        if (take(':')) seconds += number(59) * 60;
        if (take(':')) seconds += number(59);
        return negative ? -seconds : seconds;
    }

    /// An offset, which POSIX counts west of UTC.
    std::int32_t offset() {
        const std::int32_t west = duration();
        if (std::abs(west) >= day_seconds) failed_ = true;
        return -west;
    }

    YearlyMoment moment() {
        YearlyMoment moment = day();
        if (take('/')) moment.second = duration();
        return moment;
    }

private:
    static bool belongs(char c, bool quoted) {
        const bool letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
        return letter || (quoted && (is_digit(c) || c == '+' || c == '-'));
    }

    YearlyMoment day() {
        YearlyMoment moment;
        if (!take('M')) {
            const bool without = take('J');
            moment.kind = without ? YearlyMoment::Kind::day_without_leap_day
                                  : YearlyMoment::Kind::day_of_year;
            moment.day = number(365);
            if (without && moment.day == 0) failed_ = true;
            return moment;
        }
        moment.month = number(12);
        expect('.');
        moment.week = number(5);
        expect('.');
        moment.day = number(6);
        if (moment.month == 0 || moment.week == 0) failed_ = true;
        return moment;
    }

    std::string_view rest_;
    bool failed_ = false;
};

}  // namespace

std::int64_t YearlyMoment::clock_seconds(int year) const {
    switch (kind) {
        case Kind::week_of_month:
            return day_of_week_of_month(*this, year) * day_seconds + second;
        case Kind::day_without_leap_day: {
            const bool after = day >= 60 && std::chrono::year(year).is_leap();
            return (days_of(year, 1, 1) + day - (after ? 0 : 1)) * day_seconds + second;
        }
        case Kind::day_of_year:
            return (days_of(year, 1, 1) + day) * day_seconds + second;
    }
    std::unreachable();
}

std::optional<YearlyRule> YearlyRule::parse(std::string_view text) {
    RuleText in(text);
    YearlyRule rule;
    rule.standard.abbreviation = in.abbreviation();
    rule.standard.seconds = in.offset();
    if (in.failed()) return {};
    if (in.at_end()) return rule;
    Offset summer{rule.standard.seconds + 3600, true, in.abbreviation()};
    if (!in.take(',')) {
        summer.seconds = in.offset();
        in.expect(',');
    }
    rule.summer_begins = in.moment();
    in.expect(',');
    rule.summer_ends = in.moment();
    if (in.failed() || !in.at_end() || std::abs(summer.seconds) >= day_seconds) return {};
    rule.summer = std::move(summer);
    return rule;
}

std::array<Transition, 2> YearlyRule::transitions(int year) const {
    check(summer.has_value(), "only a rule with a summer time has transitions");
    const Instant begins{summer_begins.clock_seconds(year) - standard.seconds};
    const Instant ends{summer_ends.clock_seconds(year) - summer->seconds};
    const Transition in{begins, standard, *summer};
    const Transition out{ends, *summer, standard};
    if (in.at < out.at) return {in, out};
    return {out, in};
}

Offset YearlyRule::at(Instant instant) const {
    if (!summer) return standard;
    const int year = instant.date().year();
    const auto before = transitions(year - 1);
    Offset found = before.back().after;
    for (const int each : {year, year + 1}) {
        for (const Transition& transition : transitions(each))
            if (transition.at <= instant) found = transition.after;
    }
    return found;
}

}  // namespace comity
