// SPDX-License-Identifier: Apache-2.0
#include "engines/trade/gravity/cube.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>

namespace comity::trade {

namespace {

constexpr std::uint32_t no_row = std::numeric_limits<std::uint32_t>::max();
/// Below this share of cells the general estimation is as fast, and frugal.
constexpr double density_min = 0.25;

/// A panel is not made a cube if it would fill no more than this share of it.
constexpr double density_least = 1.0 / 64;

/// A label, or the number of what has none.
std::string label(const std::vector<std::string>& labels, std::size_t index, const char* kind) {
    return labels.empty() ? std::string(kind) + " " + std::to_string(index + 1) : labels.at(index);
}

/// A factor with its labels sorted: for each of its codes the place among the labels in use.
struct Axis {
    std::vector<std::string> labels;
    std::vector<std::uint32_t> place;
};

Axis sorted_axis(const Factor& factor) {
    std::vector<bool> used(factor.labels.size());
    for (const std::uint32_t code : factor.codes) used.at(code) = true;
    std::vector<std::uint32_t> order;
    for (std::uint32_t code = 0; code < used.size(); ++code)
        if (used[code]) order.push_back(code);
    std::ranges::sort(order, {}, [&](std::uint32_t code) { return factor.labels[code]; });
    Axis axis{.labels = {}, .place = std::vector<std::uint32_t>(factor.labels.size())};
    for (const std::uint32_t code : order) {
        axis.place[code] = static_cast<std::uint32_t>(axis.labels.size());
        axis.labels.push_back(factor.labels[code]);
    }
    return axis;
}

Result<const Factor*> find_factor(const Panel& panel, const std::string& column) {
    if (const Factor* factor = panel.find_factor(column)) return factor;
    return refuse("gravity.unknown-column", "a column of categories \"" + column + "\"",
                  panel.name);
}

Result<const Variable*> find_variable(const Panel& panel, const std::string& column) {
    if (const Variable* variable = panel.find_variable(column)) return variable;
    return refuse("gravity.unknown-column", "a column of numbers \"" + column + "\"", panel.name);
}

/// Where each row of a panel stands in the cube.
class CellsOfRows {
public:
    CellsOfRows(const Panel& panel, const Factor& exporter, const Factor& importer,
                const Factor& period)
        : panel_(panel),
          factors_({&exporter, &importer, &period}),
          axes_({sorted_axis(exporter), sorted_axis(importer), sorted_axis(period)}) {}

    Cube empty_cube() const {
        Cube cube;
        cube.exporters = axes_[0].labels.size();
        cube.importers = axes_[1].labels.size();
        cube.periods = axes_[2].labels.size();
        cube.exporter_labels = axes_[0].labels;
        cube.importer_labels = axes_[1].labels;
        cube.period_labels = axes_[2].labels;
        return cube;
    }

    /// Refuses what would be a nearly empty cube.
    Result<> check_density() const {
        double cells = 1;
        for (const Axis& axis : axes_) cells *= static_cast<double>(axis.labels.size());
        if (static_cast<double>(panel_.rows()) < density_least * cells)
            return refuse("gravity.too-sparse",
                          "rows for at least one in 64 combinations of exporter, importer and "
                          "period",
                          panel_.name);
        return {};
    }

    std::size_t cell(std::size_t row) const {
        return (place(0, row) * axes_[1].labels.size() + place(1, row)) * axes_[2].labels.size() +
               place(2, row);
    }

    Result<> check_unique(const Cube& cube) const {
        std::vector<std::uint32_t> first(cube.cells(), no_row);
        for (std::size_t row = 0; row < panel_.rows(); ++row) {
            std::uint32_t& at = first[cell(row)];
            if (at != no_row)
                return refuse(
                    "gravity.duplicate-cell",
                    "one row for " + cube.place(cell(row)) + ", also in " + panel_.place(at),
                    panel_.place(row));
            at = static_cast<std::uint32_t>(row);
        }
        return {};
    }

    /// The variable by cell, NaN where no row is.
    Result<std::vector<double>> spread(const Cube& cube, const Variable& variable) const {
        std::vector<double> cells(cube.cells(), std::numeric_limits<double>::quiet_NaN());
        for (std::size_t row = 0; row < panel_.rows(); ++row) {
            const double value = variable.values.at(row);
            if (std::isnan(value))
                return refuse("gravity.missing", "a number in column " + variable.name,
                              panel_.place(row));
            cells[cell(row)] = value;
        }
        return cells;
    }

private:
    std::size_t place(std::size_t axis, std::size_t row) const {
        return axes_[axis].place[factors_[axis]->codes[row]];
    }

    const Panel& panel_;
    std::array<const Factor*, 3> factors_;
    std::array<Axis, 3> axes_;
};

}  // namespace

std::string Cube::place(std::size_t cell) const {
    const std::size_t pair = cell / periods;
    const std::string exporter = label(exporter_labels, pair / importers, "exporter");
    const std::string importer = label(importer_labels, pair % importers, "importer");
    return exporter + (exporter_labels.empty() ? ", " : "-") + importer + ", " +
           label(period_labels, cell % periods, "period");
}

double CubeFit::standard_error(std::size_t k) const {
    return std::sqrt(covariance.at(k * names.size() + k));
}

Result<Cube> to_cube(const Panel& panel, const CubeColumns& columns) {
    const Factor* exporter = TRY(find_factor(panel, columns.exporter));
    const Factor* importer = TRY(find_factor(panel, columns.importer));
    const Factor* period = TRY(find_factor(panel, columns.period));
    const CellsOfRows cells(panel, *exporter, *importer, *period);
    TRY(cells.check_density());
    Cube cube = cells.empty_cube();
    TRY(cells.check_unique(cube));
    const Variable* flow = TRY(find_variable(panel, columns.flow));
    cube.flow = TRY(cells.spread(cube, *flow));
    for (const std::string& name : columns.regressors) {
        const Variable* variable = TRY(find_variable(panel, name));
        cube.regressors.push_back({.name = name, .values = TRY(cells.spread(cube, *variable))});
    }
    return cube;
}

bool suits_cube(const Panel& panel, const CubeColumns& columns) {
    double cells = 1;
    for (const std::string& name : {columns.exporter, columns.importer, columns.period}) {
        const Factor* factor = panel.find_factor(name);
        if (factor == nullptr) return false;
        cells *= static_cast<double>(sorted_axis(*factor).labels.size());
    }
    return panel.rows() > 0 && static_cast<double>(panel.rows()) >= density_min * cells;
}

}  // namespace comity::trade
