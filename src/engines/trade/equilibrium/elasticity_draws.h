// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engines/trade/equilibrium/many_sectors.h"

#include <span>

namespace comity::trade {

/// How elasticities are distributed about the economy's θ.
enum class Distribution : std::uint8_t {
    normal,     ///< mean θ and the standard error given; drawn again until above `theta_min`
    lognormal,  ///< of the same mean and standard error; always above zero
};

/// Which draws are wanted. A draw depends on the seed, its number and the sector only, so that work
/// can be split in any way: over threads, and over ranks, of which each does the draws that are its
/// number modulo `ranks`.
struct ElasticityDraws {
    std::vector<double> standard_error;  ///< of θ [j]; 0: as it is
    Distribution distribution = Distribution::lognormal;
    double theta_min = 0;
    std::size_t first = 0;     ///< numbers below are left out
    std::size_t count = 1000;  ///< of all ranks: numbers from here on are left out
    std::uint64_t seed = 0;
    std::size_t rank = 0;
    std::size_t ranks = 1;
    unsigned threads = 1;  ///< changes nothing but the time
};

/// θ of one draw.
std::vector<double> drawn_theta(std::span<const double> theta, const ElasticityDraws& draws,
                                std::size_t number);

/// What one draw said. A draw whose equilibrium could not be certified is kept as unsolved.
struct Draw {
    std::size_t number = 0;
    bool solved = false;
    std::vector<double> welfare;    ///< Ŵ [n]
    std::vector<double> real_wage;  ///< [n]
    bool operator==(const Draw&) const = default;
};

struct DrawOutcome {
    std::vector<Draw> draws;  ///< by number
    std::size_t unsolved() const;
    bool operator==(const DrawOutcome&) const = default;
};

/// Solves the change for every draw of this rank, beginning with the answer at θ itself.
/// Refusals: those of `solve`, `draws.size`, `draws.standard-error`, `draws.rank`, `draws.minimum`.
Result<DrawOutcome> draw_elasticities(const Economy& economy, const Change& change,
                                      const SolveOptions& options, const ElasticityDraws& draws);

/// The draws of several ranks as if one had done them all.
DrawOutcome merge(std::span<const DrawOutcome> outcomes);

/// Quantiles of welfare over the solved draws [n][probability], with linear interpolation between
/// neighbours (type 7 of Hyndman and Fan 1996). Empty if no draw was solved.
std::vector<std::vector<double>> welfare_quantiles(const DrawOutcome& outcome,
                                                   std::span<const double> probabilities);

}  // namespace comity::trade
