// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/commands.h"
#include "service/trade_describe.h"
#include "service/trade_estimate.h"

namespace comity::cli {

/// `comity trade estimate`: what was typed for each field of a `GravityQuestion`.
Result<Report> estimate_trade(const Context& context, const std::string& file, bool csv,
                              const std::map<std::string, std::string>& fields);

/// An estimate as people read it, for a terminal of so many columns.
std::string estimate_text(const answers::GravityEstimate& estimate, std::size_t width);

/// `comity trade describe`: what was typed for each field of a `TradeQuestion`.
Result<Report> describe_trade_of(const Context& context, const std::string& file, bool csv,
                                 const std::map<std::string, std::string>& fields);

std::string description_text(const answers::TradeDescription& description, std::size_t width);

inline constexpr const char* describe_example =
    "Example:\n"
    "  comity trade describe flows.csv.gz --group CHN,KAZ,KGZ,TJK,UZB --year 2019";

inline constexpr const char* estimate_example =
    "Example:\n"
    "  comity trade estimate panel.csv.gz --regressors ld,cntg,rta --define 'ld = log(dist)' \\\n"
    "    --effects exporter^year,importer^year --where 'exporter != importer' \\\n"
    "    --cluster exporter~importer";

}  // namespace comity::cli
