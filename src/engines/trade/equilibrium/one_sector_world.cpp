// SPDX-License-Identifier: Apache-2.0
#include "engines/trade/equilibrium/balancing.h"
#include "engines/trade/equilibrium/one_sector.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace comity::trade {

namespace {

Result<> check_parties(const OneSectorWorld& world) {
    if (world.parties.size() < 2 || world.trade.parties() != world.parties.size())
        return refuse("equilibrium.wrong-size",
                      "at least two parties were expected, and trade for every pair of them");
    std::set<std::string_view> names;
    for (const std::string& party : world.parties)
        if (!names.insert(party).second)
            return refuse("equilibrium.duplicate-party", "the party occurs twice", "/" + party);
    return {};
}

Result<> check_sums(const OneSectorWorld& world) {
    const std::vector<double> sold = row_sums(world.trade), bought = column_sums(world.trade);
    for (std::size_t i = 0; i < sold.size(); ++i) {
        if (!(sold[i] > 0))
            return refuse("equilibrium.no-sales", "the party sells nothing, not even to itself",
                          "/" + world.parties[i]);
        if (!(bought[i] > 0))
            return refuse("equilibrium.no-purchases",
                          "the party buys nothing, not even from itself", "/" + world.parties[i]);
    }
    if (!std::isfinite(sum(sold)))
        return refuse("equilibrium.not-finite", "trade adds up to more than can be reckoned with");
    return {};
}

/// Exports, whatever stands on the diagonal.
Result<PartyMatrix> exports_only(const std::vector<std::string>& parties, PartyMatrix exports,
                                 const std::vector<double>& values) {
    if (exports.parties() != parties.size() || values.size() != parties.size())
        return refuse("trade.wrong-size", "exports and values of the same parties were expected");
    for (std::size_t i = 0; i < parties.size(); ++i) exports[i, i] = 0;
    TRY(check_cells(parties, exports, "trade"));
    for (std::size_t i = 0; i < parties.size(); ++i)
        if (!std::isfinite(values[i]))
            return refuse("trade.not-finite", "a finite number was expected", "/" + parties[i]);
    return exports;
}

Result<PartyMatrix> with_diagonal(const std::vector<std::string>& parties, PartyMatrix exports,
                                  const std::vector<double>& own_sales) {
    for (std::size_t i = 0; i < parties.size(); ++i) {
        if (own_sales[i] < 0)
            return refuse("trade.own-sales-negative",
                          "what " + parties[i] + " sells to itself would be " +
                              std::to_string(own_sales[i]) + ": its exports exceed its output",
                          "/" + parties[i]);
        exports[i, i] = own_sales[i];
    }
    return exports;
}

}  // namespace

Result<> check_world(const OneSectorWorld& world) {
    TRY(check_parties(world));
    if (!std::isfinite(world.elasticity) || !(world.elasticity > 1))
        return refuse("equilibrium.elasticity",
                      "an elasticity of substitution above 1 was expected", "/elasticity");
    TRY(check_cells(world.parties, world.trade, "equilibrium"));
    TRY(check_sums(world));
    return check_connected(world.parties, world.trade, "equilibrium");
}

Result<PartyMatrix> with_own_sales_of_output(const std::vector<std::string>& parties,
                                             PartyMatrix exports,
                                             const std::vector<double>& output) {
    PartyMatrix only = TRY(exports_only(parties, std::move(exports), output));
    std::vector<double> own_sales = output;
    const std::vector<double> sold = row_sums(only);
    for (std::size_t i = 0; i < parties.size(); ++i) own_sales[i] -= sold[i];
    return with_diagonal(parties, std::move(only), own_sales);
}

Result<PartyMatrix> with_declared_own_sales(const std::vector<std::string>& parties,
                                            PartyMatrix exports,
                                            const std::vector<double>& own_sales) {
    PartyMatrix only = TRY(exports_only(parties, std::move(exports), own_sales));
    return with_diagonal(parties, std::move(only), own_sales);
}

}  // namespace comity::trade
