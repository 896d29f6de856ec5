// SPDX-License-Identifier: Apache-2.0
#include "engines/trade/equilibrium/sector_kernels.h"

#include <array>
#include <iterator>  // lanes.h needs std::size

#include "engines/trade/numerics/lanes.h"

namespace comity::trade {

namespace {

COMITY_INLINE Lanes within(const Lanes& x) {
    const Lanes below = x > exponent_max ? all_lanes(exponent_max) : x;
    return below < -exponent_max ? all_lanes(-exponent_max) : below;
}

/// The last `count` lanes of eight, zeros before them.
COMITY_INLINE Lanes keep_last(const Lanes& lanes, std::size_t count) {
    Lanes kept = all_lanes(0);
    for (std::size_t i = lane_count - count; i < lane_count; ++i) kept[i] = lanes[i];
    return kept;
}

/// costs[j] += Σ_k prices[k] γ[k][j] for `width` times eight sectors j.
template <std::size_t width>
COMITY_INLINE void add_costs(const double* gamma, const double* prices, double* costs,
                             std::size_t sectors) {
    std::array<Lanes, width> total = {};
    for (std::size_t k = 0; k < sectors; ++k)
        for (std::size_t w = 0; w < width; ++w)
            total[w] += load(gamma + k * sectors + w * lane_count) * prices[k];
    for (std::size_t w = 0; w < width; ++w) add_to(costs + w * lane_count, total[w]);
}

/// The same for a row that is no multiple of eight: its last eight, of which `count` are due.
COMITY_INLINE void add_last_costs(const double* gamma, const double* prices, double* costs,
                                  std::size_t sectors, std::size_t count) {
    Lanes total = all_lanes(0);
    for (std::size_t k = 0; k < sectors; ++k) total += load(gamma + k * sectors) * prices[k];
    add_to(costs, keep_last(total, count));
}

}  // namespace

COMITY_CLONES void add_input_costs(const double* gamma, const double* prices, double* costs,
                                   std::size_t sectors) {
    std::size_t j = 0;
    for (; j + 4 * lane_count <= sectors; j += 4 * lane_count)
        add_costs<4>(gamma + j, prices, costs + j, sectors);
    for (; j + 2 * lane_count <= sectors; j += 2 * lane_count)
        add_costs<2>(gamma + j, prices, costs + j, sectors);
    for (; j + lane_count <= sectors; j += lane_count)
        add_costs<1>(gamma + j, prices, costs + j, sectors);
    if (j == sectors) return;
    if (sectors >= lane_count) {
        const std::size_t last = sectors - lane_count;
        return add_last_costs(gamma + last, prices, costs + last, sectors, sectors - j);
    }
    for (std::size_t k = 0; k < sectors; ++k)
        for (j = 0; j < sectors; ++j) costs[j] += prices[k] * gamma[k * sectors + j];
}

COMITY_CLONES void add_input_demand(const double* gamma, const double* output, double* wanted,
                                    std::size_t sectors) {
    const std::size_t whole = sectors / lane_count * lane_count;
    const bool overlaps = sectors >= lane_count && whole < sectors;
    const std::size_t last = overlaps ? sectors - lane_count : 0;
    const Lanes last_output =
        overlaps ? keep_last(load(output + last), sectors - whole) : all_lanes(0);
    for (std::size_t k = 0; k < sectors; ++k) {
        const double* const row = gamma + k * sectors;
        Lanes total = all_lanes(0);
        for (std::size_t j = 0; j < whole; j += lane_count)
            total += load(row + j) * load(output + j);
        if (overlaps)
            total += load(row + last) * last_output;
        else if (whole < sectors)
            total += load_first(row, sectors) * load_first(output, sectors);
        wanted[k] += sum(total);
    }
}

COMITY_CLONES void competitiveness(const double* theta, const double* costs, double* out,
                                   std::size_t count) {
    for (std::size_t j = 0; j < count; j += lane_count)
        save(out + j, exponential(within(-load(theta + j) * load(costs + j))));
}

COMITY_CLONES void sell(const SectorTables& tables, const SectorSales& sales) {
    const std::size_t stride = tables.stride;
    for (std::size_t i = 0; i < stride; i += lane_count) save(sales.sold + i, all_lanes(0));
    for (std::size_t n = 0; n < tables.buyers; ++n) {
        const double* const gross = tables.gross + n * stride;
        const double* const net = tables.net + n * stride;
        Lanes price = all_lanes(0);
        Lanes without_tariffs = all_lanes(0);
        for (std::size_t i = 0; i < stride; i += lane_count) {
            const Lanes worth = load(tables.worth + i);
            price += load(gross + i) * worth;
            without_tariffs += load(net + i) * worth;
        }
        const double total = sum(price);
        sales.price[n] = total;
        sales.net_share[n] = total > 0 ? sum(without_tariffs) / total : 1;
        const double scale = total > 0 ? tables.spent[n] / total : 0;
        for (std::size_t i = 0; i < stride; i += lane_count)
            add_to(sales.sold + i, load(net + i) * scale);
    }
    for (std::size_t i = 0; i < stride; i += lane_count)
        save(sales.sold + i, load(sales.sold + i) * load(tables.worth + i));
}

}  // namespace comity::trade
