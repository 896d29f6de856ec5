// SPDX-License-Identifier: Apache-2.0
#include "accounts/series_reader.h"

#include <algorithm>

namespace comity {
namespace {

std::vector<SeriesReader::Found> sorted(
    std::vector<std::pair<Vintage::SeriesId, SeriesKey>>&& series) {
    std::vector<SeriesReader::Found> found;
    for (auto& [id, key] : series) found.push_back({id, std::move(key)});
    std::ranges::sort(found, {}, &SeriesReader::Found::key);
    return found;
}

}  // namespace

const std::vector<SeriesReader::Found>& SeriesReader::find(std::string_view indicator,
                                                           std::string_view reporter,
                                                           std::string_view partner) {
    name_.assign(indicator).append(1, '\0').append(reporter).append(1, '\0').append(partner);
    const auto [entry, is_new] = found_.try_emplace(name_);
    if (is_new) entry->second = sorted(vintage_.find(indicator, reporter, partner));
    return entry->second;
}

SeriesReader* SeriesReaders::of(std::string_view dataset) {
    const auto known = readers_.find(dataset);
    if (known != readers_.end()) return known->second.get();
    const Vintage* vintage = vintages_.current(dataset);
    auto reader = vintage ? std::make_unique<SeriesReader>(*vintage) : nullptr;
    return readers_.emplace(dataset, std::move(reader)).first->second.get();
}

}  // namespace comity
