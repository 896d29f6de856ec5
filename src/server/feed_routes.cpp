// SPDX-License-Identifier: Apache-2.0
#include "server/feed_routes.h"

#include "calendar/zone.h"
#include "service/atom.h"
#include "service/feeds.h"

#include <span>

namespace comity {
namespace {

constexpr std::string_view calendar_ending = ".ics";
// Kept by no one without asking whether it is still true.
constexpr std::string_view cache_control = "no-cache";

/// The language that is asked for, or the association's first.
Result<std::string> language_of(const View& view, const Target& target) {
    for (const auto& [name, value] : target.query)
        if (name != "lang")
            return refuse("query.unknown", "is not a parameter here; known: lang", name);
    if (const auto asked = target.query.find("lang"); asked != target.query.end()) {
        if (check_language(asked->second)) return asked->second;
        return refuse("query.language", "should be a language such as en, ru or zh", "lang");
    }
    const auto& association = view.state.association;
    if (!association || association->languages.empty()) return std::string("en");
    return association->languages.front();
}

Representation as_feed(std::string_view content_type, std::string text) {
    return Representation::of(std::string(content_type), std::move(text),
                              std::string(cache_control), Representation::Pressed::quickly);
}

Result<Calendar> calendar_of(const View& view, const std::string& folder, const std::string& name,
                             const std::string& language, const Zones& zones) {
    if (folder == "bodies") return body_calendar(view, name, language, zones);
    return party_calendar(view, name, language, zones);
}

bool is_calendar(std::span<const std::string> segments) {
    return segments.size() == 3 && (segments[1] == "bodies" || segments[1] == "parties") &&
           segments[2].ends_with(calendar_ending);
}

}  // namespace

Result<Representation> feed_at(const View& view, const Target& target) {
    const auto& segments = target.segments;
    const std::string language = TRY(language_of(view, target));
    if (segments.size() == 2 && segments[1] == "record.atom")
        return as_feed("application/atom+xml; charset=utf-8", record_feed(view, language));
    if (!is_calendar(segments))
        return refuse("path.unknown",
                      "there are /feeds/bodies/BODY.ics, /feeds/parties/CODE.ics and "
                      "/feeds/record.atom",
                      "path");
    const std::string name = segments[2].substr(0, segments[2].size() - calendar_ending.size());
    const Zones zones;
    const Calendar calendar = TRY(calendar_of(view, segments[1], name, language, zones));
    return as_feed("text/calendar; charset=utf-8", TRY(write_calendar(calendar, zones)));
}

}  // namespace comity
