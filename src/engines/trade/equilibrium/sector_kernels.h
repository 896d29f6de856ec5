// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

namespace comity::trade {

/// Where e^x ends.
inline constexpr double exponent_max = 690;

/// The inner loops of the many-sector model. Plain pointers: each is called thousands of times on
/// short rows. Sums run in the order that lanes.h writes down.

/// costs[j] += Σ_k prices[k] γ[k][j], for one party.
void add_input_costs(const double* gamma, const double* prices, double* costs, std::size_t sectors);

/// wanted[k] += Σ_j γ[k][j] output[j], for one party.
void add_input_demand(const double* gamma, const double* output, double* wanted,
                      std::size_t sectors);

/// out[j] = exp(-theta[j] costs[j]); the exponent is kept within ±`exponent_max`. `count` is
/// padded.
void competitiveness(const double* theta, const double* costs, double* out, std::size_t count);

/// One sector of the world. Rows are buyers, `stride` (padded) sellers long.
struct SectorTables {
    const double* gross;  ///< A: π (d̂ k̂)^-θ
    const double* net;    ///< B = A / (1 + τ')
    const double* worth;  ///< a = ĉ^-θ by seller; zeros in the padding
    const double* spent;  ///< X' by buyer
    std::size_t buyers;
    std::size_t stride;
};

/// By buyer, Σ_i A a (that is P̂^-θ) and the share of spending that is not tariffs; by seller what
/// is sold, without tariffs. Where nothing is bought, they are 0 and 1.
struct SectorSales {
    double* price;
    double* net_share;
    double* sold;
};

void sell(const SectorTables& tables, const SectorSales& sales);

}  // namespace comity::trade
