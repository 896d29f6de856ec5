// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "service/describe_question.h"

namespace comity {

/// What questions about long lists and about things by their names have in common.

inline constexpr Parameter offset_parameter{"offset", Parameter::Place::query,
                                            "skip so many rows; 0 if absent"};
inline constexpr Parameter count_parameter{"count", Parameter::Place::query,
                                           "at most so many rows, up to 10000; 100 if absent"};

/// Which rows of a long list are wanted.
struct Page {
    std::uint64_t offset = 0;
    std::uint64_t count = 0;
};

/// Refusal `query.number`.
inline Result<Page> page_of(const Arguments& arguments) {
    constexpr std::uint64_t usual = 100;
    const std::uint64_t offset = TRY(arguments.number("offset", 0, std::uint64_t{1} << 53U));
    return Page{offset, TRY(arguments.number("count", usual, page_size_max))};
}

inline std::unexpected<Refusal> refuse_unknown(const char* what, const std::string& name) {
    return refuse(std::string(what) + ".unknown",
                  "there is no " + std::string(what) + " '" + name + "'");
}

/// What a map holds under a name; refusal `WHAT.unknown`.
template <class Map>
Result<const typename Map::mapped_type*> known(const Map& map, const char* what,
                                               const std::string& name) {
    const auto found = map.find(name);
    if (found != map.end()) return &found->second;
    return refuse_unknown(what, name);
}

}  // namespace comity
