// SPDX-License-Identifier: Apache-2.0
#include "engines/trade/description/describe.h"

#include <algorithm>
#include <cmath>

namespace comity::trade {
namespace {

struct Place {
    std::size_t period;
    std::size_t party;
    std::size_t partner;
};

Result<Place> find(const Flows& flows, const Pair& pair) {
    if (pair.party == pair.partner)
        return refuse("trade.same-party", "should be two parties, not twice '" + pair.party + "'",
                      "/partner");
    return Place{TRY(flows.period(pair.period)), TRY(flows.party(pair.party)),
                 TRY(flows.party(pair.partner))};
}

Result<double> known_flow(const Flows& flows, const std::string& exporter,
                          const std::string& importer, Period period) {
    const Place at = TRY(find(flows, {exporter, importer, period}));
    const Sum flow = flows.flow(at.period, at.party, at.partner);
    if (flow.unknown == 0) return flow.value;
    return refuse("trade.unknown-flow",
                  "should know what " + exporter + " sold " + importer + " in " + period.text());
}

Result<double> share(double part, double whole, const char* of) {
    if (whole > 0 && std::isfinite(part / whole)) return part / whole;
    return refuse("trade.no-trade", std::string("should have ") + of + " to divide by");
}

std::optional<double> introversion(const Flows& flows, std::size_t period, const PartySet& members,
                                   double share_within) {
    PartySet outsiders = members;
    outsiders.flip();
    const PartySet world = flows.everyone();
    const double across =
        flows.sum(period, members, outsiders).value + flows.sum(period, outsiders, members).value;
    const double of_outsiders =
        flows.sum(period, outsiders, world).value + flows.sum(period, world, outsiders).value;
    const double share_across = across / of_outsiders;
    const double inward = share_within / share_across;
    const double outward = (1 - share_within) / (1 - share_across);
    const double index = (inward - outward) / (inward + outward);
    if (!std::isfinite(index)) return {};  // no outsiders, or all of their trade is with members
    return index;
}

double base_of(const MirrorGap& gap, GapBase base) {
    switch (base) {
        case GapBase::exporter_report:
            return gap.exporter_report;
        case GapBase::importer_report:
            return gap.importer_report;
        case GapBase::mean:
            return gap.exporter_report / 2 + gap.importer_report / 2;
        case GapBase::larger:
            return std::max(gap.exporter_report, gap.importer_report);
    }
    return 0;
}

}  // namespace

Result<double> bilateral_balance(const Flows& flows, const Pair& pair) {
    const double sold = TRY(known_flow(flows, pair.party, pair.partner, pair.period));
    const double bought = TRY(known_flow(flows, pair.partner, pair.party, pair.period));
    return sold - bought;
}

Result<MirrorGap> mirror_gap(const Flows& by_exporters, const Flows& by_importers, const Pair& pair,
                             GapBase base) {
    MirrorGap found;
    found.exporter_report = TRY(known_flow(by_exporters, pair.party, pair.partner, pair.period));
    found.importer_report = TRY(known_flow(by_importers, pair.party, pair.partner, pair.period));
    found.gap = found.importer_report - found.exporter_report;
    const double divisor = base_of(found, base);
    if (divisor > 0) found.relative = found.gap / divisor;
    return found;
}

Result<TradeConcentration> trade_concentration(const Flows& flows,
                                               const ConcentrationQuestion& question) {
    const std::size_t period = TRY(flows.period(question.period));
    const std::size_t party = TRY(flows.party(question.party));
    const std::vector<Sum> parts = question.over == Over::partners
                                       ? flows.by_partner(period, party, question.direction)
                                       : flows.by_product(period, party, question.direction);
    TradeConcentration found;
    std::vector<double> values;
    for (const Sum& part : parts) {
        values.push_back(part.value);
        found.trade.value += part.value;
        found.trade.known += part.known;
        found.trade.unknown += part.unknown;
    }
    found.index = TRY(concentration(values, question.n));
    return found;
}

Result<TradeIntensity> trade_intensity(const Flows& flows, const Pair& pair) {
    const Place at = TRY(find(flows, pair));
    const double flow = TRY(known_flow(flows, pair.party, pair.partner, pair.period));
    const PartySet world = flows.everyone();
    TradeIntensity found;
    found.exports = flows.sum(at.period, flows.only(at.party), world);
    found.partner_imports = flows.sum(at.period, world, flows.only(at.partner));
    found.world_imports = flows.sum(at.period, world, world);
    PartySet others = world;
    others[at.party] = false;  // added up anew: a difference would lose digits
    const double net = flows.sum(at.period, world, others).value;
    const double bought = found.partner_imports.value;
    found.export_share = TRY(share(flow, found.exports.value, "exports of the party"));
    found.import_share = TRY(share(bought, found.world_imports.value, "imports of the world"));
    found.import_share_net = TRY(share(bought, net, "imports of the others"));
    found.intensity = TRY(share(found.export_share, found.import_share, "imports of the partner"));
    found.intensity_net =
        TRY(share(found.export_share, found.import_share_net, "imports of the partner"));
    return found;
}

Result<PartySet> members_in(const Flows& flows, const std::vector<GroupMember>& group,
                            Period period) {
    PartySet members(flows.parties().size(), false);
    for (std::size_t i = 0; i < group.size(); ++i) {
        const GroupMember& member = group[i];
        const std::string place = "/group/" + std::to_string(i);
        const std::size_t party = TRY(flows.party(member.party));
        const Period to = member.to.value_or(std::max(period, member.from));
        if (member.from.frequency != period.frequency || to.frequency != period.frequency)
            return refuse("group.frequency", "should be in periods like " + period.text(), place);
        if (to < member.from)
            return refuse("group.ends-before", "should not end before it begins", place);
        if (member.from <= period && period <= to) members[party] = true;
    }
    return members;
}

Result<IntraGroup> intra_group(const Flows& flows, const std::vector<GroupMember>& group,
                               Period period) {
    const std::size_t at = TRY(flows.period(period));
    const PartySet members = TRY(members_in(flows, group, period));
    const PartySet world = flows.everyone();
    IntraGroup found;
    found.members = static_cast<std::size_t>(std::ranges::count(members, true));
    if (found.members == 0)
        return refuse("group.empty", "should have a member in " + period.text());
    found.within = flows.sum(at, members, members);
    found.exports = flows.sum(at, members, world);
    found.imports = flows.sum(at, world, members);
    found.world = flows.sum(at, world, world);
    const double within = found.within.value;
    const double trade = found.exports.value + found.imports.value;
    found.of_exports = TRY(share(within, found.exports.value, "exports of the group"));
    found.of_imports = TRY(share(within, found.imports.value, "imports of the group"));
    found.of_trade = TRY(share(2 * within, trade, "trade of the group"));
    const double weight = TRY(share(trade, 2 * found.world.value, "trade of the world"));
    found.intensity = TRY(share(found.of_trade, weight, "trade of the group"));
    found.introversion = introversion(flows, at, members, found.of_trade);
    return found;
}

}  // namespace comity::trade
