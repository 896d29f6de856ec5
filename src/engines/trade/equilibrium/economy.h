// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <cstddef>
#include <string>
#include <vector>

namespace comity::trade {

/// Something in the data that was not quite as the model needs it, and was mended.
struct Correction {
    std::string code;       ///< `shares.normalised`, `inputs.negative`, ...
    std::string where;      ///< the cell that was changed most: `/share/Textiles/Mexico`
    double size = 0;        ///< by how much that one
    std::size_t count = 0;  ///< how many cells in all
    bool operator==(const Correction&) const = default;
};

/// A world of parties that make and buy the goods of sectors, in the year from which changes are
/// counted. Symbols are those of Caliendo and Parro (2015): n buys, i sells, j and k are sectors.
struct Economy {
    std::vector<std::string> parties;
    std::vector<std::string> sectors;
    std::vector<double> theta;        ///< θ [j]: the trade elasticity, above zero
    std::vector<double> share;        ///< π [j][n][i]: of n's spending on j, what goes to i
    std::vector<double> tariff;       ///< τ [j][n][i]: what n takes from i; 0.05 is 5 %
    std::vector<double> alpha;        ///< α [n][j]: of n's final spending
    std::vector<double> beta;         ///< β [n][j]: value added, of the cost of n's output of j
    std::vector<double> gamma;        ///< γ [n][k][j]: inputs of k, of the cost of n's output of j
    std::vector<double> expenditure;  ///< X [j][n]: final and intermediate, with tariffs
    std::vector<double> value_added;  ///< wL [n]
    std::vector<double> deficit;      ///< D [n]: imports less exports, without tariffs
    std::vector<Correction> corrections = {};
    bool operator==(const Economy&) const = default;

    std::size_t cells() const { return parties.size() * sectors.size(); }
    /// Where (j, n, i) stands in `share` and `tariff`.
    std::size_t pair(std::size_t sector, std::size_t buyer, std::size_t seller) const {
        return (sector * parties.size() + buyer) * parties.size() + seller;
    }
    /// Where (j, n) stands in `expenditure`, and in every result by sector and party.
    std::size_t cell(std::size_t sector, std::size_t party) const {
        return sector * parties.size() + party;
    }
    /// Where (n, j) stands in `alpha` and `beta`.
    std::size_t use(std::size_t party, std::size_t sector) const {
        return party * sectors.size() + sector;
    }
    /// Adds one cell to the correction of this code.
    void note(const std::string& code, const std::string& where, double by);
    /// Where (n, k, j) stands in `gamma`.
    std::size_t input(std::size_t party, std::size_t from, std::size_t into) const {
        return (party * sectors.size() + from) * sectors.size() + into;
    }
};

struct EconomyLimits {
    double shares = 1e-6;  ///< how far a sum of shares may be from one, to be mended
    double negative_input =
        1e-3;  ///< how far below zero an input may be (a by-product), to be kept
};

/// The economy, if it can be one: its shares exactly of sum one, its deficits of sum zero, and what
/// had to be mended in `corrections`. A party may lack a sector: its row of `share` is zero where
/// it buys nothing, its column where it sells nothing; what it would then cost does not matter.
/// Refusals name the cell: `economy.size`, `economy.label`, `economy.not-a-number`,
/// `economy.negative`, `economy.elasticity`, `economy.tariff`, `economy.shares`,
/// `economy.no-value-added`, `economy.no-seller`, `economy.unbalanced-world`.
Result<Economy> check_economy(Economy given, const EconomyLimits& limits = {});

/// An economy as statistics have it.
struct FlowTables {
    std::vector<std::string> parties;
    std::vector<std::string> sectors;
    std::vector<double> theta;   ///< [j]
    std::vector<double> flow;    ///< [j][n][i]: what n buys from i, without tariffs; not n = i
    std::vector<double> tariff;  ///< [j][n][i]
    std::vector<double> gross_output;  ///< [j][i]
    std::vector<double> beta;          ///< [n][j]: value added, of gross output
    std::vector<double> input_share;   ///< [n][k][j]: of what n's sector j spends on inputs
};

/// Shares, spending, value added and deficits from flows, as Caliendo and Parro (2015) make them:
/// what is not exported is sold at home; final demand is what inputs leave of spending. Output
/// below exports is raised to them (`output.raised`), final demand below zero is zero
/// (`final.negative`).
Result<Economy> economy_from_flows(const FlowTables& tables, const EconomyLimits& limits = {});

/// What follows from shares, spending and tariffs by addition.
struct Accounts {
    std::vector<double> output;   ///< Y [j][n], without tariffs
    std::vector<double> imports;  ///< [j][n], without tariffs, what n buys at home left out
    std::vector<double> exports;  ///< [j][n]
    std::vector<double> revenue;  ///< R [n]: tariffs taken
    std::vector<double> income;   ///< I = wL + R + D [n]
    std::vector<double> demand;   ///< α I + Σ γ Y [j][n]: spending, if this is an equilibrium
};

Accounts accounts_of(const Economy& economy);

/// How far the data are from being an equilibrium of the model themselves: the largest difference
/// in income, spending or trade of a party, as a share of its value added.
double imbalance_of(const Economy& economy, const Accounts& accounts);

}  // namespace comity::trade
