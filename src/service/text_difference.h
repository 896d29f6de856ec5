// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace comity {

enum class Change : std::uint8_t { same, removed, added };

/// A stretch of a text, as it was and is, was, or is.
struct Stretch {
    Change change = Change::same;
    std::string text;
    bool operator==(const Stretch&) const = default;
};

/// How one text became another, word by word (Chinese and Japanese: character by character): what
/// is `same` and `removed` makes the old one, what is `same` and `added` the new one. As little as
/// possible is removed and added, unless more than a thousand words at a stretch are others: then
/// these are removed and added as a whole.
std::vector<Stretch> difference(std::string_view before, std::string_view after);

}  // namespace comity
