// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace comity::trade {

/// Anderson acceleration of a fixed point x = g(x) (Anderson 1965; Walker and Ni 2011, "type II"):
/// the next point is the combination of the latest images whose residual g(x) - x would be
/// smallest if g were linear. If the residual grows much, the memory is forgotten and the best
/// image so far is where it begins anew. The products that the least squares need are kept from one
/// step to the next, so that a step costs two passes over the memory.
class Acceleration {
public:
    /// `memory`: how many earlier steps are combined.
    explicit Acceleration(std::size_t memory) : memory_(memory), products_(memory * memory) {}

    /// Where to go from `point`, whose image under g is `image`.
    std::vector<double> next(std::span<const double> point, std::span<const double> image);

private:
    /// What changed from one point to the next.
    struct Step {
        std::vector<double> image;
        std::vector<double> residual;
    };

    double& product(std::size_t a, std::size_t b) { return products_[a * memory_ + b]; }
    std::vector<double> restart(std::span<const double> image);
    void remember(std::span<const double> image, std::span<const double> residual);
    std::vector<double> weights(std::span<const double> residual);

    std::size_t memory_;
    std::vector<Step> steps_;       ///< a ring: `newest_` is overwritten `memory_` steps later
    std::vector<double> products_;  ///< of the steps' residuals, by place in the ring
    std::size_t newest_ = 0;
    std::vector<double> last_image_;
    std::vector<double> last_residual_;
    std::vector<double> best_image_;
    double best_ = -1;  ///< the smallest residual since the last restart, or negative
};

}  // namespace comity::trade
