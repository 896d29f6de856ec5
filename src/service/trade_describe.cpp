// SPDX-License-Identifier: Apache-2.0
#include "service/trade_describe.h"

#include "engines/trade/growth.h"
#include "engines/trade/panel_reader.h"

#include <algorithm>

namespace comity {

namespace {

using namespace trade;

Result<Group> parse_group(const std::string& text) {
    auto group = decode<Group>(Group::from_text(text));
    if (!group) return refuse_at("--group", std::move(group));
    return group;
}

Result<FlowColumns> flow_columns(const TradeQuestion& question) {
    if (!question.columns) return FlowColumns{};
    const std::vector<std::string>& names = *question.columns;
    if (names.size() != 4)
        return refuse("describe.columns",
                      "four columns: who sells, who buys, when, how much, such as "
                      "exporter,importer,year,trade",
                      "--columns");
    return FlowColumns{.exporter = names[0],
                       .importer = names[1],
                       .period = names[2],
                       .product = {},
                       .value = names[3]};
}

Result<Flows> read_flows(const std::string& file, const FlowColumns& columns, Absence absence) {
    const Panel panel =
        TRY(read_panel_file(file, {.factors = {columns.exporter, columns.importer, columns.period},
                                   .variables = {columns.value}}));
    return Flows::from_panel(panel, columns, absence);
}

/// The value, or nothing where an indicator is not defined.
template <class T>
std::optional<T> defined(Result<T> result) {
    if (!result) return std::nullopt;
    return *std::move(result);
}

std::optional<double> known(const Sum& sum) {
    return sum.unknown == 0 ? std::optional(sum.value) : std::nullopt;
}

/// All accounts of a group, table by table.
class Description {
public:
    Description(const Flows& flows, const Flows* mirror, Group group, const State* state)
        : flows_(flows), mirror_(mirror), group_(std::move(group)), state_(state) {}

    Result<> describe(Period year, answers::TradeDescription& answer) {
        year_ = year;
        const PartySet members = TRY(members_in(flows_, members_at(year), year));
        for (std::size_t i = 0; i < members.size(); ++i)
            if (members[i]) members_.push_back(i);
        if (members_.empty())
            return refuse("describe.no-members", "the group has no members in " + year.text(),
                          "--group");
        at_ = TRY(flows_.period(year));
        add_parties(members, answer);
        TRY(add_pairs(answer));
        TRY(add_years(answer));
        add_growth(answer);
        return {};
    }

private:
    std::vector<GroupMember> members_at(Period period) const {
        std::vector<GroupMember> members;
        if (group_.parties)
            for (const PartyCode& code : *group_.parties)
                members.push_back({code.value, period, period});
        else
            for (const std::string& code : resolve(group_, *state_, period))
                members.push_back({code, period, period});
        return members;
    }

    const std::string& name(std::size_t party) const { return flows_.parties()[party]; }

    void add_parties(const PartySet& members, answers::TradeDescription& answer) const {
        const PartySet everyone = flows_.everyone();
        const double exports = flows_.sum(at_, members, everyone).value;
        const double imports = flows_.sum(at_, everyone, members).value;
        for (const std::size_t party : members_) {
            const Sum sold = flows_.sum(at_, flows_.only(party), everyone);
            const Sum bought = flows_.sum(at_, everyone, flows_.only(party));
            answers::TradeParty row;
            row.party = name(party);
            row.exports = sold.value;
            row.imports = bought.value;
            row.balance = sold.value - bought.value;
            row.share_of_exports = exports > 0 ? sold.value / exports : 0;
            row.share_of_imports = imports > 0 ? bought.value / imports : 0;
            row.partners_possible = std::ssize(flows_.parties()) - 1;
            row.unknown = static_cast<std::int64_t>(sold.unknown + bought.unknown);
            add_concentration(row);
            answer.parties.push_back(std::move(row));
        }
    }

    void add_concentration(answers::TradeParty& row) const {
        const auto found =
            trade_concentration(flows_, {.party = row.party,
                                         .period = year_,
                                         .n = static_cast<std::size_t>(row.partners_possible)});
        if (!found) return;
        row.herfindahl = found->index.herfindahl;
        row.herfindahl_normalised = found->index.normalised;
        row.concentration_unctad = found->index.unctad;
    }

    Result<> add_pairs(answers::TradeDescription& answer) const {
        for (const std::size_t party : members_)
            for (const std::size_t partner : members_)
                if (party != partner) answer.pairs.push_back(TRY(pair_row(party, partner)));
        return {};
    }

    Result<answers::TradePair> pair_row(std::size_t party, std::size_t partner) const {
        const Pair pair{name(party), name(partner), year_};
        answers::TradePair row;
        row.party = pair.party;
        row.partner = pair.partner;
        row.exports = known(flows_.flow(at_, party, partner));
        row.imports = known(flows_.flow(at_, partner, party));
        row.balance = defined(bilateral_balance(flows_, pair));
        if (const auto found = trade_intensity(flows_, pair)) {
            row.share_of_exports = found->export_share;
            row.intensity = found->intensity;
            row.intensity_net = found->intensity_net;
        }
        if (!mirror_) return row;
        const auto gap = mirror_gap(flows_, *mirror_, pair, GapBase::mean);
        if (!gap && gap.error().code != "trade.unknown-flow") return std::unexpected(gap.error());
        if (!gap) return row;
        row.partner_report = gap->importer_report;
        row.mirror_gap = gap->gap;
        row.mirror_gap_relative = gap->relative;
        return row;
    }

    /// Periods in which the group has members; in others there is nothing to tell.
    Result<> add_years(answers::TradeDescription& answer) {
        for (const Period period : flows_.periods()) {
            const auto found = intra_group(flows_, members_at(period), period);
            if (!found &&
                (found.error().code == "group.empty" || found.error().code == "trade.no-trade"))
                continue;
            if (!found) return std::unexpected(found.error());
            answers::TradeYear row;
            row.period = period;
            row.members = static_cast<std::int64_t>(found->members);
            row.within = found->within.value;
            row.exports = found->exports.value;
            row.imports = found->imports.value;
            row.of_exports = found->of_exports;
            row.of_imports = found->of_imports;
            row.of_trade = found->of_trade;
            row.intensity = found->intensity;
            row.introversion = found->introversion;
            row.unknown = static_cast<std::int64_t>(found->within.unknown);
            answer.years.push_back(std::move(row));
        }
        return {};
    }

    static void add_growth(answers::TradeDescription& answer) {
        if (answer.years.size() < 2) return;
        using Row = answers::TradeYear;
        for (const auto& [series, member] : {std::pair{"within", &Row::within},
                                             {"exports", &Row::exports},
                                             {"imports", &Row::imports}}) {
            std::vector<PeriodValue> values;
            for (const Row& row : answer.years) values.push_back({row.period, row.*member});
            answer.growth.push_back({series, answer.years.front().period,
                                     answer.years.back().period, defined(compound_growth(values)),
                                     defined(least_squares_growth(values))});
        }
    }

    const Flows& flows_;
    const Flows* mirror_;
    Group group_;
    const State* state_;
    Period year_;
    std::size_t at_ = 0;
    std::vector<std::size_t> members_;
};

}  // namespace

Result<bool> needs_record(const std::string& group) {
    return !TRY(parse_group(group)).parties.has_value();
}

Result<answers::TradeDescription> describe_trade(const std::string& file,
                                                 const TradeQuestion& question,
                                                 const State* state) {
    const Group group = TRY(parse_group(question.group));
    if (!group.parties && !state)
        return refuse("describe.no-record",
                      "this group is looked up in a record: name the parties, or the folder of the "
                      "record by --dir",
                      "--group");
    const FlowColumns columns = TRY(flow_columns(question));
    const Absence absence = question.absent.value_or(Absence::unknown);
    const Flows flows = TRY(read_flows(file, columns, absence));
    std::optional<Flows> mirror;
    if (question.mirror) mirror = TRY(read_flows(*question.mirror, columns, absence));
    if (flows.periods().empty())
        return refuse("describe.no-flows", "a file with at least one row", file);
    answers::TradeDescription answer;
    answer.file = file;
    answer.mirror = question.mirror;
    answer.group = question.group;
    answer.year = question.year.value_or(flows.periods().back());
    answer.parties_in_file = std::ssize(flows.parties());
    answer.absent = std::string(word(absence));
    TRY(Description(flows, mirror ? &*mirror : nullptr, group, state)
            .describe(answer.year, answer));
    return answer;
}

}  // namespace comity
