// SPDX-License-Identifier: Apache-2.0
#include "accounts/series_reader.h"

#include "base/check.h"

#include <algorithm>

namespace comity {
namespace {

/// Beyond this a reader starts anew: some 40 MB.
constexpr std::uint64_t remembered_max = 500'000;

std::vector<SeriesReader::Series> sorted(
    std::vector<std::pair<Vintage::SeriesId, SeriesKey>>&& found) {
    std::ranges::sort(found, {}, &std::pair<Vintage::SeriesId, SeriesKey>::second);
    std::vector<SeriesReader::Series> series;
    series.reserve(found.size());
    for (auto& [id, key] : found) series.emplace_back(id, std::move(key));
    return series;
}

/// The shortest window that holds both.
Window hull(const Window& a, const Window& b) {
    return {std::min(a.from, b.from), std::max(a.to, b.to)};
}

}  // namespace

std::span<SeriesReader::Series> SeriesReader::find(std::string_view indicator,
                                                   std::string_view reporter,
                                                   std::string_view partner) {
    name_.assign(indicator).append(1, '\0').append(reporter).append(1, '\0').append(partner);
    const auto [entry, is_new] = found_.try_emplace(name_);
    if (is_new) entry->second = sorted(vintage_.find(indicator, reporter, partner));
    return entry->second;
}

std::span<const Observation> SeriesReader::observations(Series& series, const Window& window) {
    check(window.from.frequency == series.key_.frequency, "a series is asked for its own periods");
    const Window wanted = series.read_ ? hull(*series.read_, window) : window;
    if (wanted != series.read_) {
        remembered_ -= series.observations_.size();
        series.observations_ = vintage_.observations(series.id_, wanted.from, wanted.to);
        series.read_ = wanted;
        remembered_ += series.observations_.size();
    }
    const std::span<const Observation> all = series.observations_;
    const auto first = std::ranges::lower_bound(all, window.from, {}, &Observation::period);
    const auto last = std::ranges::upper_bound(all, window.to, {}, &Observation::period);
    return {first, last};
}

SeriesReader* SeriesReaders::of(std::string_view dataset) {
    const auto known = readers_.find(dataset);
    const bool is_full = known != readers_.end() && known->second &&
                         known->second->observations_remembered() > remembered_max;
    if (known != readers_.end() && !is_full) return known->second.get();
    const Vintage* vintage = vintages_.current(dataset);
    auto reader = vintage ? std::make_unique<SeriesReader>(*vintage) : nullptr;
    return readers_.insert_or_assign(std::string(dataset), std::move(reader)).first->second.get();
}

}  // namespace comity
