// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/period.h"
#include "engines/trade/panels/panel.h"

namespace comity::trade {

/// Which columns of a panel say who sold what to whom, when, and for how much.
struct FlowColumns {
    std::string exporter = "exporter";
    std::string importer = "importer";
    std::string period = "year";
    std::string product = {};  ///< empty: the flows are totals
    std::string value = "trade";
};

/// What it means that a table has no row for a flow. Some tables list zeros, some leave them out;
/// a table does not say which it does, so whoever uses it must. A row whose value is missing is
/// unknown in any case.
enum class Absence : std::uint8_t { unknown, zero };

enum class Direction : std::uint8_t { exports, imports };

/// A sum over flows, and how much of it is there.
struct Sum {
    double value = 0;         ///< of the known flows, in the unit of the panel
    std::size_t known = 0;    ///< flows that were added, zeros included
    std::size_t unknown = 0;  ///< flows that may have a value, which is not in `value`
    void add(double flow) {
        value += flow;
        ++known;
    }
    bool operator==(const Sum&) const = default;
};

/// For each party of a `Flows`, whether it is meant.
using PartySet = std::vector<bool>;

/// Bilateral flows of goods by period, from whom to whom. Sales of a party to itself are left out:
/// they are no trade between states. Sums are made in the order of the names, so that the order of
/// the rows has no influence on any digit.
class Flows {
public:
    /// Refusals: `flows.unknown-column`, `flows.period` (labels that are no periods, or not of one
    /// frequency), `flows.negative`, `flows.not-finite`, `flows.duplicate`.
    static Result<Flows> from_panel(const Panel& panel, const FlowColumns& columns,
                                    Absence absence);

    const std::vector<std::string>& parties() const { return parties_; }    ///< sorted
    const std::vector<std::string>& products() const { return products_; }  ///< sorted; "" if one
    const std::vector<Period>& periods() const { return periods_; }         ///< sorted

    /// The place in `parties`; `flows.unknown-party`.
    Result<std::size_t> party(const std::string& name) const;
    /// The place in `periods`; `flows.unknown-period`.
    Result<std::size_t> period(Period period) const;
    PartySet everyone() const { return PartySet(parties_.size(), true); }
    PartySet only(std::size_t party) const;

    /// All that these exporters sold these importers, without what any of them sold itself.
    Sum sum(std::size_t period, const PartySet& exporters, const PartySet& importers) const;
    /// What one party sold another.
    Sum flow(std::size_t period, std::size_t exporter, std::size_t importer) const;
    /// The trade of one party with each party; with itself it is zero.
    std::vector<Sum> by_partner(std::size_t period, std::size_t party, Direction direction) const;
    /// The trade of one party with all others in each product.
    std::vector<Sum> by_product(std::size_t period, std::size_t party, Direction direction) const;

private:
    struct Cell {
        std::uint32_t period = 0, exporter = 0, importer = 0, product = 0;
        std::size_t row = 0;
        double value = 0;
    };

    void sort_by(std::uint32_t Cell::* code, std::size_t count);
    Result<> index(const Panel& panel);
    Sum complete(Sum sum, std::size_t missing, std::size_t expected) const;
    template <class Visit>
    void visit(std::size_t period, std::size_t exporter, const Visit& visit) const;

    std::vector<std::string> parties_;
    std::vector<std::string> products_;
    std::vector<Period> periods_;
    Absence absence_ = Absence::unknown;
    std::vector<Cell> cells_;          ///< by period, exporter, importer, product
    std::vector<std::size_t> begins_;  ///< in `cells_`, of each period
};

}  // namespace comity::trade
