// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "acts/types.h"
#include "base/flow.h"

namespace comity {

/// Where the figures of a reading come from.
enum class Evidence : std::uint8_t { statistics, deliveries, none };

template <>
struct EnumText<Evidence> {
    static constexpr std::string_view type = "evidence";
    static constexpr std::array values = {
        std::pair{Evidence::statistics, std::string_view("statistics")},
        std::pair{Evidence::deliveries, std::string_view("deliveries")},
        std::pair{Evidence::none, std::string_view("none")}};
};

/// How the values of the periods become one figure.
enum class Aggregate : std::uint8_t { sum, last, mean, count, growth };
/// Whether the values of the periods add up to that of the window, so that a straight line to the
/// target means something.
constexpr bool adds_up(Aggregate aggregate) {
    return aggregate == Aggregate::sum || aggregate == Aggregate::count;
}

template <>
struct EnumText<Aggregate> {
    static constexpr std::string_view type = "aggregate";
    static constexpr std::array values = {std::pair{Aggregate::sum, std::string_view("sum")},
                                          std::pair{Aggregate::last, std::string_view("last")},
                                          std::pair{Aggregate::mean, std::string_view("mean")},
                                          std::pair{Aggregate::count, std::string_view("count")},
                                          std::pair{Aggregate::growth, std::string_view("growth")}};
};

/// How the figure is held against the target.
enum class Comparator : std::uint8_t { at_least, at_most, equals, rounds_to };

template <>
struct EnumText<Comparator> {
    static constexpr std::string_view type = "comparator";
    static constexpr std::array values = {
        std::pair{Comparator::at_least, std::string_view("at-least")},
        std::pair{Comparator::at_most, std::string_view("at-most")},
        std::pair{Comparator::equals, std::string_view("equals")},
        std::pair{Comparator::rounds_to, std::string_view("rounds-to")}};
};

/// A value from which progress is counted.
struct Baseline {
    static constexpr std::string_view type = "baseline";
    Period period;
    Decimal value;
    bool operator==(const Baseline&) const = default;
    static constexpr std::tuple fields = {
        Field{"period", &Baseline::period, "when it held"},
        Field{"value", &Baseline::value, "in the reading's unit"}};
};

/// Of a reading's window: 27 years of days.
inline constexpr int window_length_max = 10'000;

/// One explicit way to measure a pledge: everything that the words of a pledge leave open.
struct Reading {
    Identifier pledge;
    Identifier reading;
    Translations label;
    Evidence evidence = Evidence::none;
    std::optional<Translations> reason;
    std::optional<Identifier> dataset;
    std::optional<std::vector<std::string>> indicators;
    std::optional<Group> reporters;
    std::optional<Group> partners;
    std::optional<FlowKind> flow;
    std::optional<Stage> stage;
    std::optional<Window> window;
    std::optional<Aggregate> aggregate;
    std::optional<Comparator> comparator;
    std::optional<Decimal> target;
    std::optional<std::int64_t> places;
    std::optional<Unit> unit;
    std::optional<Baseline> baseline;
    bool operator==(const Reading&) const = default;

    static constexpr std::tuple fields = {
        Field{"pledge", &Reading::pledge, "the pledge that is read"},
        Field{"reading", &Reading::reading, "a name for the reading, new under this pledge"},
        Field{"label", &Reading::label, "what sets it apart from the other readings"},
        Field{"evidence", &Reading::evidence,
              "where figures come from: statistics, deliveries reported in the record, or none"},
        Field{"reason", &Reading::reason, "why nothing measures it (evidence none)"},
        Field{"dataset", &Reading::dataset, "the published dataset (evidence statistics)"},
        Field{"indicators", &Reading::indicators, "its indicators; their values are added"},
        Field{"reporters", &Reading::reporters, "whose figures; they are added"},
        Field{"partners", &Reading::partners, "with whom, where the series have partners"},
        Field{"flow", &Reading::flow, "which kind of flow (evidence deliveries)"},
        Field{"stage", &Reading::stage, "the counting rule: the stage a delivery has reached"},
        Field{"window", &Reading::window, "the periods that count"},
        Field{"aggregate", &Reading::aggregate, "how the periods become one figure"},
        Field{"comparator", &Reading::comparator, "how the figure is held against the target"},
        Field{"target", &Reading::target, "the figure promised"},
        Field{"places", &Reading::places, "digits after the point for rounds-to (0 to 30)"},
        Field{"unit", &Reading::unit, "the unit of the target"},
        Field{"baseline", &Reading::baseline, "subtracted before comparing, if given"},
    };

    /// Whether it is complete and consistent in itself. Refusals `reading.incomplete`,
    /// `reading.not-applicable`, `reading.unit`, `reading.places`,
    /// `reading.window`.
    Result<> valid() const;
};

/// A reading in the state: as added, by whom, and whether it was withdrawn.
struct ReadingState {
    Reading reading;
    std::uint64_t entry = 0;
    std::string author;
    bool withdrawn = false;
    bool operator==(const ReadingState&) const = default;
};

}  // namespace comity
