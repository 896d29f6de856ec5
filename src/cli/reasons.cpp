// SPDX-License-Identifier: Apache-2.0
#include "cli/reasons.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace comity::cli {
namespace {

struct Words {
    std::string_view code;
    std::string_view text;
};

/// The codes of accounts/account.cpp and accounts/figure.cpp.
constexpr std::array words = {
    Words{"no-public-series", "no public series counts it"},
    Words{"vintage-absent", "the data file is not kept here"},
    Words{"too-large", "the figure is too large to count"},
    Words{"mixed-units", "the evidence is in different units"},
    Words{"window-not-begun", "its time has not begun"},
    Words{"window-incomplete", "its time is not over"},
    Words{"no-observations", "no value published for that time"},
    Words{"nothing-reported", "no delivery reported"},
    Words{"growth-base", "growth needs a first value above zero"},
    Words{"growth-frequency", "growth is not counted by week or day"},
    Words{"growth-negative", "no growth rate leads below zero"},
};

}  // namespace

std::string reason_text(const std::string& code) {
    const auto found = std::ranges::find(words, code, &Words::code);
    return found == words.end() ? code : std::string(found->text);
}

}  // namespace comity::cli
