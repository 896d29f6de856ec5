// SPDX-License-Identifier: Apache-2.0
#include "cli/scoreboard_text.h"

#include "base/utf8.h"
#include "cli/reasons.h"
#include "cli/terminal.h"

namespace comity::cli {
namespace {

std::string grouped(std::string digits) {
    const std::size_t point = std::min(digits.find('.'), digits.size());
    const std::size_t first = digits.starts_with('-') ? 1 : 0;
    for (std::size_t i = point; i > first + 3;) digits.insert(i -= 3, ",");
    return digits;
}

struct Scale {
    int power;
    std::string_view name;
};

/// From a million on, figures are read in millions, billions or trillions with one decimal.
Scale scale_of(const Decimal& value) {
    for (const Scale scale : {Scale{9, " bn"}, Scale{6, " m"}})
        if (value.abs() >= Decimal(1).scaled(scale.power)) return scale;
    return {0, ""};
}

/// The figure without its scale's name.
std::string digits_text(const Decimal& value, Scale scale) {
    const Decimal scaled = value.scaled(-scale.power);
    if (scale.power > 0) return grouped(scaled.fixed(1));
    return grouped(scaled.fixed(scaled == scaled.rounded(0) ? 0 : 2));
}

Colour colour_of(const std::string& verdict) {
    if (verdict == "met" || verdict == "on-track") return Colour::green;
    if (verdict == "behind") return Colour::yellow;
    if (verdict == "missed") return Colour::red;
    return Colour::grey;
}

std::string window_text(const answers::Account& account) {
    if (!account.window) return "";
    return account.window->from + ".." + account.window->to;
}

std::string figure_text(const std::optional<Decimal>& value, const answers::Account& account) {
    return value && account.unit ? cli::figure_text(*value, *account.unit) : "";
}

/// "1,719.0 of 2,300.0 bn USD": both on the target's scale.
std::string value_of_target(const answers::Account& account) {
    const std::string target = figure_text(account.target, account);
    if (!account.value) return target.empty() ? "" : "– of " + target;
    if (!account.target || *account.unit == percent_per_year)
        return figure_text(account.value, account) + (target.empty() ? "" : " of " + target);
    return digits_text(*account.value, scale_of(*account.target)) + " of " + target;
}

std::string share_text(const answers::Account& account) {
    return account.share ? account.share->scaled(2).fixed(1) + " %" : "";
}

std::string needed_text(const answers::Account& account) {
    if (!account.needed_per_period || account.verdict == "met") return "";
    return figure_text(account.needed_per_period, account);
}

std::string heading(const answers::Pledge& pledge) {
    std::string text = printable(pledge.title.in("en")) + "  (" + pledge.pledge;
    for (const std::string& party : pledge.by) text += ", " + party;
    text += ", " + pledge.date.text() + ")";
    if (pledge.state != "current") text += "  [" + pledge.state + "]";
    if (pledge.disagree) text += "  " + coloured("readings disagree", Colour::blue);
    return text;
}

void add_reading(Table& table, const answers::Account& account) {
    table.add_line("  " + printable(account.label.in("en")) + "  (" + account.reading + ")" +
                   (account.state == "withdrawn" ? " [withdrawn]" : ""));
    table.add({{"    " + window_text(account)},
               {value_of_target(account)},
               {share_text(account)},
               {needed_text(account)},
               {account.verdict, colour_of(account.verdict)},
               {account.reason ? reason_text(*account.reason) : account.basis, Colour::grey}});
}

void add_pledge(Table& table, const answers::Pledge& pledge) {
    table.add_line("");
    table.add_line(heading(pledge));
    for (const answers::Account& account : pledge.readings) add_reading(table, account);
}

std::string summary(const answers::Scoreboard& scoreboard) {
    std::map<std::string, std::int64_t> totals;
    for (const answers::Pledge& pledge : scoreboard.pledges)
        for (const auto& [verdict, readings] : pledge.verdicts) totals[verdict] += readings;
    std::string text;
    for (const auto& [verdict, readings] : totals)
        text += (text.empty() ? "" : ", ") + std::to_string(readings) + " " + verdict;
    return text;
}

void append_line(std::string& out, std::string_view name, const std::string& value) {
    if (value.empty()) return;
    out.append(name)
        .append(std::string(24 - name.size(), ' '))
        .append(printable(value))
        .append("\n");
}

std::string list_text(const std::vector<std::string>& items) {
    std::string text;
    for (const std::string& item : items) text.append(text.empty() ? "" : " ").append(item);
    return text;
}

/// Digits after the point that every value of the rows needs, within limits.
int places_of(const std::vector<answers::EvidenceRow>& rows) {
    constexpr int places_max = 6;
    constexpr int places_of_thousands = 2;
    int places = 0;
    bool thousands = false;
    for (const answers::EvidenceRow& row : rows) {
        thousands = thousands || row.value.abs() >= Decimal(1000);
        while (places < places_max && row.value.rounded(places) != row.value) ++places;
    }
    return thousands ? std::min(places, places_of_thousands) : places;
}

/// "1 row", "14 rows", and whether their values are shown rounded.
std::string rows_text(const answers::Explanation& explanation, int places) {
    const bool rounded = std::ranges::any_of(
        explanation.rows, [&](const auto& row) { return row.value.rounded(places) != row.value; });
    return std::to_string(explanation.rows_total) +
           (explanation.rows_total == 1 ? " row" : " rows") +
           (rounded ? "; values are shown rounded, --json has them exactly" : "") + "\n";
}

std::string account_lines(const answers::Account& account, const answers::Explanation& explained) {
    std::string out;
    append_line(out, "reading", account.label.in("en"));
    append_line(out, "formula", explained.formula.substr(0, explained.formula.find(';')));
    append_line(out, "verdict", account.verdict + " (" + account.basis + ")");
    if (account.reason) append_line(out, "reason", reason_text(*account.reason));
    if (account.measure.reason) append_line(out, "why", account.measure.reason->in("en"));
    append_line(out, "value", figure_text(account.value, account));
    if (account.value &&
        !figure_text(account.value, account).starts_with(account.value->text() + " "))
        append_line(out, "exact value", account.value->text());
    append_line(out, "target", figure_text(account.target, account));
    append_line(out, "share of target", share_text(account));
    append_line(out, "needed/period", needed_text(account));
    append_line(out, "at the present level", figure_text(account.projection, account));
    if (account.elapsed)
        append_line(out, "periods with evidence",
                    std::to_string(account.elapsed->periods) + " of " +
                        std::to_string(account.elapsed->of));
    if (account.measure.partners)
        append_line(out, "partners", list_text(account.measure.partners->codes));
    append_line(out, "flags", list_text(account.flags));
    for (const answers::VintageUse& use : account.vintages)
        append_line(
            out, "file",
            use.dataset + ", SHA-256 " + use.sha256 + ", entry " + std::to_string(use.entry));
    return out;
}

}  // namespace

std::string figure_text(const Decimal& value, const std::string& unit) {
    if (unit == percent_per_year) return value.fixed(2) + " % a year";
    const Scale scale = scale_of(value);
    return digits_text(value, scale) + std::string(scale.name) + " " + unit;
}

std::string scoreboard_text(const answers::Scoreboard& scoreboard, std::size_t width) {
    using enum Table::Align;
    Table table({{"    window"},
                 {"value of target"},
                 {"share", right},
                 {"needed/period", right},
                 {"verdict"},
                 {"basis or reason"}});
    for (const answers::Pledge& pledge : scoreboard.pledges) add_pledge(table, pledge);
    return table.text(width) + "\nAs of " + scoreboard.as_of.text() + ": " + summary(scoreboard) +
           ".\n";
}

std::string explanation_text(const answers::Account& account,
                             const answers::Explanation& explanation, const Publisher& publisher,
                             std::size_t width) {
    using enum Table::Align;
    const int places = places_of(explanation.rows);
    Table table({{"period"},
                 {"indicator or delivery", left, true},
                 {"reporter"},
                 {"partner"},
                 {"value", right},
                 {"unit"},
                 {"file"},
                 {"line", right}});
    for (const answers::EvidenceRow& row : explanation.rows)
        table.add({{row.period},
                   {row.indicator.value_or(row.delivery.value_or(""))},
                   {row.reporter.value_or("")},
                   {row.partner.value_or("")},
                   {grouped(row.value.fixed(places))},
                   {row.unit},
                   {row.file.value_or("")},
                   {row.line ? std::to_string(*row.line) : ""}});
    std::string out = account_lines(account, explanation);
    append_line(out, "dataset", publisher.title);
    append_line(out, "source of its codes", publisher.citation);
    if (explanation.rows.empty()) return out;
    return out + "\n" + table.text(width) + rows_text(explanation, places);
}

}  // namespace comity::cli
