// SPDX-License-Identifier: Apache-2.0
#include "accounts/counting.h"

#include "base/check.h"
#include "base/sorted.h"

#include <algorithm>

namespace comity {
namespace {

using Series = SeriesReader::Series;

/// The periods of a finer frequency that make up `whole`; none if they do not tile it. Weeks never
/// do: a month that happens to begin on a Monday would be measured, its neighbours not.
struct Parts {
    Period first;
    int count = 0;
};
Parts parts_of(const Period& whole, Frequency finer) {
    const Period first = Period::containing(finer, whole.first_day());
    const Period last = Period::containing(finer, whole.last_day());
    const bool tiles = finer != Frequency::week && first.first_day() == whole.first_day() &&
                       last.last_day() == whole.last_day();
    return {first, tiles ? last.ordinal - first.ordinal + 1 : 0};
}

class StatisticsTally {
public:
    StatisticsTally(const Reading& reading, const Sources& sources)
        : reading_(reading),
          window_(*reading.window),
          any_unit_(reading.aggregate == Aggregate::growth),
          indicators_(sorted_once(*reading.indicators)),
          ended_(periods_ended(window_, sources.as_of)),
          reporters_(reading.reporters, sources.state, window_, ended_),
          partners_(reading.partners, sources.state, window_, ended_),
          reader_(sources.readers.of(reading.dataset->value)) {
        check(reader_, "whoever asks for a tally has looked whether there is a vintage");
        tally_.periods_ended = ended_;
        tally_.observed.resize(static_cast<std::size_t>(window_.length()));
    }

    Tally run() && {
        tally_.too_large = is_too_large(reading_, reporters_, partners_, ended_);
        if (ended_ == 0 || tally_.too_large) return std::move(tally_);
        for (std::size_t r = 0; r < reporters_.codes().size(); ++r)
            for (std::size_t p = 0; p < partners_.codes().size(); ++p) add_pair({r, p});
        std::ranges::stable_sort(tally_.rows, {}, &Tally::Row::period);
        note_absences();
        note_unknown_codes();
        note_changed_members();
        if (tally_.products < 2) tally_.products = 0;
        return std::move(tally_);
    }

private:
    struct Pair {
        std::size_t reporter;
        std::size_t partner;
    };

    bool both_belong(const Pair& pair, int period) const {
        return reporters_.has(pair.reporter, period) && partners_.has(pair.partner, period);
    }

    void add_pair(const Pair& pair) {
        const std::size_t base = covered_.size();
        covered_.resize(base + static_cast<std::size_t>(ended_));
        for (const std::string& indicator : indicators_) {
            const std::size_t rows_before = tally_.rows.size();
            const std::string& reporter = reporters_.codes()[pair.reporter];
            const std::string& partner = partners_.codes()[pair.partner];
            const std::span<Series> all = reader_->find(indicator, reporter, partner);
            if (!all.empty()) found_.insert({indicator, reporter, partner});
            add_series(all, pair);
            cover(base, rows_before);
        }
    }

    /// Adds one to what each period that has new rows is covered by.
    void cover(std::size_t base, std::size_t rows_before) {
        seen_.assign(static_cast<std::size_t>(ended_), false);
        for (std::size_t i = rows_before; i < tally_.rows.size(); ++i) {
            const auto period = static_cast<std::size_t>(tally_.rows[i].period);
            if (!seen_[period]) ++covered_[base + period];
            seen_[period] = true;
            tally_.observed[period] = true;
        }
    }

    /// The series of one indicator and pair. Those that differ only in frequency tell the same:
    /// each period is taken from the coarsest that has it.
    void add_series(std::span<Series> all, const Pair& pair) {
        const SeriesKey* previous = nullptr;
        std::uint64_t products = 0;
        for (Series& series : all) {
            if (!any_unit_ && series.key().unit != reading_.unit->value) {
                ++tally_.other_unit;
                continue;
            }
            const bool same_product = previous && previous->product == series.key().product;
            if (!same_product) ++products;
            if (!same_product || previous->unit != series.key().unit)
                filled_.assign(static_cast<std::size_t>(ended_), false);
            add_one(series, pair);
            previous = &series.key();
        }
        tally_.products = std::max(tally_.products, products);
    }

    void add_one(Series& series, const Pair& pair) {
        const std::size_t rows_before = tally_.rows.size();
        if (series.key().frequency == window_.from.frequency)
            add_whole(series, pair);
        else if (series.key().frequency > window_.from.frequency)
            add_summed(series, pair);
        if (tally_.rows.size() == rows_before) return;
        tally_.mixed_units =
            tally_.mixed_units ||
            (!tally_.series.empty() && tally_.series.front().unit != series.key().unit);
        tally_.series.push_back(series.key());
    }

    void add_whole(Series& series, const Pair& pair) {
        const Window ended{window_.from, period_at(window_, ended_ - 1)};
        for (const Observation& observation : reader_->observations(series, ended))
            add_row(observation.period.ordinal - window_.from.ordinal, pair, observation);
    }

    void add_summed(Series& series, const Pair& pair) {
        const Frequency finer = series.key().frequency;
        const Date end = period_at(window_, ended_ - 1).last_day();
        const auto rows = reader_->observations(
            series,
            {Period::containing(finer, window_.from.first_day()), Period::containing(finer, end)});
        for (auto row = rows.begin(); row != rows.end();) {
            const Period whole =
                Period::containing(window_.from.frequency, row->period.first_day());
            const auto next = std::find_if(
                row, rows.end(), [&](const Observation& o) { return !whole.contains(o.period); });
            const int period = whole.ordinal - window_.from.ordinal;
            if (period >= 0 && period < ended_ && is_complete(whole, finer, next - row))
                add_parts(period, pair, std::span(row, next));
            row = next == row ? next + 1 : next;
        }
    }

    bool is_complete(const Period& whole, Frequency finer, std::ptrdiff_t rows) const {
        const auto period = static_cast<std::size_t>(whole.ordinal - window_.from.ordinal);
        return !filled_[period] && rows > 0 && rows == parts_of(whole, finer).count;
    }

    void add_parts(int period, const Pair& pair, std::span<const Observation> parts) {
        const std::size_t rows_before = tally_.rows.size();
        const Frequency finer = parts.front().period.frequency;
        for (const Observation& part : parts) add_row(period, pair, part);
        if (tally_.rows.size() > rows_before) tally_.summed_from.insert(finer);
    }

    void add_row(int period, const Pair& pair, const Observation& observation) {
        if (!both_belong(pair, period)) return;
        filled_[static_cast<std::size_t>(period)] = true;
        tally_.rows.push_back({period, tally_.series.size(), observation});
    }

    void note_absences() {
        std::size_t at = 0;
        for (std::size_t r = 0; r < reporters_.codes().size(); ++r)
            for (std::size_t p = 0; p < partners_.codes().size(); ++p)
                for (int period = 0; period < ended_; ++period, ++at)
                    note_absence({r, p}, period, covered_[at]);
        std::ranges::sort(tally_.absences);
    }

    void note_absence(const Pair& pair, int period, std::size_t covered) {
        if (covered == indicators_.size() || !tally_.observed[static_cast<std::size_t>(period)] ||
            !both_belong(pair, period))
            return;
        const std::string& reporter = reporters_.codes()[pair.reporter];
        const std::string& partner = partners_.codes()[pair.partner];
        if (reporter == partner) return;  // nobody trades with itself
        tally_.absences.push_back({name_of(reporter, partner), period, covered > 0});
    }

    /// What the reading names and no series has: a slip of the pen, perhaps. A party that merely
    /// lacks what others have is an absence.
    void note_unknown_codes() {
        note_unknown(indicators_);
        if (!tally_.rows.empty()) return;
        note_unknown(reporters_.codes());
        note_unknown(partners_.codes());
    }

    void note_unknown(const std::vector<std::string>& codes) {
        for (const std::string& code : codes)
            if (!code.empty() && !found_.contains(code)) tally_.unknown_codes.insert(code);
    }

    /// A growth rate between two sums says less when the second is over other parties.
    void note_changed_members() {
        const bool growth = reading_.aggregate == Aggregate::growth;
        const auto last = std::ranges::find(tally_.observed.rbegin(), tally_.observed.rend(), true);
        if (!growth || last == tally_.observed.rend()) return;
        const int period = static_cast<int>(tally_.observed.rend() - last) - 1;
        for (const Membership* group : {&reporters_, &partners_})
            if (!group->same(0, period)) tally_.members = {group->size(0), group->size(period)};
    }

    /// Whom an absence is put down to: whoever is one of several.
    std::string name_of(const std::string& reporter, const std::string& partner) const {
        if (partner.empty()) return reporter;
        if (reporters_.codes().size() == 1) return partner;
        if (partners_.codes().size() == 1) return reporter;
        return reporter + "/" + partner;
    }

    const Reading& reading_;
    const Window window_;
    const bool any_unit_;  ///< the unit of a growth rate is not that of what grows
    const std::vector<std::string> indicators_;
    const int ended_;
    const Membership reporters_;
    const Membership partners_;
    SeriesReader* const reader_;
    Tally tally_;
    std::set<std::string_view> found_;  ///< the codes of series that are there
    std::vector<std::size_t> covered_;  ///< indicators with rows, by pair, then period
    std::vector<bool> seen_;            ///< periods with rows of this pair and indicator
    std::vector<bool> filled_;          ///< periods with rows of this product
};

}  // namespace

Period period_at(const Window& window, int index) {
    return {window.from.frequency, window.from.ordinal + index};
}

int periods_ended(const Window& window, Date day) {
    if (day < window.from.last_day()) return 0;
    if (day >= window.to.last_day()) return window.length();
    const Period running = Period::containing(window.from.frequency, day);
    const int before = running.ordinal - window.from.ordinal;
    return running.last_day() == day ? before + 1 : before;
}

bool is_too_large(const Reading& reading, const Membership& reporters, const Membership& partners,
                  int periods) {
    return static_cast<std::uint64_t>(periods) * reporters.codes().size() *
               partners.codes().size() * reading.indicators->size() >
           20'000'000;
}

Tally tally_statistics(const Reading& reading, const Sources& sources) {
    return StatisticsTally(reading, sources).run();
}

}  // namespace comity
