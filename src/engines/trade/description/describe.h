// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engines/trade/description/concentration.h"
#include "engines/trade/panels/flows.h"

#include <optional>

namespace comity::trade {

// What trade is and was, as plain functions of bilateral flows: no model, no estimate. Nothing that
// is unknown is put at zero in silence. An indicator of one flow refuses an unknown one
// (`trade.unknown-flow`); an indicator of sums is made of what is known, and returns the `Sum`s, so
// that their `unknown` can be shown beside it. What cannot be divided is refused
// (`trade.no-trade`: the sum below the line is zero, or no double holds it).

/// One party as seen from another, in one period.
struct Pair {
    std::string party;
    std::string partner;
    Period period;
};

/// What `party` sold `partner` less what it bought of it, in the unit of the flows.
Result<double> bilateral_balance(const Flows& flows, const Pair& pair);

/// By what a gap between two reports is divided.
enum class GapBase : std::uint8_t { exporter_report, importer_report, mean, larger };

/// One flow, told by its two ends. Importers mostly report more, since they count freight and
/// insurance (c.i.f.) and exporters do not (f.o.b.); transit and undervaluation add to that.
struct MirrorGap {
    double exporter_report = 0;
    double importer_report = 0;
    double gap = 0;                  ///< importer's less exporter's report
    std::optional<double> relative;  ///< gap / base; none if the base is zero
    bool operator==(const MirrorGap&) const = default;
};

/// What `pair.party` says it sold `pair.partner` against what that says it bought.
/// `by_exporters` are the flows as the exporters report them, `by_importers` as the importers do.
Result<MirrorGap> mirror_gap(const Flows& by_exporters, const Flows& by_importers, const Pair& pair,
                             GapBase base);

/// Over what the trade of a party is spread.
enum class Over : std::uint8_t { partners, products };

struct TradeConcentration {
    Concentration index;
    Sum trade;  ///< all that the shares are of
};

struct ConcentrationQuestion {
    std::string party;
    Period period;
    Direction direction = Direction::exports;
    Over over = Over::partners;
    std::size_t n = 0;  ///< how many partners or products there could be
};

/// How concentrated the exports or imports of a party are, with the refusals of `concentration`.
Result<TradeConcentration> trade_concentration(const Flows& flows,
                                               const ConcentrationQuestion& question);

/// Whether a party sells a partner more than the partner's weight in the world suggests: above 1.
struct TradeIntensity {
    double export_share = 0;  ///< x_ij / X_i, of j in the exports of i
    double import_share = 0;  ///< M_j / M_w, of j in the imports of the world
    double import_share_net =
        0;                     ///< M_j / (M_w − M_i): without those of i, who cannot sell to itself
    double intensity = 0;      ///< export_share / import_share (Brown 1949; WITS)
    double intensity_net = 0;  ///< export_share / import_share_net (Kojima 1964)
    Sum exports;               ///< X_i
    Sum partner_imports;       ///< M_j
    Sum world_imports;         ///< M_w
};

/// Of `pair.party` (i) towards `pair.partner` (j); the world is all parties of the flows.
Result<TradeIntensity> trade_intensity(const Flows& flows, const Pair& pair);

/// A span of membership, in periods of the flows' frequency; both ends belong to it.
struct GroupMember {
    std::string party;
    Period from;
    std::optional<Period> to = {};  ///< none: still a member
};

/// Who is a member in a period. A party may have several spans. Refusals: `flows.unknown-party`,
/// `group.frequency`, `group.ends-before` (a span that ends before it begins).
Result<PartySet> members_in(const Flows& flows, const std::vector<GroupMember>& group,
                            Period period);

/// How much of its members' trade a group keeps to itself, and whether that is much. The shares
/// rise with the size of a group; the intensity falls with it; the introversion does neither, and
/// so compares groups, and one group before and after it has grown.
struct IntraGroup {
    std::size_t members = 0;
    Sum within;             ///< W, what members sold each other
    Sum exports;            ///< X, what members sold anyone
    Sum imports;            ///< M, what members bought of anyone
    Sum world;              ///< what anyone sold anyone
    double of_exports = 0;  ///< W / X
    double of_imports = 0;  ///< W / M
    double of_trade = 0;    ///< s = 2 W / (X + M) (Plummer, Cheong and Hamanaka 2010, 2.1.1.1)
    double intensity = 0;   ///< s / ((X + M) / (2 world)) (the same, 2.1.1.2)
    /// (a − b) / (a + b) with a = s / o, b = (1 − s) / (1 − o), o the share of the group in the
    /// trade of outsiders: from −1 to 1, above 0 if members trade more with each other than
    /// outsiders do with them (Iapadre 2004; Plummer and others 2010, 2.1.1.3). None if there are
    /// no outsiders, or if all of their trade or none of it is with members.
    std::optional<double> introversion;
};

/// With the members of that period; those of `members_in` and `group.empty` (no member).
Result<IntraGroup> intra_group(const Flows& flows, const std::vector<GroupMember>& group,
                               Period period);

}  // namespace comity::trade
