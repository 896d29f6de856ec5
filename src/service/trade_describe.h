// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "acts/state.h"
#include "base/schema.h"
#include "engines/trade/describe.h"
#include "service/trade_numbers.h"

namespace comity {

template <>
struct EnumText<trade::Absence> {
    static constexpr std::string_view type = "word";
    static constexpr std::array values = {
        std::pair{trade::Absence::unknown, std::string_view("unknown")},
        std::pair{trade::Absence::zero, std::string_view("zero")}};
};

/// What a group's trade is and was, by a file of flows.
struct TradeQuestion {
    static constexpr std::string_view type = "trade accounts";
    std::string group;
    std::optional<Period> year;
    std::optional<std::string> mirror;
    std::optional<std::vector<std::string>> columns;
    std::optional<trade::Absence> absent;

    static constexpr std::tuple fields = {
        Field{"group", &TradeQuestion::group,
              "CHN,KAZ,KGZ; in the folder of a record also member@period-end"},
        Field{"year", &TradeQuestion::year, "of the tables by party and by pair; else the last"},
        Field{"mirror", &TradeQuestion::mirror,
              "the same flows as importers report them, if FLOWS are those of exporters"},
        Field{"columns", &TradeQuestion::columns,
              "who sells, who buys, when, how much; else exporter,importer,year,trade"},
        Field{"absent", &TradeQuestion::absent,
              "what it means that a flow has no row; else unknown"}};
};

namespace answers {

struct TradeParty {
    static constexpr std::string_view type = "trade of a party";
    std::string party;
    double exports = 0;
    double imports = 0;
    double balance = 0;
    double share_of_exports = 0;
    double share_of_imports = 0;
    std::optional<double> herfindahl;
    std::optional<double> herfindahl_normalised;
    std::optional<double> concentration_unctad;
    std::int64_t partners_possible = 0;
    std::int64_t unknown = 0;
    static constexpr std::tuple fields = {
        Field{"party", &TradeParty::party, "its code"},
        Field{"exports", &TradeParty::exports, "to anyone"},
        Field{"imports", &TradeParty::imports, "from anyone"},
        Field{"balance", &TradeParty::balance, "exports less imports"},
        Field{"share_of_exports", &TradeParty::share_of_exports, "in those of the members"},
        Field{"share_of_imports", &TradeParty::share_of_imports, "in those of the members"},
        Field{"herfindahl", &TradeParty::herfindahl,
              "concentration of exports over partners, H: the sum of squared shares"},
        Field{"herfindahl_normalised", &TradeParty::herfindahl_normalised, "(H - 1/n) / (1 - 1/n)"},
        Field{"concentration_unctad", &TradeParty::concentration_unctad,
              "(sqrt H - sqrt 1/n) / (1 - sqrt 1/n)"},
        Field{"partners_possible", &TradeParty::partners_possible, "n: all others in the file"},
        Field{"unknown", &TradeParty::unknown, "flows that are not in the sums"}};
};

struct TradePair {
    static constexpr std::string_view type = "trade of two parties";
    std::string party;
    std::string partner;
    std::optional<double> exports;
    std::optional<double> imports;
    std::optional<double> balance;
    std::optional<double> share_of_exports;
    std::optional<double> intensity;
    std::optional<double> intensity_net;
    std::optional<double> partner_report;
    std::optional<double> mirror_gap;
    std::optional<double> mirror_gap_relative;
    static constexpr std::tuple fields = {
        Field{"party", &TradePair::party, "a member"},
        Field{"partner", &TradePair::partner, "another"},
        Field{"exports", &TradePair::exports, "to the partner"},
        Field{"imports", &TradePair::imports, "from the partner"},
        Field{"balance", &TradePair::balance, "exports less imports"},
        Field{"share_of_exports", &TradePair::share_of_exports, "in all exports of the party"},
        Field{"intensity", &TradePair::intensity,
              "that share by the partner's share in the world's imports (Brown 1949)"},
        Field{"intensity_net", &TradePair::intensity_net,
              "the same, the world's imports without the party's (Kojima 1964)"},
        Field{"partner_report", &TradePair::partner_report,
              "what the partner says it bought of the party"},
        Field{"mirror_gap", &TradePair::mirror_gap, "the partner's report less the party's"},
        Field{"mirror_gap_relative", &TradePair::mirror_gap_relative,
              "the gap by the mean of both reports"}};
};

struct TradeYear {
    static constexpr std::string_view type = "trade within a group";
    Period period;
    std::int64_t members = 0;
    double within = 0;
    double exports = 0;
    double imports = 0;
    double of_exports = 0;
    double of_imports = 0;
    double of_trade = 0;
    double intensity = 0;
    std::optional<double> introversion;
    std::int64_t unknown = 0;
    static constexpr std::tuple fields = {
        Field{"period", &TradeYear::period, "with the members of that time"},
        Field{"members", &TradeYear::members, "how many"},
        Field{"within", &TradeYear::within, "what members sold each other"},
        Field{"exports", &TradeYear::exports, "what members sold anyone"},
        Field{"imports", &TradeYear::imports, "what members bought of anyone"},
        Field{"of_exports", &TradeYear::of_exports, "within / exports"},
        Field{"of_imports", &TradeYear::of_imports, "within / imports"},
        Field{"of_trade", &TradeYear::of_trade, "2 within / (exports + imports)"},
        Field{"intensity", &TradeYear::intensity, "of_trade by the group's share in the world"},
        Field{"introversion", &TradeYear::introversion,
              "from -1 to 1: above 0 if members favour each other (Iapadre 2004)"},
        Field{"unknown", &TradeYear::unknown, "flows that are not in within"}};
};

struct TradeGrowth {
    static constexpr std::string_view type = "growth";
    std::string series;
    Period from;
    Period to;
    std::optional<double> compound;
    std::optional<double> least_squares;
    static constexpr std::tuple fields = {
        Field{"series", &TradeGrowth::series, "within, exports or imports"},
        Field{"from", &TradeGrowth::from, "the first period"},
        Field{"to", &TradeGrowth::to, "the last period"},
        Field{"compound", &TradeGrowth::compound, "a year, between the end points"},
        Field{"least_squares", &TradeGrowth::least_squares, "a year, by the trend of logarithms"}};
};

struct TradeDescription {
    static constexpr std::string_view type = "trade accounts";
    std::string file;
    std::optional<std::string> mirror;
    std::string group;
    Period year;
    std::int64_t parties_in_file = 0;
    std::string absent;
    std::vector<TradeParty> parties;
    std::vector<TradePair> pairs;
    std::vector<TradeYear> years;
    std::vector<TradeGrowth> growth;
    static constexpr std::tuple fields = {
        Field{"file", &TradeDescription::file, "the flows; the world is all parties in it"},
        Field{"mirror", &TradeDescription::mirror, "the importers' reports"},
        Field{"group", &TradeDescription::group, "as it was asked for"},
        Field{"year", &TradeDescription::year, "of parties and pairs"},
        Field{"parties_in_file", &TradeDescription::parties_in_file, "how many"},
        Field{"absent", &TradeDescription::absent, "what no row means: unknown or zero"},
        Field{"parties", &TradeDescription::parties, "the members of that year"},
        Field{"pairs", &TradeDescription::pairs, "of these members"},
        Field{"years", &TradeDescription::years, "the group in each period of the file"},
        Field{"growth", &TradeDescription::growth, "over all periods of the file"}};
};

}  // namespace answers

/// The accounts of a group's trade. A group that is looked up by status needs the `state` of a
/// record. Refusals: those of `read_panel_file`, `Flows`, `members_in` and of groups;
/// `describe.columns`, `describe.no-record`, `describe.no-members` (in that year).
Result<answers::TradeDescription> describe_trade(const std::string& file,
                                                 const TradeQuestion& question, const State* state);

/// Whether a group has to be looked up in a record.
Result<bool> needs_record(const std::string& group);

}  // namespace comity
