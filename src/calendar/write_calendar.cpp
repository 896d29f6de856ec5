// SPDX-License-Identifier: Apache-2.0
#include "base/utf8.h"
#include "calendar/calendar.h"
#include "calendar/content_line.h"
#include "calendar/item_properties.h"
#include "calendar/moments.h"
#include "calendar/value.h"
#include "calendar/write_zone.h"
#include "calendar/zone_names.h"

#include <algorithm>
#include <set>

namespace comity {
namespace {

/// For a rule of recurrence, the zone's changes of so many years are written.
constexpr int recurrence_years = 50;

/// Texts may have line ends and tabs; the rest of what controls is not text.
Result<> check_text(std::string_view text, std::string_view where) {
    const auto bad = [](char c) {
        return (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t') || c == '\x7F';
    };
    if (std::ranges::any_of(text, bad) || !is_utf8(text))
        return refuse("calendar.character", "text in UTF-8 without control characters",
                      std::string(where));
    return {};
}

class Writer {
public:
    Writer(const Calendar& calendar, const Zones& zones)
        : calendar_(calendar), zones_(zones), names_(zones) {}

    Result<std::string> write();

private:
    Result<> item(const Event& event);
    Result<> item(const ToDo& to_do);
    template <class Item>
    Result<> common(const Item& item);
    template <class Item>
    Result<> items(std::string_view list, const std::vector<Item>& list_items);
    Result<> own_zones();
    Result<> organiser(const Organiser& organiser);
    Result<> categories(const Event& event);
    Result<> recurrence(const Event& event);

    void line(std::string_view text) { append_folded(body_, text); }
    Result<> text(std::string_view name, std::string_view value, std::string_view where);
    Result<> link(std::string_view name, std::string_view value, std::string_view where);
    Result<> time(std::string_view name, const CalendarTime& value, std::string_view where);
    Result<std::string> zoned(const ZonedTime& time);
    void use(const Zone& zone, int first_year, int last_year);

    const Calendar& calendar_;
    const Zones& zones_;
    ZoneNames names_;
    std::map<std::string, std::set<int>> years_;  ///< of the zones used
    std::string body_;
};

Result<> Writer::text(std::string_view name, std::string_view value, std::string_view where) {
    if (value.empty()) return {};
    TRY(check_text(value, where));
    line(std::string(name) + ":" + escaped_text(value));
    return {};
}

/// A URI is written as it is, so it must not hold what ends a line.
Result<> Writer::link(std::string_view name, std::string_view value, std::string_view where) {
    if (value.empty()) return {};
    TRY(check_text(value, where));
    if (value.find_first_of("\n\t ") != std::string_view::npos)
        return refuse("calendar.value", "should be a URI", std::string(where));
    line(std::string(name) + ":" + std::string(value));
    return {};
}

void Writer::use(const Zone& zone, int first_year, int last_year) {
    for (int year = std::max(1, first_year - 1); year <= std::min(9999, last_year + 1); ++year)
        years_[zone.name()].insert(year);
}

/// `;TZID=Europe/Berlin:20261025T023000`, or `:20261025T013000Z` where that would be the first of
/// two.
Result<std::string> Writer::zoned(const ZonedTime& time) {
    const std::string parameter = ";TZID=" + quoted_parameter(time.zone);
    const std::string local = ":" + local_value(time.local);
    if (!names_.find(time.zone)) {
        if (calendar_.zones.contains(time.zone)) return parameter + local;
        return std::unexpected(zones_.find(time.zone).error());
    }
    const Zone& zone = *names_.find(time.zone);
    const Instant instant = TRY(to_instant(time, zone));
    if (zone.instants_of(time.local).front() != instant) return ":" + utc_value(instant);
    use(zone, time.local.date.year(), time.local.date.year());
    return ";TZID=" + time.zone + local;
}

Result<> Writer::time(std::string_view name, const CalendarTime& value, std::string_view where) {
    std::string written(name);
    if (const auto* date = std::get_if<Date>(&value)) written += ";VALUE=DATE:" + date_value(*date);
    if (const auto* local = std::get_if<LocalTime>(&value)) written += ":" + local_value(*local);
    if (const auto* instant = std::get_if<Instant>(&value)) written += ":" + utc_value(*instant);
    if (const auto* in_zone = std::get_if<ZonedTime>(&value)) {
        auto text = zoned(*in_zone);
        if (!text) return refuse_at(where, std::move(text));
        written += *text;
    }
    line(written);
    return {};
}

template <class Item>
Result<> Writer::common(const Item& item) {
    if (item.uid.empty()) return refuse("calendar.missing", "an item should have a UID", "/uid");
    if (!item.stamp) return refuse("calendar.missing", "an item should have a stamp", "/stamp");
    if (item.sequence < 0)
        return refuse("calendar.value", "a sequence should not be negative", "/sequence");
    TRY(text("UID", item.uid, "/uid"));
    line("DTSTAMP:" + utc_value(*item.stamp));
    line("SEQUENCE:" + std::to_string(item.sequence));
    if (item.last_modified) line("LAST-MODIFIED:" + utc_value(*item.last_modified));
    TRY(text("SUMMARY", item.summary, "/summary"));
    TRY(text("DESCRIPTION", item.description, "/description"));
    return link("URL", item.url, "/url");
}

Result<> Writer::organiser(const Organiser& organiser) {
    TRY(check_text(organiser.words, "/organiser"));
    const std::string name =
        "ORGANIZER" + (organiser.words.empty() ? "" : ";CN=" + quoted_parameter(organiser.words));
    return link(name, organiser.address.empty() ? no_address : organiser.address, "/organiser");
}

Result<> Writer::categories(const Event& event) {
    std::string list;
    for (const std::string& category : event.categories) {
        TRY(check_text(category, "/categories"));
        if (category.empty())
            return refuse("calendar.value", "a category should have a name", "/categories");
        list += (list.empty() ? "CATEGORIES:" : ",") + escaped_text(category);
    }
    if (!list.empty()) line(list);
    return {};
}

/// What recurs needs its zone's changes for longer than its first time does.
Result<> Writer::recurrence(const Event& event) {
    if (event.recurrence.empty()) return {};
    const auto* start = std::get_if<ZonedTime>(&*event.start);
    const Zone* zone = start ? names_.find(start->zone) : nullptr;
    const int year = start ? start->local.date.year() : 0;
    if (zone) use(*zone, year, year + recurrence_years);
    for (const std::string& each : event.recurrence) {
        const auto parsed = parse_content_line(each);
        if (!parsed || !is_recurrence(parsed->name) || !check_value(*parsed))
            return refuse("calendar.value", "should be lines RRULE, RDATE, EXDATE, RECURRENCE-ID",
                          "/recurrence");
        line(each);
    }
    return {};
}

Result<> Writer::item(const Event& event) {
    line("BEGIN:VEVENT");
    TRY(common(event));
    if (!event.start) return refuse("calendar.missing", "an event should have a start", "/start");
    TRY(time("DTSTART", *event.start, "/start"));
    if (event.end) TRY(time("DTEND", *event.end, "/end"));
    if (event.end && ends_too_early(*event.start, *event.end, names_))
        return refuse("calendar.order", "the end should not be before the start", "/end");
    if (event.status)
        line("STATUS:" + std::string(event_status_words[static_cast<int>(*event.status)]));
    TRY(text("LOCATION", event.location, "/location"));
    if (event.organiser) TRY(organiser(*event.organiser));
    TRY(categories(event));
    TRY(recurrence(event));
    line("END:VEVENT");
    return {};
}

Result<> Writer::item(const ToDo& to_do) {
    line("BEGIN:VTODO");
    TRY(common(to_do));
    if (to_do.due) TRY(time("DUE", *to_do.due, "/due"));
    if (to_do.status)
        line("STATUS:" + std::string(to_do_status_words[static_cast<int>(*to_do.status)]));
    line("END:VTODO");
    return {};
}

template <class Item>
Result<> Writer::items(std::string_view list, const std::vector<Item>& list_items) {
    for (std::size_t i = 0; i < list_items.size(); ++i) {
        auto written = item(list_items[i]);
        if (!written)
            return refuse_at("/" + std::string(list) + "/" + std::to_string(i), std::move(written));
    }
    return {};
}

/// The lines must not close the VTIMEZONE that they are in, nor leave open what they open.
Result<> Writer::own_zones() {
    for (const auto& [name, lines] : calendar_.zones) {
        const std::string where = "/zones/" + name;
        int open = 0;
        line("BEGIN:VTIMEZONE");
        for (const std::string& each : lines) {
            auto parsed = parse_content_line(each);
            if (!parsed) return refuse_at(where, std::move(parsed));
            if (parsed->name == "BEGIN") ++open;
            if (parsed->name == "END" && --open < 0) break;
            line(each);
        }
        if (open != 0)
            return refuse("calendar.nesting", "what begins in a zone should end in it", where);
        line("END:VTIMEZONE");
    }
    return {};
}

Result<std::string> Writer::write() {
    if (calendar_.product.empty())
        return refuse("calendar.missing", "a calendar should name its product", "/product");
    line("BEGIN:VCALENDAR");
    line("VERSION:2.0");
    TRY(text("PRODID", calendar_.product, "/product"));
    line("CALSCALE:GREGORIAN");
    line("METHOD:PUBLISH");
    TRY(text("NAME", calendar_.name, "/name"));
    TRY(text("X-WR-CALNAME", calendar_.name, "/name"));
    std::string head = std::move(body_);
    body_.clear();
    TRY(items("events", calendar_.events));
    TRY(items("to_dos", calendar_.to_dos));
    std::string rest = std::move(body_);
    body_ = std::move(head);
    for (const auto& [name, years] : years_) append_zone(body_, *names_.find(name), years);
    TRY(own_zones());
    body_ += rest;
    line("END:VCALENDAR");
    return std::move(body_);
}

}  // namespace

Result<std::string> write_calendar(const Calendar& calendar, const Zones& zones) {
    return Writer(calendar, zones).write();
}

}  // namespace comity
