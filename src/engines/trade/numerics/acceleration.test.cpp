// SPDX-License-Identifier: Apache-2.0
#include "engines/trade/numerics/acceleration.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

namespace comity::trade {
namespace {

/// The largest step that the map still makes after some steps of the acceleration.
template <class Map>
double step_after(Map map, std::vector<double> point, std::size_t memory, int steps) {
    Acceleration acceleration(memory);
    double largest = 0;
    for (int step = 0; step < steps; ++step) {
        const std::vector<double> image = map(point);
        largest = 0;
        for (std::size_t at = 0; at < point.size(); ++at)
            largest = std::max(largest, std::abs(image[at] - point[at]));
        if (largest == 0) return 0;
        point = acceleration.next(point, image);
    }
    return largest;
}

/// Linear, with factors from 0.5 to 0.99: plain iteration needs thousands of steps.
std::vector<double> slow(const std::vector<double>& x) {
    std::vector<double> image(x.size());
    for (std::size_t at = 0; at < x.size(); ++at)
        image[at] = 1 + (0.5 + 0.49 * static_cast<double>(at) / 9) * x[at];
    return image;
}

TEST_CASE("a linear map of ten dimensions is solved in about as many steps") {
    CHECK(step_after(slow, std::vector<double>(10, 0), 10, 16) < 1e-9);
    CHECK(step_after(slow, std::vector<double>(10, 0), 0, 16) > 0.1);
}

TEST_CASE("a map whose plain iteration runs away is solved") {
    const auto map = [](const std::vector<double>& x) {
        return std::vector<double>{-3 * x[0] + 0.1 * std::sin(x[1]) + 1, 0.5 * x[1] + x[0]};
    };
    CHECK(step_after(map, {0, 0}, 4, 40) < 1e-10);
}

TEST_CASE("steps that say nothing new do no harm") {
    const auto map = [](const std::vector<double>& x) {
        return std::vector<double>(x.size(), 0.5 * x[0] + 1);
    };
    CHECK(step_after(map, std::vector<double>(50, 0), 8, 30) < 1e-12);
}

TEST_CASE("an image that is not a number is not followed") {
    Acceleration acceleration(3);
    const std::vector<double> good =
        acceleration.next(std::vector<double>{0}, std::vector<double>{1});
    CHECK(good == std::vector<double>{1});
    const std::vector<double> back =
        acceleration.next(std::vector<double>{1}, std::vector<double>{std::nan("")});
    CHECK(back == std::vector<double>{1});
}

}  // namespace
}  // namespace comity::trade
