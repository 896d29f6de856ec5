// SPDX-License-Identifier: Apache-2.0
#include "base/utf8.h"
#include "cli/trade_commands.h"
#include "cli/trade_text.h"

#include <algorithm>
#include <cmath>

namespace comity::cli {

namespace {

using enum Table::Align;

std::string optional_text(const std::optional<double>& value, int digits) {
    return value ? fixed_text(*value, digits) : "–";
}

std::string percent(double share) { return fixed_text(100 * share, 1) + " %"; }
std::string optional_percent(const std::optional<double>& share) {
    return share ? percent(*share) : "–";
}

/// Digits after the point that flows need: none if they are large.
int places_of(const answers::TradeDescription& description) {
    double largest = 0;
    for (const answers::TradeYear& row : description.years)
        largest = std::max(largest, row.exports);
    return largest >= 10'000 ? 0 : largest >= 100 ? 1 : 3;
}

std::string parties_text(const answers::TradeDescription& description, std::size_t width) {
    const int places = places_of(description);
    Table table({{"party"},
                 {"exports", right},
                 {"imports", right},
                 {"balance", right},
                 {"of exports", right},
                 {"of imports", right},
                 {"H", right},
                 {"H norm.", right},
                 {"UNCTAD", right}});
    for (const answers::TradeParty& row : description.parties)
        table.add({{row.party},
                   {fixed_text(row.exports, places)},
                   {fixed_text(row.imports, places)},
                   {fixed_text(row.balance, places)},
                   {percent(row.share_of_exports)},
                   {percent(row.share_of_imports)},
                   {optional_text(row.herfindahl, 3)},
                   {optional_text(row.herfindahl_normalised, 3)},
                   {optional_text(row.concentration_unctad, 3)}});
    return table.text(width);
}

std::string pairs_text(const answers::TradeDescription& description, std::size_t width) {
    const int places = places_of(description);
    std::vector<Table::Column> columns = {
        {"party"},          {"partner"},           {"sells", right},     {"buys", right},
        {"balance", right}, {"of exports", right}, {"intensity", right}, {"net", right}};
    if (description.mirror) columns.push_back({"mirror gap", right});
    if (description.mirror) columns.push_back({"of mean", right});
    Table table(columns);
    for (const answers::TradePair& row : description.pairs) {
        std::vector<Table::Cell> cells = {{row.party},
                                          {row.partner},
                                          {optional_text(row.exports, places)},
                                          {optional_text(row.imports, places)},
                                          {optional_text(row.balance, places)},
                                          {optional_percent(row.share_of_exports)},
                                          {optional_text(row.intensity, 2)},
                                          {optional_text(row.intensity_net, 2)}};
        if (description.mirror) cells.push_back({optional_text(row.mirror_gap, places)});
        if (description.mirror) cells.push_back({optional_percent(row.mirror_gap_relative)});
        table.add(std::move(cells));
    }
    return table.text(width);
}

std::string years_text(const answers::TradeDescription& description, std::size_t width) {
    const int places = places_of(description);
    Table table({{"period"},
                 {"members", right},
                 {"within", right},
                 {"of exports", right},
                 {"of imports", right},
                 {"of trade", right},
                 {"intensity", right},
                 {"introversion", right}});
    for (const answers::TradeYear& row : description.years)
        table.add({{row.period.text()},
                   {count_figure(row.members)},
                   {fixed_text(row.within, places)},
                   {percent(row.of_exports)},
                   {percent(row.of_imports)},
                   {percent(row.of_trade)},
                   {fixed_text(row.intensity, 2)},
                   {optional_text(row.introversion, 3)}});
    return table.text(width);
}

std::string growth_text(const answers::TradeDescription& description, std::size_t width) {
    Table table(
        {{"growth a year"}, {"from"}, {"to"}, {"compound", right}, {"least squares", right}});
    for (const answers::TradeGrowth& row : description.growth)
        table.add({{row.series},
                   {row.from.text()},
                   {row.to.text()},
                   {optional_percent(row.compound)},
                   {optional_percent(row.least_squares)}});
    const auto members = [](const answers::TradeYear& row) { return row.members; };
    const bool changed = std::ranges::adjacent_find(description.years, std::ranges::not_equal_to{},
                                                    members) != description.years.end();
    return table.text(width) +
           (changed ? "The group changed meanwhile: this is growth by joining too.\n" : "");
}

std::string unknown_text(const answers::TradeDescription& description) {
    std::int64_t unknown = 0;
    for (const answers::TradeParty& row : description.parties) unknown += row.unknown;
    if (unknown == 0) return "";
    return count_figure(unknown) +
           " flows of these parties are unknown and not in the sums; if no row means no trade, say "
           "--absent zero.\n\n";
}

}  // namespace

std::string description_text(const answers::TradeDescription& description, std::size_t width) {
    const std::string year = description.year.text();
    std::string text = printable("Trade of " + description.group + ", " + description.file) +
                       "\nIn the unit of the file; the world is its " +
                       count_figure(description.parties_in_file) + " parties.\n\n";
    text += unknown_text(description);
    text += year + ", each party with anyone; concentration of exports over partners, n = " +
            count_figure(description.parties_in_file - 1) + "\n" +
            parties_text(description, width) + "\n";
    if (!description.pairs.empty())
        text += year + ", members with each other\n" + pairs_text(description, width) + "\n";
    text += "Trade within the group, with the members of each period\n" +
            years_text(description, width);
    if (!description.growth.empty()) text += "\n" + growth_text(description, width);
    return text;
}

}  // namespace comity::cli
