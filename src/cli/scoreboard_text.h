// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "service/answers.h"

namespace comity::cli {

/// A figure as people write it: "1,719.0 bn USD", "11.97 % a year", "1,000 places". The exact one
/// is in the JSON and CSV forms.
std::string figure_text(const Decimal& value, const std::string& unit);

/// The scoreboard as a table for a terminal of so many columns.
std::string scoreboard_text(const answers::Scoreboard& scoreboard, std::size_t width);

/// What an account's figures were published as; empty if they are deliveries.
struct Publisher {
    std::string title;
    std::string citation;
};

/// One account and its rows, for `comity explain`. Values are shown with as many digits after the
/// point as they need, but at most two if there are thousands.
std::string explanation_text(const answers::Account& account,
                             const answers::Explanation& explanation, const Publisher& publisher,
                             std::size_t width);

}  // namespace comity::cli
