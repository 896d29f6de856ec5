// SPDX-License-Identifier: Apache-2.0
#include "cli/trade_simulate_text.h"

#include "base/utf8.h"
#include "cli/terminal.h"

#include <algorithm>
#include <array>

namespace comity::cli {
namespace {

using trade::Assessment;
using trade::EffectRow;
using trade::Together;

struct Meaning {
    std::string_view code;
    std::string_view text;
};

constexpr std::array limits_meant = {
    Meaning{"static", "Compares two states of the world; what happens on the way is not told."},
    Meaning{"year-of-data", "The world is as it was in the year of the data."},
    Meaning{"closure", "What becomes of trade balances is an assumption, named above."},
    Meaning{"one-elasticity",
            "All goods of a party are one, and all buyers answer alike to prices."},
    Meaning{"input-output", "Input shares, spending shares and elasticities stay as they were."},
    Meaning{"purged-balances", "Counted from a world whose trade balances are zero."},
    Meaning{"phases-are-static", "Each year of the phase-in is compared with the baseline alone."},
    Meaning{"goods-only", "Trade in services is not in the data."},
    Meaning{"own-sales-of-gdp", "Own sales are not measured: GDP less exports of goods."},
    Meaning{"own-sales-floored",
            "Where exports leave less than a tenth of GDP, a tenth is taken."}};

std::string in_english(const trade::Texts& texts) {
    const auto found = texts.find("en");
    return printable(found != texts.end() ? found->second
                     : texts.empty()      ? ""
                                          : texts.begin()->second);
}

std::string signed_text(const Decimal& value, int places) {
    const std::string text = value.fixed(places);
    if (value.rounded(places).is_zero()) return text.substr(text.starts_with('-') ? 1 : 0);
    return value > Decimal(0) ? "+" + text : text;
}

constexpr int income_places = 3;

/// The next power of ten that is not below a small number.
std::string below_text(const Decimal& value) {
    int power = 0;
    while (power < 16 && value <= Decimal(1).scaled(-power - 1)) ++power;
    return "1e-" + std::to_string(power);
}

Colour colour_of(const Decimal& value) {
    if (value.is_zero()) return Colour::none;
    return value > Decimal(0) ? Colour::green : Colour::red;
}

std::string name_of(const Assessment& assessment, const std::string& code) {
    const auto party = std::ranges::find(assessment.parties, code, &trade::AssessedParty::code);
    if (party == assessment.parties.end() || !party->name) return code;
    return code + " " + in_english(*party->name);
}

std::vector<EffectRow> ranked(std::vector<EffectRow> effects) {
    std::ranges::stable_sort(effects, [](const EffectRow& a, const EffectRow& b) {
        return a.real_income > b.real_income;
    });
    return effects;
}

using Align = Table::Align;

std::vector<Table::Column> columns_of(const Assessment& assessment) {
    std::vector<Table::Column> columns = {
        {"party", Align::left, true}, {"", Align::left}, {"real income %", Align::right}};
    if (assessment.draws) columns.push_back({"5 to 95 %", Align::right});
    for (const char* head : {"exports %", "imports %", "prices %"})
        columns.push_back({head, Align::right});
    if (assessment.model == trade::ScenarioModel::many_sectors)
        for (const char* head : {"wages %", "terms", "volume"})
            columns.push_back({head, Align::right});
    return columns;
}

std::string interval_text(const EffectRow& row) {
    if (!row.real_income_p05 || !row.real_income_p95) return "";
    return signed_text(*row.real_income_p05, income_places) + " .. " +
           signed_text(*row.real_income_p95, income_places);
}

std::vector<Table::Cell> cells_of(const Assessment& assessment, const EffectRow& row) {
    std::vector<Table::Cell> cells = {
        {name_of(assessment, row.party)},
        {row.member ? "member" : ""},
        {signed_text(row.real_income, income_places), colour_of(row.real_income)}};
    if (assessment.draws) cells.push_back({interval_text(row)});
    for (const Decimal& value : {row.exports, row.imports, row.price_index})
        cells.push_back({signed_text(value, 2)});
    if (assessment.model == trade::ScenarioModel::many_sectors) {
        cells.push_back({signed_text(row.price, 2)});
        cells.push_back({signed_text(row.terms_of_trade.value_or(Decimal()), income_places)});
        cells.push_back({signed_text(row.volume_of_trade.value_or(Decimal()), income_places)});
    }
    return cells;
}

std::string together_text(const Assessment& assessment, const char* who, const Together& sum) {
    if (sum.parties == 0) return "";
    std::string text = std::string(who) + ": " + signed_text(sum.real_income, 3) + " % together; " +
                       std::to_string(sum.gain) + " of " + std::to_string(sum.parties) + " gain, ";
    text += sum.lose == 0 ? "none loses"
                          : std::to_string(sum.lose) + (sum.lose == 1 ? " loses" : " lose");
    if (sum.worst_off)
        text +=
            (sum.lose == 0 ? "; least: " : "; worst off: ") + name_of(assessment, *sum.worst_off);
    if (sum.gini) text += "; Gini of the gains " + sum.gini->fixed(3);
    return text + "\n";
}

std::string heading(const Assessment& assessment) {
    std::string text = in_english(assessment.title) + "\n" + in_english(assessment.question) + "\n";
    if (assessment.assumptions) text += in_english(*assessment.assumptions) + "\n";
    text += "\nModel: " + std::string(word(assessment.model)) + ", closure " +
            std::string(word(assessment.closure)) + ". Data: " + std::to_string(assessment.year) +
            ", " + printable(assessment.unit) + ".\n";
    for (const trade::NamedGroup& group : assessment.groups) {
        text += printable(group.name) + ":";
        for (const std::string& code : group.parties) text += " " + printable(code);
        text += "\n";
    }
    return text + "\n";
}

std::string certificate_text(const Assessment& assessment) {
    const trade::Certificate& found = assessment.phases.back().certificate;
    std::string text = "Certified: no market is out by more than " + below_text(found.residual) +
                       " of its size (limit " + below_text(found.limit) + ").\n";
    if (assessment.draws)
        text += "Intervals: " + std::to_string(assessment.draws->count) + " draws, " +
                std::string(word(assessment.draws->distribution)) + ", seed " +
                std::to_string(assessment.draws->seed) + "; " +
                std::to_string(assessment.draws->unsolved) + " not solved.\n";
    for (const trade::CorrectionRow& made : assessment.corrections)
        text += "Mended: " + printable(made.code) + ", " + std::to_string(made.count) +
                " places, by at most " + made.size.text() +
                (made.where.empty() ? "" : " at " + printable(made.where)) + ".\n";
    return text;
}

std::string limits_text(const Assessment& assessment) {
    std::string text = "Limits:\n";
    for (const std::string& code : assessment.limits) {
        const auto meant = std::ranges::find(limits_meant, code, &Meaning::code);
        text += "  " + (meant == limits_meant.end() ? printable(code) : std::string(meant->text)) +
                "\n";
    }
    return text;
}

std::string inputs_text(const Assessment& assessment) {
    std::string text = "Source: " + printable(assessment.source) +
                       ".\nLicence: " + printable(assessment.licence) + ".\n";
    for (const trade::InputDigest& input : assessment.inputs)
        text += "  " + to_hex(input.sha256) + "  " + printable(input.name) + "\n";
    return text + "Engine: " + assessment.engine + ".\n";
}

std::string years_text(const Assessment& assessment) {
    if (assessment.phases.size() < 2) return "";
    std::string text = "By year, members together:";
    for (const trade::Phase& phase : assessment.phases)
        text += "  " + std::to_string(phase.year.value_or(0)) + " " +
                signed_text(phase.summary.members.real_income, 3) + " %";
    return text + "\n";
}

}  // namespace

std::string assessment_text(const Assessment& assessment, std::size_t width) {
    const trade::Phase& whole = assessment.phases.back();
    Table table(columns_of(assessment));
    for (const EffectRow& row : ranked(whole.effects)) table.add(cells_of(assessment, row));
    const trade::Summary& summary = whole.summary;
    return heading(assessment) + table.text(width) + "\n" +
           together_text(assessment, "Members", summary.members) +
           together_text(assessment, "Others", summary.outsiders) +
           together_text(assessment, "World", summary.world) + years_text(assessment) + "\n" +
           certificate_text(assessment) + limits_text(assessment) + inputs_text(assessment);
}

}  // namespace comity::cli
