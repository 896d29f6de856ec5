// SPDX-License-Identifier: Apache-2.0
#include "calendar/calendar.h"
#include "calendar/content_line.h"
#include "calendar/item_properties.h"
#include "calendar/moments.h"
#include "calendar/value.h"
#include "calendar/zone_names.h"

#include <algorithm>
#include <set>

namespace comity {
namespace {

constexpr std::size_t size_max = 64U << 20U;
constexpr std::size_t depth_max = 16;

/// What an item says of its times until it is read whole.
struct Times {
    std::optional<CalendarTime> start;
    std::optional<CalendarTime> end;  ///< DTEND or DUE
    std::optional<Duration> duration;
    std::size_t end_number = 0;  ///< the line of the end or the duration
};

struct Component {
    std::string name;
    std::size_t number = 0;
};

class Reader {
public:
    Reader(std::string_view file, const Zones& zones) : file_(file), zones_(zones), names_(zones) {}

    Result<> take(const ContentLine& line);
    Result<Calendar> finish();

private:
    std::string place(std::size_t number) const { return file_ + ":" + std::to_string(number); }
    bool within(std::string_view name) const {
        return open_.size() == 2 && open_.back().name == name;
    }
    Result<> begin(const ContentLine& line);
    Result<> end(const ContentLine& line);
    Result<> property(const ContentLine& line);
    Result<> calendar_property(const ContentLine& line);
    template <class Item>
    Result<> item_property(Item& item, const ContentLine& line);
    Result<> note_time(std::optional<CalendarTime>& time, const ContentLine& line);
    Result<> settle_times();
    Result<> end_zone(const Component& component);
    void look_at_zone(const ContentLine& line);

    std::string file_;
    const Zones& zones_;
    ZoneNames names_;
    Calendar calendar_;
    std::vector<Component> open_;
    Event event_;
    ToDo to_do_;
    Times times_;
    std::set<std::string> seen_;  ///< of the item's properties
    std::string zone_name_;
    std::vector<std::string> zone_lines_;
    std::map<std::string, std::size_t> zones_used_;  ///< and the first line that does
    bool any_calendar_ = false;
};

Result<> Reader::take(const ContentLine& line) {
    const bool in_zone = open_.size() >= 2 && open_[1].name == "VTIMEZONE";
    Result<> taken = line.name == "BEGIN" ? begin(line)
                     : line.name == "END" ? end(line)
                                          : property(line);
    if (!taken && taken.error().where.empty())
        return refuse_at(place(line.number), std::move(taken));
    if (in_zone && open_.size() >= 2) zone_lines_.push_back(line.text);
    return taken;
}

Result<> Reader::begin(const ContentLine& line) {
    const std::string name = in_capitals(line.value);
    if (name.empty()) return refuse("calendar.component", "BEGIN should name a component");
    if (open_.empty() != (name == "VCALENDAR"))
        return refuse("calendar.component", "a file should hold calendars, and these the rest");
    if (open_.size() == depth_max)
        return refuse("calendar.nesting", "at most 16 components within each other");
    open_.push_back({name, line.number});
    if (open_.size() == 1) any_calendar_ = true;
    if (open_.size() != 2) return {};
    event_ = {};
    to_do_ = {};
    times_ = {};
    seen_.clear();
    zone_name_.clear();
    zone_lines_.clear();
    return {};
}

Result<> Reader::end(const ContentLine& line) {
    if (open_.empty() || open_.back().name != in_capitals(line.value)) {
        const std::string open =
            open_.empty() ? "no component"
                          : open_.back().name + " of line " + std::to_string(open_.back().number);
        return refuse("calendar.nesting", "END should close what is open: " + open);
    }
    if (within("VEVENT")) {
        TRY(settle_times());
        event_.start = times_.start;
        event_.end = times_.end;
        calendar_.events.push_back(std::move(event_));
    }
    if (within("VTODO")) {
        TRY(settle_times());
        to_do_.due = times_.end;
        calendar_.to_dos.push_back(std::move(to_do_));
    }
    if (within("VTIMEZONE")) TRY(end_zone(open_.back()));
    open_.pop_back();
    return {};
}

Result<> Reader::end_zone(const Component& component) {
    if (zone_name_.empty())
        return refuse("calendar.component", "a VTIMEZONE should have a TZID",
                      place(component.number));
    if (!zones_.has(names_.canonical(zone_name_)))
        calendar_.zones[zone_name_] = std::move(zone_lines_);
    return {};
}

Result<> Reader::property(const ContentLine& line) {
    if (open_.empty())
        return refuse("calendar.component", "a file should begin with BEGIN:VCALENDAR");
    TRY(check_value(line));
    if (open_.size() == 1) return calendar_property(line);
    if (within("VEVENT")) return item_property(event_, line);
    if (within("VTODO")) return item_property(to_do_, line);
    if (within("VTIMEZONE") && line.name == "TZID") zone_name_ = line.value;
    return {};
}

Result<> Reader::calendar_property(const ContentLine& line) {
    if (line.name == "VERSION" && line.value != "2.0")
        return refuse("calendar.version", "VERSION should be 2.0");
    if (line.name == "PRODID" && calendar_.product.empty())
        calendar_.product = unescaped_text(line.value);
    if ((line.name == "NAME" || line.name == "X-WR-CALNAME") && calendar_.name.empty())
        calendar_.name = unescaped_text(line.value);
    return {};
}

template <class Item>
Result<> Reader::item_property(Item& item, const ContentLine& line) {
    if (is_single(line.name) && !seen_.insert(line.name).second)
        return refuse("calendar.repeated", line.name + " should be there once");
    look_at_zone(line);
    if (line.name == "DTSTART") return note_time(times_.start, line);
    if (line.name == "DTEND" || line.name == "DUE") {
        times_.end_number = line.number;
        return note_time(times_.end, line);
    }
    if (line.name == "DURATION") {
        times_.end_number = line.number;
        times_.duration = TRY(parse_duration(line));
    }
    return set_property(item, line);
}

/// A zone's name that is not the IANA database's has to be explained by the file, perhaps later.
void Reader::look_at_zone(const ContentLine& line) {
    const std::string name(line.parameter("TZID"));
    if (name.empty() || line.name.starts_with("X-")) return;
    if (!names_.find(names_.canonical(name))) zones_used_.try_emplace(name, line.number);
}

Result<> Reader::note_time(std::optional<CalendarTime>& time, const ContentLine& line) {
    time = TRY(parse_calendar_time(line));
    auto* zoned = std::get_if<ZonedTime>(&*time);
    if (!zoned) return {};
    zoned->zone = names_.canonical(zoned->zone);
    const Zone* zone = names_.find(zoned->zone);
    if (!zone) return {};
    const auto instants = zone->instants_of(zoned->local);
    if (instants.size() > 1) zoned->offset_seconds = zone->at(instants.front()).seconds;
    return {};
}

Result<> Reader::settle_times() {
    if (times_.duration && times_.end)
        return refuse("calendar.repeated", "either an end or a DURATION", place(times_.end_number));
    if (times_.duration && times_.start) {
        auto ends = after(*times_.start, *times_.duration, names_);
        if (!ends) return refuse_at(place(times_.end_number), std::move(ends));
        times_.end = *ends;
    }
    if (times_.start && times_.end && ends_too_early(*times_.start, *times_.end, names_))
        return refuse("calendar.order", "the end should not be before the start",
                      place(times_.end_number));
    return {};
}

Result<Calendar> Reader::finish() {
    if (!open_.empty())
        return refuse("calendar.nesting", open_.back().name + " is not closed",
                      place(open_.back().number));
    if (!any_calendar_)
        return refuse("calendar.component", "a file should begin with BEGIN:VCALENDAR", place(1));
    for (const auto& [name, number] : zones_used_)
        if (!calendar_.zones.contains(name)) return refuse_at(place(number), zones_.find(name));
    return std::move(calendar_);
}

}  // namespace

Result<Calendar> read_calendar(std::string_view text, std::string_view file, const Zones& zones) {
    if (text.size() > size_max)
        return refuse("calendar.too-long", "at most 64 MiB", std::string(file));
    const auto lines = TRY(content_lines(text, file));
    Reader reader(file, zones);
    for (const ContentLine& line : lines) TRY(reader.take(line));
    return reader.finish();
}

}  // namespace comity
