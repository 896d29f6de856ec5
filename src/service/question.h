// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/code_list.h"
#include "service/archive_answers.h"
#include "service/node.h"

namespace comity {

/// What a question is asked of: a node whose state is held still, and the day it is asked on.
struct View {
    const Node& node;
    const State& state;
    const CountryList& countries;
    Date today;
    std::string_view version;
    Instant now = {};  ///< by the clock of whoever asks: says only which deadlines lie ahead
};

/// What was given with a question: path parameters and query parameters by name.
class Arguments {
public:
    explicit Arguments(std::map<std::string, std::string> values) : values_(std::move(values)) {}

    const std::string& text(const std::string& name) const;
    /// A day, or today; refusal `query.date`.
    Result<Date> day(const View& view, const std::string& name) const;
    Result<Date> as_of(const View& view) const { return day(view, "as_of"); }
    /// A number from 0 to `max`, or `otherwise`; refusal `query.number`.
    Result<std::uint64_t> number(const std::string& name, std::uint64_t otherwise,
                                 std::uint64_t max) const;

private:
    std::map<std::string, std::string> values_;
};

/// As many rows as one answer gives.
constexpr std::uint64_t page_size_max = 10'000;

struct Parameter {
    enum class Place : std::uint8_t { path, query };
    std::string_view name;
    Place place;
    std::string_view meaning;
};

/// Everything the program knows about one question it can be asked. The HTTP surface, its
/// description and the CSV files follow from the array of these.
struct Question {
    std::string_view path;  ///< below /api/v1: "/pledges/{pledge}"
    std::string_view summary;
    std::span<const Parameter> parameters;
    std::string_view rows;  ///< member of the answer that a CSV file lists; empty: no CSV
    std::span<const FieldInfo> row_fields;  ///< of one row, in the order of the CSV's columns
    Result<Json> (*answer)(const View&, const Arguments&);
    Json (*schema)();
};

/// Every question, in the order in which the documentation lists them.
std::span<const Question* const> all_questions();

/// The path parameters, if the segments have the form of a pattern such as "/pledges/{pledge}".
std::optional<std::map<std::string, std::string>> match_path(std::string_view pattern,
                                                             std::span<const std::string> segments);

/// A question that an address asks, with its path parameters.
struct QuestionMatch {
    const Question* question = nullptr;
    std::map<std::string, std::string> arguments;
};

/// The question at ["pledges", "trade"]. Refusal `question.unknown`.
Result<QuestionMatch> match_question(std::span<const std::string> segments);

}  // namespace comity
