// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/schema.h"

namespace comity {

/// The day `count` calendar months later: the day with the same number or, where that month is
/// shorter, its last day (31 January and one month: 28 or 29 February).
Date add_months(Date date, std::int64_t count);
/// The first day of the next calendar month, also when `date` is itself a first day.
Date first_of_next_month(Date date);

/// A time that passes after a deposit or a notice: none, a number of days (`30`: the thirtieth day
/// after), or of calendar months; and perhaps from there to the first day of the month that
/// follows.
struct Delay {
    static constexpr std::string_view type = "delay";
    static constexpr std::int64_t days_max = 36'525;
    static constexpr std::int64_t months_max = 1'200;
    std::optional<std::int64_t> days = {};
    std::optional<std::int64_t> months = {};
    std::optional<bool> to_first_of_next_month = {};

    /// Refusals `delay.range`, `delay.mixed` (days and months: the order would matter).
    Result<> valid() const;
    Date after(Date date) const;
    static Json sample() { return Json::Object{{"days", 30}}; }
    bool operator==(const Delay&) const = default;

    static constexpr std::tuple fields{
        Field{"days", &Delay::days, "days after: 30 means the thirtieth day after"},
        Field{"months", &Delay::months, "calendar months after"},
        Field{"to_first_of_next_month", &Delay::to_first_of_next_month,
              "whether it then lasts until the first day of the month that follows"}};
};

/// That participants who together have a share of something have consented.
struct Share {
    static constexpr std::string_view type = "share";
    std::string of;
    Decimal percent;
    std::map<std::string, Decimal> weights;
    std::optional<Decimal> total;

    /// Refusals `share.percent`, `share.weight`, `share.total`.
    Result<> valid() const;
    Decimal whole() const;  ///< `total`, else the sum of the weights
    static Json sample();
    bool operator==(const Share&) const = default;

    static constexpr std::tuple fields{
        Field{"of", &Share::of, "what is shared, and by which source"},
        Field{"percent", &Share::percent, "how much is needed, as in 55"},
        Field{"weights", &Share::weights, "how much each participant has"},
        Field{"total", &Share::total, "how much there is, if not the sum of the weights"}};
};

/// When an instrument enters into force and for whom, as its final clauses say (VCLT art. 24).
/// All conditions that are there must hold at once; without any, all who negotiated must have
/// consented (VCLT art. 24 (2)).
struct EntryRule {
    static constexpr std::string_view type = "entry rule";
    std::optional<std::int64_t> deposits = {};
    std::optional<std::vector<std::string>> named = {};
    std::optional<Share> share = {};
    std::optional<std::vector<std::string>> uncounted = {};
    std::optional<Delay> delay = {};
    std::optional<Delay> later_delay = {};
    std::optional<Date> not_before = {};
    std::optional<Delay> withdrawal_notice = {};
    std::optional<bool> signature_first = {};

    /// Refusals `entry-rule.deposits`, `entry-rule.named-twice` and those of the parts.
    Result<> valid() const;
    bool has_condition() const;
    /// VCLT art. 56 (2): twelve months where the instrument does not say.
    Delay notice() const;
    bool operator==(const EntryRule&) const = default;

    static constexpr std::tuple fields{
        Field{"deposits", &EntryRule::deposits, "how many must have consented"},
        Field{"named", &EntryRule::named, "who must have consented"},
        Field{"share", &EntryRule::share, "the share that those who consented must have"},
        Field{"uncounted", &EntryRule::uncounted,
              "whose deposits do not count, as those of organisations of counted states"},
        Field{"delay", &EntryRule::delay, "from the day on which the conditions hold"},
        Field{"later_delay", &EntryRule::later_delay,
              "for who consents after that day: from the own deposit"},
        Field{"not_before", &EntryRule::not_before, "a day before which it is not in force"},
        Field{"withdrawal_notice", &EntryRule::withdrawal_notice,
              "from the notice to its effect; twelve months if not said"},
        Field{"signature_first", &EntryRule::signature_first,
              "whether only who signed may ratify, accept or approve"}};
};

}  // namespace comity
