// SPDX-License-Identifier: Apache-2.0
#include "cli/consultation_commands.h"

#include "base/utf8.h"
#include "cli/terminal.h"
#include "service/consultation_answers.h"

namespace comity::cli {
namespace {

struct FindDecisions {
    static constexpr std::string_view type = "search of decisions";
    std::optional<std::string> words;
    static constexpr std::tuple fields = {
        Field{"words", &FindDecisions::words,
              "words that all occur in a decision, in any language; none: all decisions"},
    };
};

struct AskNeeds {
    static constexpr std::string_view type = "whose needs";
    std::string party;
    static constexpr std::tuple fields = {
        Field{"party", &AskNeeds::party, "the party's code"},
    };
};

/// The end or review of a decision; one that has neither is shown as such.
std::string held_until(const answers::ProposalLine& line) {
    if (line.until) return "until " + line.until->text();
    if (line.review) return "review " + line.review->text();
    return "no end, no review";
}

std::string adopted_on(const answers::ProposalLine& line) {
    if (line.adopted_on) return line.adopted_on->text();
    return line.adopted ? line.adopted->date().text() : "";
}

Result<Report> find_decisions(const Context& context, const Json& given) {
    const std::string words = TRY(decode<FindDecisions>(given)).words.value_or("");
    const auto node = TRY(Node::open(context.folder, Node::Access::read));
    const Json json = TRY(ask(context, *node, "/decisions", {{"q", words}}));
    const auto found = TRY(decode<answers::Decisions>(json));
    Table table({{"Decision"}, {"Kind"}, {"Adopted"}, {"Holds"}, {"Title", {}, true}});
    for (const answers::ProposalLine& line : found.decisions)
        table.add({{line.proposal},
                   {line.kind},
                   {adopted_on(line)},
                   {held_until(line)},
                   {printable(line.title.in("en"))}});
    return Report{
        json, table.text(terminal_columns()) + std::to_string(found.rows_total) + " decisions.\n"};
}

std::string until(const answers::Need& need) {
    if (need.deadline) return need.deadline->text();
    return need.due ? need.due->text() : "";
}

Result<Report> show_needs(const Context& context, const Json& given) {
    const std::string party = TRY(decode<AskNeeds>(given)).party;
    const auto node = TRY(Node::open(context.folder, Node::Access::read));
    const Json json = TRY(ask(context, *node, "/needs", {{"party", party}}));
    const auto asked = TRY(decode<answers::Needs>(json));
    if (asked.needs.empty()) return Report{json, "Nothing needs " + party + ".\n"};
    Table table({{"What"}, {"Name"}, {"Until"}, {""}, {"Title", {}, true}});
    for (const answers::Need& need : asked.needs)
        table.add({{need.what},
                   {need.name},
                   {until(need)},
                   {need.overdue ? "overdue" : "", Colour::red},
                   {need.title ? printable(need.title->in("en")) : ""}});
    return Report{json, table.text(terminal_columns())};
}

constexpr std::array commands = {
    FieldCommand{.name = "decisions",
                 .group = "Questions",
                 .what = "list the adopted decisions, or those with some words",
                 .fields = field_infos<FindDecisions>,
                 .place = "words",
                 .run = &find_decisions},
    FieldCommand{.name = "needs",
                 .group = "Questions",
                 .what = "show what needs a party: deadlines, receipts, concerns, actions",
                 .fields = field_infos<AskNeeds>,
                 .place = "party",
                 .run = &show_needs},
};

}  // namespace

std::span<const FieldCommand> consultation_commands() { return commands; }

}  // namespace comity::cli
