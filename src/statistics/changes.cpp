// SPDX-License-Identifier: Apache-2.0
#include "statistics/changes.h"

#include <algorithm>
#include <tuple>

namespace comity {
namespace {

constexpr std::uint64_t page = 10'000;

/// The series of a vintage, one after the other in order of key.
class SeriesCursor {
public:
    explicit SeriesCursor(const Vintage& vintage) : vintage_(vintage) { fetch(); }
    bool done() const { return at_ == page_.size(); }
    const SeriesKey& key() const { return page_[at_].second; }
    std::vector<Observation> observations() const {
        const VintageInfo& info = vintage_.info();
        if (!info.first || !info.last) return {};
        return vintage_.observations(page_[at_].first, *info.first, *info.last);
    }
    void next() {
        if (++at_ == page_.size()) fetch();
    }

private:
    void fetch() {
        page_ = vintage_.series(offset_, page);
        offset_ += page_.size();
        at_ = 0;
    }

    const Vintage& vintage_;
    std::vector<std::pair<Vintage::SeriesId, SeriesKey>> page_;
    std::uint64_t offset_ = 0;
    std::size_t at_ = 0;
};

void compare_series(const std::vector<Observation>& before, const std::vector<Observation>& after,
                    ImportReport& report) {
    auto old = before.begin();
    for (const Observation& now : after) {
        for (; old != before.end() && old->period < now.period; ++old) ++report.dropped;
        if (old == before.end() || old->period != now.period) {
            ++report.added;
            continue;
        }
        ++(old->value == now.value ? report.unchanged : report.changed);
        ++old;
    }
    report.dropped += static_cast<std::uint64_t>(before.end() - old);
}

}  // namespace

void compare(const Vintage& previous, const Vintage& current, ImportReport& report) {
    SeriesCursor old(previous);
    SeriesCursor now(current);
    while (!old.done() || !now.done()) {
        const bool only_old = now.done() || (!old.done() && old.key() < now.key());
        const bool only_now = old.done() || (!now.done() && now.key() < old.key());
        if (only_old) {
            report.dropped += old.observations().size();
            old.next();
        } else if (only_now) {
            report.added += now.observations().size();
            now.next();
        } else {
            compare_series(old.observations(), now.observations(), report);
            old.next();
            now.next();
        }
    }
}

}  // namespace comity
