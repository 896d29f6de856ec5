// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engines/trade/scenarios/scenario_world.h"

#include <string_view>

namespace comity::trade {

/// A world of three parties, of which two make their trade cheaper. Tests name its lines.
inline constexpr std::string_view three_parties = R"(# SPDX-License-Identifier: Apache-2.0
name = "three"
model = "one-sector"
year = 2020
unit = "USD"
source = "made up"
licence = "none"
notes = ["made-up"]
closure = "balance-in-world-output"



[title]
en = "Three"

[question]
en = "What if?"

[data]
format = "flows"
files = { flows = "w.csv" }

[elasticity]
substitution = "5"
standard_error = "1"

[groups]
pair = ["A", "B"]

[[changes]]
from = "pair"
to = "pair"
friction = "-10"

[draws]
count = 8
seed = 3
)";

inline FileBytes three_files() {
    return {{"w.csv",
             "exporter,importer,value\nC,A,10\nC,B,5\nC,C,90\nA,A,80\nA,B,12\nA,C,8\nB,A,"
             "9\nB,B,60\nB,C,6\n"}};
}

}  // namespace comity::trade
