// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engines/trade/equilibrium/many_sectors.h"
#include "engines/trade/numerics/crew.h"

#include <cmath>
#include <span>

namespace comity::trade {

/// Trade costs change by (1 + τ') / (1 + τ) · d̂; this is what `Change` makes of one pair.
double cost_change(const Economy& economy, const Change& change, std::size_t pair);
/// The larger; not a number if one of them is none.
inline double larger_or_nan(double a, double b) { return std::isnan(a) || b <= a ? a : b; }
/// τ' of one pair.
double tariff_after(const Economy& economy, const Change& change, std::size_t pair);

/// The equations of an equilibrium as a fixed point. A point holds ln ŵ [n], ln P̂ [j][n] and X'/X
/// [j][n] (of the demand that the accounts give); its image is what wages, prices and spending
/// follow from it. Only for one θ.
class SectorSystem {
public:
    /// `base` are the accounts of `economy`. All must outlive this object.
    SectorSystem(const Economy& economy, const Accounts& base, const Change& change,
                 const SolveOptions& options, Crew& crew);
    /// As if the economy had this θ. Comes first.
    void set_theta(std::span<const double> theta);

    /// Where to start: the economy as it is.
    std::vector<double> start() const;
    /// The image of a point; of the step in wages only the part `damping` is taken.
    void map(std::span<const double> point, double damping, std::span<double> image);
    /// The answer at a point, with residuals. The system cannot be used after that without
    /// `set_theta`.
    Counterfactual finish(std::span<const double> point);
    /// A party that would have no more to spend than a thousandth of its value added at the last
    /// point; or -1.
    std::ptrdiff_t without_income() const { return without_income_; }

private:
    void fill_tables(std::size_t sector);
    void set_costs(std::span<const double> point, std::size_t party);
    void set_sales(std::span<const double> point, std::size_t sector);
    void set_wages(std::span<const double> point, double damping, std::span<double> image);
    void set_demand(std::size_t party, std::span<double> image);
    double deficit_scale(std::span<const double> point) const;
    void finish_shares(std::size_t sector);
    void finish_parties(std::span<const double> point, Counterfactual& result) const;
    void finish_trade(Counterfactual& result) const;
    bool is_out_of_range() const;
    void finish_residuals(std::span<const double> point, std::span<const double> image,
                          Diagnostics& found) const;

    const Economy& e_;
    const Accounts& base_;
    const Change& change_;
    const SolveOptions& options_;
    Crew& crew_;
    std::size_t n_;
    std::size_t j_;
    std::size_t stride_;        ///< n_, padded
    std::size_t party_stride_;  ///< j_, padded
    double world_output_ = 0;   ///< before the change
    double world_value_added_ = 0;
    std::vector<double> theta_;  ///< [j], padded with zeros
    std::vector<double> gross_;  ///< A [j][n][i]
    std::vector<double> net_;    ///< B
    std::vector<double> scale_;  ///< demand before the change, or 1 where that is 0 [j][n]
    std::vector<double> costs_;  ///< ln ĉ [n][j]
    std::vector<double> lines_;  ///< room for one party's prices, output, demand [n][2][j]
    std::vector<double> worth_;  ///< ĉ^-θ [j][i]
    std::vector<double> spent_;  ///< X' [j][n]
    std::vector<double> price_;  ///< P̂^-θ [j][n]
    std::vector<double> net_share_;
    std::vector<double> sold_;  ///< Y' [j][i]
    std::vector<double> income_;
    std::vector<double> revenue_;
    std::vector<double> deficit_;
    std::ptrdiff_t without_income_ = -1;
};

}  // namespace comity::trade
