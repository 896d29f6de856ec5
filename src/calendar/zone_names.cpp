// SPDX-License-Identifier: Apache-2.0
#include "calendar/zone_names.h"

#include <algorithm>

namespace comity {
namespace {

/// `America/Argentina/Ushuaia` has two.
constexpr std::ptrdiff_t slashes_max = 2;

}  // namespace

std::string ZoneNames::canonical(std::string_view name) const {
    std::string_view rest = name.substr(0, name.size() <= 128 ? name.size() : 0);
    while (rest.starts_with('/')) {
        rest.remove_prefix(1);
        if (std::ranges::count(rest, '/') <= slashes_max && zones_.has(rest))
            return std::string(rest);
        rest.remove_prefix(std::min(rest.find('/'), rest.size()));
    }
    return std::string(name);
}

const Zone* ZoneNames::find(const std::string& name) {
    const auto [place, fresh] = found_.try_emplace(name);
    if (fresh && zones_.has(name)) {
        if (auto zone = zones_.find(name)) place->second = *std::move(zone);
    }
    return place->second ? &*place->second : nullptr;
}

}  // namespace comity
