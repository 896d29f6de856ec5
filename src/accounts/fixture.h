// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "accounts/account.h"
#include "base/check.h"

#include <algorithm>

namespace comity::fixture {

/// For tests: a vintage in memory. Series have ids in the order in which they were put in.
class MemoryVintage : public Vintage {
public:
    void put(const SeriesKey& key, std::string_view period, std::string_view value) {
        const Period when = *Period::parse(period);
        check(when.frequency == key.frequency, "a test gives each series its own periods");
        series_.at(id_of(key))
            .second.insert_or_assign(when, Observation{when, *Decimal::parse(value), "A", ++line_});
    }
    void remove(const SeriesKey& key, std::string_view period) {
        series_.at(id_of(key)).second.erase(*Period::parse(period));
    }

    const VintageInfo& info() const override { return info_; }
    std::vector<std::pair<SeriesId, SeriesKey>> find(std::string_view indicator,
                                                     std::string_view reporter,
                                                     std::string_view partner) const override {
        std::vector<std::pair<SeriesId, SeriesKey>> found;
        for (std::size_t id = 0; id < series_.size(); ++id) {
            const SeriesKey& key = series_[id].first;
            if (key.indicator == indicator && key.reporter == reporter && key.partner == partner)
                found.emplace_back(static_cast<SeriesId>(id), key);
        }
        return found;
    }
    std::vector<Observation> observations(SeriesId series, const Period& from,
                                          const Period& to) const override {
        std::vector<Observation> found;
        for (const auto& [period, row] : series_.at(static_cast<std::size_t>(series)).second)
            if (from <= period && period <= to) found.push_back(row);
        return found;
    }
    // Accounts ask for single series only.
    std::vector<std::pair<SeriesId, SeriesKey>> series(std::uint64_t,
                                                       std::uint64_t) const override {
        throw Bug("an account asked for all series");
    }
    std::vector<Row> rows(std::uint64_t, std::uint64_t) const override {
        throw Bug("an account asked for all rows");
    }
    std::vector<Flow> flows(std::uint64_t, std::uint64_t) const override {
        throw Bug("an account asked for flows");
    }

private:
    std::size_t id_of(const SeriesKey& key) {
        for (std::size_t id = 0; id < series_.size(); ++id)
            if (series_[id].first == key) return id;
        series_.emplace_back(key, std::map<Period, Observation>());
        return series_.size() - 1;
    }

    VintageInfo info_;
    std::uint64_t line_ = 1;
    std::vector<std::pair<SeriesKey, std::map<Period, Observation>>> series_;
};

template <class T>
T read(std::string_view text) {
    auto value = Codec<T>::read(Codec<T>::from_text(text));
    check(value.has_value(), "a test writes values that can be read");
    return *value;
}

/// A state, one dataset `trade-data`, and a day.
struct World : Vintages {
    State state;
    MemoryVintage vintage;
    bool has_vintage = true;
    Date today = *Date::parse("2026-11-24");

    const Vintage* current(std::string_view dataset) const override {
        return has_vintage && dataset == "trade-data" ? &vintage : nullptr;
    }

    /// `status` empty: withdrawn.
    World& party(std::string_view code, std::string_view from, std::string_view status = "member") {
        Standing standing{read<Date>(from), {}, 0};
        if (!status.empty()) standing.status = read<Status>(status);
        state.parties[std::string(code)].standings.push_back(standing);
        return *this;
    }
    World& put(std::string_view indicator, std::string_view reporter, std::string_view partner,
               std::string_view period, std::string_view value, std::string_view unit = "USD",
               std::string_view product = "") {
        vintage.put({std::string(indicator), std::string(reporter), std::string(partner),
                     std::string(product), std::string(unit), Period::parse(period)->frequency},
                    period, value);
        return *this;
    }
    /// Values of indicator X, reporter CHN, partner RUS in consecutive periods from `first`; an
    /// empty text leaves a period out.
    World& values(std::string_view first, const std::vector<std::string_view>& all) {
        Period period = *Period::parse(first);
        for (const std::string_view value : all) {
            if (!value.empty()) put("X", "CHN", "RUS", period.text(), value);
            period = period.next();
        }
        return *this;
    }

    Account count(const Reading& reading) const {
        return comity::count(reading, state, *this, today);
    }
    Account count(const Reading& reading, std::string_view as_of) const {
        return comity::count(reading, state, *this, read<Date>(as_of));
    }
    std::vector<EvidenceRow> explain(const Reading& reading) const {
        return comity::explain(reading, state, *this, today);
    }
};

/// X of CHN with RUS from trade-data, summed over the window, at least the target, in USD.
inline Reading statistics_reading(std::string_view window, std::string_view target) {
    Reading reading;
    reading.pledge = {"trade"};
    reading.reading = {"plain"};
    reading.label = read<Translations>("plain");
    reading.evidence = Evidence::statistics;
    reading.dataset = Identifier{"trade-data"};
    reading.indicators = {"X"};
    reading.reporters = read<Group>("CHN");
    reading.partners = read<Group>("RUS");
    reading.window = read<Window>(window);
    reading.aggregate = Aggregate::sum;
    reading.comparator = Comparator::at_least;
    reading.target = read<Decimal>(target);
    reading.unit = Unit{"USD"};
    return reading;
}

inline Reading with(Reading reading, Aggregate aggregate, Comparator comparator) {
    reading.aggregate = aggregate;
    reading.comparator = comparator;
    if (aggregate == Aggregate::growth) reading.unit = Unit{std::string(percent_per_year)};
    if (comparator == Comparator::rounds_to) reading.places = 0;
    return reading;
}

inline std::string text(const std::optional<Decimal>& value) {
    return value ? value->text() : "none";
}

/// Rounded for comparing with published figures.
inline std::string text(const std::optional<Decimal>& value, int places) {
    return value ? value->fixed(places) : "none";
}

inline std::string joined(const std::vector<std::string>& parts) {
    std::string all;
    for (const std::string& part : parts) all += (all.empty() ? "" : " ") + part;
    return all;
}

/// `verdict reason`, as one text.
inline std::string outcome(const Account& account) {
    std::string all(word(account.verdict));
    return account.reason.empty() ? all : all + " " + account.reason;
}

}  // namespace comity::fixture
