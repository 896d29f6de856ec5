// SPDX-License-Identifier: Apache-2.0
#include "calendar/zone.h"

#include "base/check.h"
#include "base/digits.h"
#include "base/nearest.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace comity {
namespace {

constexpr std::int64_t day_seconds = 86'400;

/// No offset is further from UTC; and the two sides of a transition are nearer to each other.
constexpr std::int64_t reach_seconds = 2 * day_seconds;

/// A moment near the years that a date has; the rule is asked for no other.
Instant within_calendar(Instant instant) {
    static const Instant earliest{Instant::of(Date::of(1, 1, 1)).seconds};
    static const Instant latest{Instant::of(Date::of(9999, 12, 31)).seconds + day_seconds - 1};
    return std::clamp(instant, earliest, latest);
}

/// Names that say nothing about a place, or mean another one on another machine.
bool is_zone_name(std::string_view name) {
    const auto allowed = [](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || is_digit(c) || c == '_' ||
               c == '-' || c == '+' || c == '/';
    };
    return !name.empty() && name.size() <= 64 && name.front() >= 'A' && name.front() <= 'Z' &&
           name.back() != '/' && std::ranges::all_of(name, allowed);
}

std::string file_bytes(const std::filesystem::path& path) {
    std::ifstream stream(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

std::string zone_problem(std::string_view name, const std::vector<std::string>& names) {
    return "there is no time zone \"" + std::string(name.substr(0, 64)) + "\"" +
           did_you_mean(name, names);
}

std::string without_offset(const ZonedTime& time) { return time.local.text() + " in " + time.zone; }

std::unexpected<Refusal> refuse_ambiguous(const ZonedTime& time, const Zone& zone,
                                          const std::vector<Instant>& instants) {
    std::string choices;
    for (const Instant instant : instants) {
        ZonedTime choice = time;
        choice.offset_seconds = zone.at(instant).seconds;
        choices += (choices.empty() ? "" : " or ") + choice.text();
    }
    return refuse("time.ambiguous",
                  "the clock shows " + without_offset(time) + " twice: write " + choices);
}

std::unexpected<Refusal> refuse_skipped(const ZonedTime& time, const Zone& zone) {
    const Instant near{time.local.clock_seconds()};
    std::string change;
    for (const Transition& each :
         zone.transitions({near.seconds - reach_seconds}, {near.seconds + reach_seconds})) {
        const auto from = LocalTime::of_clock_seconds(each.at.seconds + each.before.seconds);
        const auto to = LocalTime::of_clock_seconds(each.at.seconds + each.after.seconds);
        if (from <= time.local && time.local < to)
            change = ": it goes from " + from.text() + " to " + to.text();
    }
    return refuse("time.skipped", "the clock never shows " + without_offset(time) + change);
}

}  // namespace

Offset Zone::at(Instant instant) const {
    const auto next = std::ranges::upper_bound(table_, instant, {}, &Transition::at);
    if (next == table_.end() && rule_) return rule_->at(within_calendar(instant));
    return next == table_.begin() ? first() : std::prev(next)->after;
}

LocalTime Zone::local_time(Instant instant) const {
    return LocalTime::of_clock_seconds(instant.seconds + at(instant).seconds);
}

std::vector<Instant> Zone::instants_of(const LocalTime& local) const {
    const std::int64_t clock = local.clock_seconds();
    const Instant after{clock - reach_seconds};
    std::vector<std::int32_t> offsets = {at(after).seconds};
    for (const Transition& each : transitions(after, {clock + reach_seconds}))
        offsets.push_back(each.after.seconds);
    if (rule_) offsets.push_back(rule_->standard.seconds);  // a file's table may end otherwise
    if (rule_ && rule_->summer) offsets.push_back(rule_->summer->seconds);
    std::vector<Instant> found;
    for (const std::int32_t offset : offsets) {
        const Instant instant{clock - offset};
        if (instant != within_calendar(instant)) continue;
        if (at(instant).seconds == offset) found.push_back(instant);
    }
    std::ranges::sort(found);
    found.erase(std::ranges::unique(found).begin(), found.end());
    return found;
}

std::vector<Transition> Zone::transitions(Instant after, Instant until) const {
    std::vector<Transition> found;
    for (auto next = std::ranges::upper_bound(table_, after, {}, &Transition::at);
         next != table_.end() && next->at <= until; ++next)
        found.push_back(*next);
    if (rule_ && rule_->summer) append_by_rule(found, after, until);
    return found;
}

void Zone::append_by_rule(std::vector<Transition>& found, Instant after, Instant until) const {
    if (!table_.empty()) after = std::max(after, table_.back().at);
    const int last = within_calendar(until).date().year() + 1;
    for (int year = within_calendar(after).date().year() - 1; year <= last; ++year) {
        for (const Transition& each : rule_->transitions(year))
            if (each.at > after && each.at <= until) found.push_back(each);
    }
}

bool Zones::has(std::string_view name) const {
    std::error_code ignored;
    return is_zone_name(name) &&
           std::filesystem::is_regular_file(std::filesystem::path(folder_) / name, ignored);
}

Result<Zone> Zones::find(std::string_view name) const {
    if (!has(name)) return refuse("time.zone", zone_problem(name, names()));
    const std::filesystem::path path = std::filesystem::path(folder_) / name;
    auto zone = Zone::parse(std::string(name), file_bytes(path));
    if (!zone) throw Fault(path.string() + ": " + zone.error().message);
    return zone;
}

std::vector<std::string> Zones::names() const {
    namespace fs = std::filesystem;
    if (!fs::is_directory(folder_)) throw Fault(folder_ + ": no time zones are installed here");
    std::vector<std::string> names;
    for (const auto& file : fs::recursive_directory_iterator(folder_)) {
        if (!file.is_regular_file()) continue;
        std::string name = file.path().lexically_relative(folder_).string();
        if (is_zone_name(name)) names.push_back(std::move(name));
    }
    std::ranges::sort(names);
    return names;
}

Result<Instant> to_instant(const ZonedTime& time, const Zones& zones) {
    const Zone zone = TRY(zones.find(time.zone));
    return to_instant(time, zone);
}

Result<Instant> to_instant(const ZonedTime& time, const Zone& zone) {
    const std::vector<Instant> instants = zone.instants_of(time.local);
    if (instants.empty()) return refuse_skipped(time, zone);
    if (!time.offset_seconds) {
        if (instants.size() > 1) return refuse_ambiguous(time, zone, instants);
        return instants.front();
    }
    std::string offsets;
    for (const Instant instant : instants) {
        const std::int32_t seconds = zone.at(instant).seconds;
        if (seconds == *time.offset_seconds) return instant;
        offsets += (offsets.empty() ? "" : " or ") + offset_text(seconds);
    }
    return refuse("time.offset", "the offset of " + without_offset(time) + " is " + offsets +
                                     ", not " + offset_text(*time.offset_seconds));
}

ZonedTime in_zone(Instant instant, const Zone& zone) {
    ZonedTime time{zone.local_time(instant), zone.name(), {}};
    if (zone.instants_of(time.local).size() > 1) time.offset_seconds = zone.at(instant).seconds;
    return time;
}

}  // namespace comity
