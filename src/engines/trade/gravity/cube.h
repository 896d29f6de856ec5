// SPDX-License-Identifier: Apache-2.0
//
// The three-way gravity model on a dense cube of cells: who sells, who buys, when.
//
//     E[y_ijt] = exp(x_ijt' b + a_it + g_jt + d_ij)
//
// by Poisson pseudo-maximum likelihood (Santos Silva & Tenreyro 2006; with these effects Baier &
// Bergstrand 2007, Yotov et al. 2016). `fit_cube` gives what the general estimation gives, many
// times faster, wherever most cells of the cube are there.
#pragma once

#include "base/result.h"
#include "engines/trade/panels/panel.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace comity::trade {

/// Flows and regressors by exporter, importer and period. Cell (i, j, t) stands at
/// (i * importers + j) * periods + t.
struct Cube {
    std::size_t exporters = 0;
    std::size_t importers = 0;
    std::size_t periods = 0;
    std::vector<double> flow;          ///< NaN where there is no observation
    std::vector<Variable> regressors;  ///< each of the shape of `flow`; at absent cells anything
    std::vector<std::string> exporter_labels;  ///< for refusals and results; may be empty
    std::vector<std::string> importer_labels;
    std::vector<std::string> period_labels;

    std::size_t pairs() const { return exporters * importers; }
    std::size_t cells() const { return pairs() * periods; }
    /// How a refusal calls a cell: `CHN-USA, 2004`, or `exporter 3, importer 5, period 1`.
    std::string place(std::size_t cell) const;
};

/// What shares a pair effect, and makes a cluster.
enum class PairEffects : std::uint8_t {
    directed,  ///< an exporter and an importer
    mutual,    ///< two economies, whichever way the trade goes; both axes must name the same ones
};

struct CubeOptions {
    PairEffects pair_effects = PairEffects::directed;
    /// The fit has converged once the linear index is no further than this from where it goes, in
    /// the root of the mean square weighted by fitted flows.
    double tolerance = 1e-11;
    int iterations_max = 100;
    /// How many threads compute; the result is the same, bit by bit.
    unsigned threads = 2;
    /// Whether the covariance carries the factor G / (G - 1), G the number of pairs.
    bool small_sample = true;
};

/// What was left out, since its effects explain it without error whatever the coefficients are.
struct CubeDropped {
    std::size_t zero_pairs = 0;             ///< pairs without any flow
    std::size_t zero_exporter_periods = 0;  ///< periods in which an exporter sells nothing
    std::size_t zero_importer_periods = 0;
    std::size_t singletons = 0;  ///< cells alone in their pair, exporter-period or importer-period
    std::size_t cells = 0;       ///< observations lost in all of these
    bool operator==(const CubeDropped&) const = default;
};

struct CubeFit {
    PairEffects pair_effects = PairEffects::directed;
    std::vector<std::string> names;    ///< of the regressors that stayed
    std::vector<double> coefficients;  ///< b
    std::vector<double> bread;         ///< (x~' M x~)^-1, K x K, with M the fitted flows as weights
    std::vector<double> covariance;    ///< clustered by pair, K x K
    std::vector<std::string> collinear;  ///< regressors left out, explained by effects and others
    double deviance = 0;
    double log_likelihood = 0;
    std::size_t observations = 0;
    std::size_t clusters = 0;  ///< pairs with observations
    int iterations = 0;        ///< steps of weighted least squares
    int inner_iterations = 0;  ///< steps of conjugate gradients
    /// The most that the last step changed the logarithm of any fitted flow, however small. Near
    /// one: zero flows are separated by the effects, and their fitted flows are on the way to zero.
    double last_move = 0;
    CubeDropped dropped;
    std::vector<double> fitted;  ///< mu, by cell; 0 where a cell is absent or dropped
    /// x~: each regressor less what the effects explain of it at the weights mu; 0 where mu is.
    std::vector<std::vector<double>> residualised;

    double standard_error(std::size_t k) const;
};

/// Estimates the model. Pairs, exporter-periods and importer-periods without any flow and cells
/// alone in their group are dropped and counted; separation beyond these must have been looked for
/// before (separation.h). Refuses `gravity.shape`, `gravity.not-finite` and `gravity.negative-flow`
/// (the cell is named), `gravity.not-mutual`, `gravity.no-rows`, `gravity.collinear` if no
/// regressor is left, `gravity.not-converged`.
Result<CubeFit> fit_cube(const Cube& cube, const CubeOptions& options = {});

/// Which columns of a panel make a cube.
struct CubeColumns {
    std::string exporter = "exporter";
    std::string importer = "importer";
    std::string period = "year";
    std::string flow = "trade";
    std::vector<std::string> regressors = {};
};

/// The panel as a cube, one regressor at a time. Labels are sorted, so that the order of rows does
/// not matter. Refuses `gravity.unknown-column`, `gravity.duplicate-cell` (both rows are named),
/// `gravity.missing`, and `gravity.too-sparse` rather than fill memory with absent cells.
Result<Cube> to_cube(const Panel& panel, const CubeColumns& columns);

/// Whether the cube is the way to go: the columns are there and at least a quarter of its cells
/// are.
bool suits_cube(const Panel& panel, const CubeColumns& columns);

}  // namespace comity::trade
