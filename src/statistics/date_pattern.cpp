// SPDX-License-Identifier: Apache-2.0
#include "statistics/date_pattern.h"

#include "base/digits.h"

#include <algorithm>
#include <array>
#include <map>

namespace comity {
namespace {

struct Word {
    std::string_view text;
    char kind;
};

constexpr std::array words = {Word{"YYYY", 'Y'}, Word{"MM", 'M'}, Word{"DD", 'D'},
                              Word{"WW", 'W'},   Word{"Q", 'Q'},  Word{"S", 'S'}};

}  // namespace

Result<DatePattern> DatePattern::parse(std::string_view text) {
    DatePattern pattern;
    pattern.text_ = text;
    while (!text.empty()) {
        const auto* word =
            std::ranges::find_if(words, [&](const Word& w) { return text.starts_with(w.text); });
        if (word != words.end()) {
            pattern.parts_.push_back({word->kind, word->text.size(), 0});
            text.remove_prefix(word->text.size());
            continue;
        }
        if (text[0] == '\\' && text.size() > 1) text.remove_prefix(1);
        pattern.parts_.push_back({0, 1, text[0]});
        text.remove_prefix(1);
    }
    TRY(pattern.check_parts());
    return pattern;
}

bool DatePattern::has(char kind) const {
    return std::ranges::any_of(parts_, [&](const Part& part) { return part.kind == kind; });
}

bool DatePattern::has_day() const { return has('D'); }

Result<> DatePattern::check_parts() const {
    std::string kinds;
    for (const Part& part : parts_)
        if (part.kind != 0) kinds += part.kind;
    std::ranges::sort(kinds);
    constexpr std::array<std::string_view, 6> meaningful = {"Y", "MY", "DMY", "WY", "QY", "SY"};
    if (std::ranges::find(meaningful, kinds) != meaningful.end()) return {};
    return refuse("mapping.pattern",
                  "should have YYYY once, and beside it nothing, MM, MM and DD, WW, Q or S");
}

Result<std::string> DatePattern::canonical(std::string_view cell) const {
    std::map<char, std::string_view> found;
    std::size_t at = 0;
    bool fits = true;
    for (const Part& part : parts_) {
        const std::string_view piece = cell.substr(std::min(at, cell.size()), part.digits);
        at += part.digits;
        if (part.kind == 0)
            fits = fits && piece == std::string_view(&part.character, 1);
        else
            fits = fits && piece.size() == part.digits && std::ranges::all_of(piece, is_digit);
        if (part.kind != 0) found[part.kind] = piece;
    }
    if (!fits || at != cell.size())
        return refuse("import.date",
                      "should be written as " + text_ + ", is \"" + std::string(cell) + "\"");
    std::string text(found['Y']);
    if (found.contains('M')) text.append("-").append(found['M']);
    if (found.contains('D')) text.append("-").append(found['D']);
    if (found.contains('W')) text.append("-W").append(found['W']);
    if (found.contains('Q')) text.append("-Q").append(found['Q']);
    if (found.contains('S')) text.append("-S").append(found['S']);
    return text;
}

}  // namespace comity
