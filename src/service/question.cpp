// SPDX-License-Identifier: Apache-2.0
#include "service/question.h"

#include "base/digits.h"

#include <algorithm>

namespace comity {
namespace {

std::string_view take_segment(std::string_view& path) {
    const std::size_t slash = std::min(path.find('/'), path.size());
    const std::string_view segment = path.substr(0, slash);
    path.remove_prefix(std::min(slash + 1, path.size()));
    return segment;
}

}  // namespace

std::optional<std::map<std::string, std::string>> match_path(
    std::string_view pattern, std::span<const std::string> segments) {
    std::map<std::string, std::string> arguments;
    take_segment(pattern);  // what is before the first slash: nothing
    for (const std::string& segment : segments) {
        if (pattern.empty() || segment.empty()) return {};
        const std::string_view wanted = take_segment(pattern);
        if (wanted.starts_with('{'))
            arguments[std::string(wanted.substr(1, wanted.size() - 2))] = segment;
        else if (wanted != segment)
            return {};
    }
    if (!pattern.empty()) return {};
    return arguments;
}

Result<QuestionMatch> match_question(std::span<const std::string> segments) {
    for (const Question* question : all_questions())
        if (auto arguments = match_path(question->path, segments))
            return QuestionMatch{question, *std::move(arguments)};
    return refuse("question.unknown", "there is no such question; see comity docs api");
}

const std::string& Arguments::text(const std::string& name) const {
    static const std::string none;
    const auto found = values_.find(name);
    return found == values_.end() ? none : found->second;
}

Result<Date> Arguments::day(const View& view, const std::string& name) const {
    const std::string& given = text(name);
    if (given.empty()) return view.today;
    const auto date = Date::parse(given);
    if (!date) return refuse("query.date", "should be a day such as 2024-12-31", name);
    return *date;
}

Result<std::uint64_t> Arguments::number(const std::string& name, std::uint64_t otherwise,
                                        std::uint64_t max) const {
    const std::string& given = text(name);
    if (given.empty()) return otherwise;
    const auto number = parse_number<std::uint64_t>(given);
    if (!number || *number > max)
        return refuse("query.number", "should be a whole number from 0 to " + std::to_string(max),
                      name);
    return *number;
}

}  // namespace comity
