// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace comity::trade {

/// Anderson acceleration of a fixed point x = g(x) (Anderson 1965; Walker and Ni 2011, "type II"):
/// the next point is the combination of the latest images whose residual g(x) - x would be
/// smallest if g were linear. A step that makes the residual grow is taken back.
class Acceleration {
public:
    /// `memory`: how many earlier steps are combined.
    explicit Acceleration(std::size_t memory) : memory_(memory) {}

    /// Where to go from `point`, whose image under g is `image`.
    std::vector<double> next(std::span<const double> point, std::span<const double> image);

private:
    /// What changed from one point to the next.
    struct Step {
        std::vector<double> image;
        std::vector<double> residual;
    };

    std::vector<double> restart(std::span<const double> image);
    void remember(std::span<const double> image, std::span<const double> residual);
    std::vector<double> combine(std::span<const double> image, std::vector<double> residual) const;

    std::size_t memory_;
    std::vector<Step> steps_;  ///< the newest first
    std::vector<double> last_image_;
    std::vector<double> last_residual_;
    std::vector<double> best_image_;
    double best_ = -1;  ///< the smallest residual so far, or negative
};

}  // namespace comity::trade
