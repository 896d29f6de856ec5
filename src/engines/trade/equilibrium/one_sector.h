// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "engines/trade/equilibrium/party_matrix.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace comity::trade {

/// Trade in one sector as it is. Each party has an endowment of its own variety; buyers value the
/// varieties with one elasticity of substitution (Armington 1969; Anderson and van Wincoop 2003).
struct OneSectorWorld {
    std::vector<std::string> parties;
    PartyMatrix trade;      ///< what row sells to column, in value; the diagonal: to itself
    double elasticity = 0;  ///< of substitution, sigma > 1; the trade elasticity is 1 - sigma
};

/// What happens to the cost of trade. One factor for every pair of parties, own sales included.
struct TradeCostChange {
    enum class Of : std::uint8_t {
        trade_cost,  ///< factors of t: 0.9 makes trade cost a tenth less
        trade_power  ///< factors of t^(1-sigma), as exp(coefficient x change) of a gravity
                     ///< equation; 0 forbids a trade
    };
    Of of = Of::trade_power;
    PartyMatrix factors;
};

/// What becomes of a party's trade balance, expenditure - output, when prices change.
enum class BalanceClosure : std::uint8_t {
    balance_in_numeraire,     ///< stays what it is in the numeraire
    balance_in_world_output,  ///< stays the same share of the world's output
    expenditure_per_output,   ///< expenditure / output stays, but for one factor common to all
    balanced  ///< there is none: it is first purged from the data, then kept at zero
};

struct OneSectorOptions {
    BalanceClosure closure = BalanceClosure::balance_in_world_output;
    /// The party whose factory-gate price is one. If absent, the output of the world is the
    /// numeraire: it keeps its value.
    std::optional<std::string> numeraire = {};
};

/// What changes for one party, each in percent of the baseline.
struct PartyEffect {
    double exports = 0;  ///< to others, in value
    double imports = 0;  ///< from others, in value
    double output = 0;
    double expenditure = 0;
    double price = 0;               ///< of its variety at the factory gate
    double outward_resistance = 0;  ///< what its sellers bear of trade costs
    double inward_resistance = 0;   ///< its price index
    double real_output = 0;         ///< output / price index: real GDP of an endowment
    double real_expenditure = 0;    ///< expenditure / price index: welfare
    double domestic_share = 0;      ///< of own sales in expenditure
    bool operator==(const PartyEffect&) const = default;
};

/// That an answer is an equilibrium.
struct EquilibriumCertificate {
    int iterations = 0;
    int newton_steps = 0;
    double residual =
        0;  ///< largest relative gap between output and sales, expenditure and purchases
    double price_min = 0;
    double price_max = 0;
    bool operator==(const EquilibriumCertificate&) const = default;
};

struct OneSectorEquilibrium {
    std::vector<PartyEffect> effects;  ///< in the order of the parties
    PartyMatrix trade;                 ///< in value
    EquilibriumCertificate certificate;
    bool operator==(const OneSectorEquilibrium&) const = default;
};

struct OneSectorAssessment {
    PartyMatrix baseline;  ///< the trade that changes are reckoned from: as given, or purged
    EquilibriumCertificate purge;
    OneSectorEquilibrium conditional;  ///< output and expenditure fixed, resistances change
    OneSectorEquilibrium full;         ///< endowments fixed, prices and incomes change too
    bool operator==(const OneSectorAssessment&) const = default;
};

/// What a change of trade costs would bring, by exact hat algebra (Dekle, Eaton and Kortum 2008;
/// Arkolakis, Costinot and Rodriguez-Clare 2012): only shares, the elasticity and the change count.
/// Refusals: `equilibrium.wrong-size`, `equilibrium.duplicate-party`, `equilibrium.elasticity`,
/// `equilibrium.not-finite`, `equilibrium.negative`, `equilibrium.no-sales`,
/// `equilibrium.no-purchases`, `equilibrium.disconnected`, `equilibrium.one-way`,
/// `equilibrium.unknown-party`, `equilibrium.no-expenditure`, `equilibrium.not-certified`.
Result<OneSectorAssessment> assess_one_sector(const OneSectorWorld& world,
                                              const TradeCostChange& change,
                                              const OneSectorOptions& options = {});

/// The change of trade in percent, cell by cell; zero where there was and is none.
PartyMatrix trade_change(const PartyMatrix& baseline, const PartyMatrix& after);

/// Fills the diagonal: own sales are output less exports. Refuses `trade.own-sales-negative` by the
/// party whose exports exceed its output, `trade.wrong-size`, `trade.not-finite`, `trade.negative`.
Result<PartyMatrix> with_own_sales_of_output(const std::vector<std::string>& parties,
                                             PartyMatrix exports,
                                             const std::vector<double>& output);
/// Fills the diagonal with own sales as they are declared; the same refusals.
Result<PartyMatrix> with_declared_own_sales(const std::vector<std::string>& parties,
                                            PartyMatrix exports,
                                            const std::vector<double>& own_sales);

/// Refusals of `assess_one_sector` that concern the world alone.
Result<> check_world(const OneSectorWorld& world);

}  // namespace comity::trade
