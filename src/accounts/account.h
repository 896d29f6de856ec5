// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "acts/state.h"
#include "statistics/vintage.h"

namespace comity {

enum class Verdict : std::uint8_t { met, on_track, behind, missed, not_due, not_measurable };

template <>
struct EnumText<Verdict> {
    static constexpr std::string_view type = "verdict";
    static constexpr std::array values = {
        std::pair{Verdict::met, std::string_view("met")},
        std::pair{Verdict::on_track, std::string_view("on-track")},
        std::pair{Verdict::behind, std::string_view("behind")},
        std::pair{Verdict::missed, std::string_view("missed")},
        std::pair{Verdict::not_due, std::string_view("not-due")},
        std::pair{Verdict::not_measurable, std::string_view("not-measurable")}};
};

/// How a figure is known: from public statistics, from deliveries that both sides signed, from
/// deliveries that one side reported, or not at all.
enum class Basis : std::uint8_t { statistics, confirmed, reported, none };

template <>
struct EnumText<Basis> {
    static constexpr std::string_view type = "basis";
    static constexpr std::array values = {
        std::pair{Basis::statistics, std::string_view("statistics")},
        std::pair{Basis::confirmed, std::string_view("confirmed")},
        std::pair{Basis::reported, std::string_view("reported")},
        std::pair{Basis::none, std::string_view("none")}};
};

/// One period of a reading's window.
struct PeriodFigure {
    Period period;
    std::uint64_t rows = 0;         ///< observations or deliveries that count in it
    bool observed = false;          ///< whether there is evidence for the whole of it
    Decimal value;                  ///< their sum (aggregate count: their number)
    Decimal cumulative;             ///< from the window's start
    std::optional<Decimal> needed;  ///< cumulative, on a straight line to the target (sum, count)
    bool operator==(const PeriodFigure&) const = default;
};

/// A promise held against the evidence, under one reading.
struct Account {
    std::string pledge;
    std::string reading;
    Verdict verdict = Verdict::not_measurable;
    Basis basis = Basis::none;
    std::string reason;  ///< a stable code for why it is not measurable or not due; else empty
    std::optional<Decimal> value;      ///< the figure, by the reading's aggregate, in its unit
    std::optional<Decimal> share;      ///< value / target
    std::optional<Decimal> remaining;  ///< target - value, not below zero (sum, count)
    std::optional<Decimal> needed_per_period;  ///< remaining / periods without evidence yet
    std::optional<Decimal> projection;  ///< value + last value x periods without evidence yet (sum,
                                        ///< count; absent once no such period is left)
    int periods_observed = 0;
    int periods_total = 0;
    std::optional<Period> last_observed;
    std::uint64_t rows = 0;              ///< as many as `explain` lists
    std::vector<std::string> flags;      ///< stable codes, some with `:detail` (docs/accounts.md)
    std::vector<std::string> reporters;  ///< of the window's last period
    std::vector<std::string> partners;
    std::vector<PeriodFigure> periods;
    bool operator==(const Account&) const = default;
};

/// The newest vintage of each dataset. An interface, because accounts open no files.
class Vintages {
public:
    virtual ~Vintages() = default;
    /// Null if the dataset was published but its file is not here.
    virtual const Vintage* current(std::string_view dataset) const = 0;
};

/// A row that an account rests on. Of a delivery, `series` names provider, receiver and unit as
/// reporter, partner and unit; `observation` the day, the quantity and the receipt.
struct EvidenceRow {
    std::string dataset;  ///< empty if it is a delivery
    SeriesKey series;
    Observation observation;
    std::string delivery;  ///< empty if it is an observation
    Decimal counted;       ///< what it adds to the value of its period
    bool operator==(const EvidenceRow&) const = default;
};

/// Counts one reading as of a day: what stands in `state`, whatever it dates from; evidence of
/// later days is left aside. The reading must be valid by itself (`Reading::valid`).
Account count(const Reading& reading, const State& state, const Vintages& vintages, Date as_of);

/// The rows behind the same account, in the order in which they were counted.
std::vector<EvidenceRow> explain(const Reading& reading, const State& state,
                                 const Vintages& vintages, Date as_of);

/// The formula in words and symbols: "sum over 2021..2025 of XG_FOB_USD + MG_CIF_USD, reporters …".
std::string formula(const Reading& reading);

/// Whether readings of one pledge come to different verdicts; those that are not measurable or not
/// due do not count as a different opinion.
bool disagree(const std::vector<Account>& accounts);

}  // namespace comity
