// SPDX-License-Identifier: Apache-2.0
#include "engines/trade/sector_kernels.h"

#include <iterator>  // lanes.h needs std::size

#include "engines/trade/lanes.h"

namespace comity::trade {

namespace {

constexpr double exponent_max = 690;

COMITY_INLINE Lanes within(const Lanes& x) {
    const Lanes below = x > exponent_max ? all_lanes(exponent_max) : x;
    return below < -exponent_max ? all_lanes(-exponent_max) : below;
}

/// Adds `count` of the lanes to what is there.
COMITY_INLINE void add_first(double* at, const Lanes& lanes, std::size_t count) {
    if (count >= lane_count) return add_to(at, lanes);
    for (std::size_t i = 0; i < count; ++i) at[i] += lanes[i];
}

}  // namespace

COMITY_CLONES void add_input_costs(const double* gamma, const double* prices, double* costs,
                                   std::size_t sectors) {
    std::size_t j = 0;
    for (; j + 4 * lane_count <= sectors; j += 4 * lane_count) {
        Lanes a = all_lanes(0);
        Lanes b = a;
        Lanes c = a;
        Lanes d = a;
        for (std::size_t k = 0; k < sectors; ++k) {
            const double* const row = gamma + k * sectors + j;
            a += load(row) * prices[k];
            b += load(row + lane_count) * prices[k];
            c += load(row + 2 * lane_count) * prices[k];
            d += load(row + 3 * lane_count) * prices[k];
        }
        add_to(costs + j, a);
        add_to(costs + j + lane_count, b);
        add_to(costs + j + 2 * lane_count, c);
        add_to(costs + j + 3 * lane_count, d);
    }
    for (; j < sectors; j += lane_count) {
        Lanes a = all_lanes(0);
        for (std::size_t k = 0; k < sectors; ++k)
            a += load_first(gamma + k * sectors + j, sectors - j) * prices[k];
        add_first(costs + j, a, sectors - j);
    }
}

COMITY_CLONES void add_input_demand(const double* gamma, const double* output, double* wanted,
                                    std::size_t sectors) {
    for (std::size_t k = 0; k < sectors; ++k) {
        const double* const row = gamma + k * sectors;
        Lanes total = all_lanes(0);
        std::size_t j = 0;
        for (; j + lane_count <= sectors; j += lane_count)
            total += load(row + j) * load(output + j);
        if (j < sectors)
            total += load_first(row + j, sectors - j) * load_first(output + j, sectors - j);
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
