// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engines/trade/equilibrium/one_sector.h"

#include <cmath>
#include <cstdint>

namespace comity::trade {

/// Numbers between 0 and 1 that are the same on every machine (SplitMix64, Steele et al. 2014).
class Dice {
public:
    explicit Dice(std::uint64_t seed) : state_(seed) {}
    double next() {
        std::uint64_t z = state_ += 0x9e3779b97f4a7c15U;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
        return static_cast<double>((z ^ (z >> 31)) >> 11) * 0x1p-53;
    }

private:
    std::uint64_t state_;
};

/// A world as gravity has it: parties of very different size in a plane, trade falling with
/// distance and at borders, and noise of a factor of up to e.
inline OneSectorWorld gravity_world(std::size_t parties, std::uint64_t seed) {
    Dice dice(seed);
    OneSectorWorld world{{}, PartyMatrix(parties), 6};
    std::vector<double> size, east, north;
    for (std::size_t i = 0; i < parties; ++i) {
        world.parties.push_back("P" + std::to_string(i));
        size.push_back(std::exp(6 * dice.next()));
        east.push_back(dice.next());
        north.push_back(dice.next());
    }
    for (std::size_t i = 0; i < parties; ++i)
        for (std::size_t j = 0; j < parties; ++j) {
            const double distance = 0.05 + std::hypot(east[i] - east[j], north[i] - north[j]);
            const double border = i == j ? 1 : 0.1;
            world.trade[i, j] = size[i] * size[j] * border / distance * std::exp(dice.next() - 0.5);
        }
    return world;
}

/// Every border is lowered by its own, up to half of it gone in terms of t^(1-sigma).
inline TradeCostChange lower_borders(std::size_t parties, std::uint64_t seed) {
    Dice dice(seed);
    TradeCostChange change{TradeCostChange::Of::trade_power, PartyMatrix(parties, 1)};
    for (std::size_t i = 0; i < parties; ++i)
        for (std::size_t j = 0; j < parties; ++j)
            if (i != j) change.factors[i, j] = 1 + dice.next();
    return change;
}

}  // namespace comity::trade
