// SPDX-License-Identifier: Apache-2.0
#include "accounts/flags.h"

#include <algorithm>

namespace comity {
namespace {

constexpr std::size_t flags_of_one_code_max = 20;

/// Flags of one code after another; those beyond the limit are only counted.
class FlagList {
public:
    void add(const std::string& code, const std::string& detail) {
        if (++by_code_[code] <= flags_of_one_code_max)
            flags_.push_back(code + ":" + detail);
        else
            ++left_out_;
    }
    void add_number(const std::string& code, std::uint64_t number) {
        if (number > 0) add(code, std::to_string(number));
    }
    std::vector<std::string> take() && {
        std::ranges::sort(flags_);
        if (left_out_ > 0) flags_.push_back("more-flags:" + std::to_string(left_out_));
        return std::move(flags_);
    }

private:
    std::map<std::string, std::size_t> by_code_;
    std::vector<std::string> flags_;
    std::uint64_t left_out_ = 0;
};

std::string range_text(const Window& window, int first, int last) {
    const std::string from = period_at(window, first).text();
    return first == last ? from : from + ".." + period_at(window, last).text();
}

/// Periods that are over and have no row: before the last row a gap, after it still awaited.
void add_unobserved(FlagList& flags, const Window& window, const Tally& tally) {
    int first = 0;
    for (int period = 0; period <= tally.periods_ended; ++period) {
        const bool over = period == tally.periods_ended;
        if (!over && !tally.observed[static_cast<std::size_t>(period)]) continue;
        if (first < period)
            flags.add(over ? "awaiting-data" : "gap", range_text(window, first, period - 1));
        first = period + 1;
    }
}

using Absences = std::vector<Absence>::const_iterator;

std::string periods_text(const Window& window, Absences first, Absences last) {
    const auto count = static_cast<int>(last - first);
    const int from = first->period;
    const int to = (last - 1)->period;
    if (to - from + 1 == count) return range_text(window, from, to);
    return std::to_string(count) + "-periods";
}

void add_absences(FlagList& flags, const Window& window, const Tally& tally, bool in_part) {
    std::vector<Absence> some;
    std::ranges::copy_if(tally.absences, std::back_inserter(some),
                         [&](const Absence& absence) { return absence.in_part == in_part; });
    for (auto first = some.begin(); first != some.end();) {
        const auto last =
            std::find_if(first, some.end(), [&](const Absence& a) { return a.who != first->who; });
        flags.add(in_part ? "part-data" : "no-data",
                  first->who + ":" + periods_text(window, first, last));
        first = last;
    }
}

void add_running(FlagList& flags, const Window& window, const Tally& tally) {
    if (!tally.rows.empty() && tally.rows.back().period >= tally.periods_ended)
        flags.add("running", period_at(window, tally.rows.back().period).text());
}

}  // namespace

std::vector<std::string> flags_of(const Reading& reading, const Tally& tally) {
    FlagList flags;
    const bool any = std::ranges::find(tally.observed, true) != tally.observed.end();
    if (any) add_unobserved(flags, *reading.window, tally);
    add_absences(flags, *reading.window, tally, false);
    add_absences(flags, *reading.window, tally, true);
    add_running(flags, *reading.window, tally);
    for (const Frequency frequency : tally.summed_from)
        flags.add("summed-from", std::string(code(frequency)));
    flags.add_number("products-added", tally.products);
    flags.add_number("other-unit", tally.other_unit);
    flags.add_number("disputed", tally.disputed);
    flags.add_number("after-dispute", tally.after_dispute);
    flags.add_number("outside-window", tally.outside_window);
    flags.add_number("other-provider", tally.other_provider);
    for (const std::string& code : tally.unknown_codes) flags.add("not-in-dataset", code);
    if (tally.members)
        flags.add("members-changed", std::to_string(tally.members->first) + "-" +
                                         std::to_string(tally.members->second));
    return std::move(flags).take();
}

}  // namespace comity
