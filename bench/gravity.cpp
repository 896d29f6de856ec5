// uses: engines/trade statistics base
// SPDX-License-Identifier: Apache-2.0
//
// What estimating a gravity equation costs: exporter-year, importer-year and pair effects and three
// regressors, on generated panels of P parties over Y years.
//   bench_gravity [ROUNDS (3)] [PARTIES YEARS]   (200 x 40 and 200 x 120)
//   bench_gravity growth                         (0.1 to 20 million rows)
#include "engines/trade/gravity.h"

#include <sys/resource.h>
#include <time.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <numbers>

using namespace comity::trade;

namespace {

std::uint64_t mix(std::uint64_t x) {  // SplitMix64
    x += 0x9E3779B97F4A7C15;
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
    return x ^ (x >> 31);
}

/// A number between 0 and 1 that depends on these two only.
double uniform(std::uint64_t stream, std::uint64_t index) {
    const std::uint64_t hash = mix(mix(stream) ^ (index * 0xD1342543DE82EF95));
    return (static_cast<double>(hash >> 11) + 0.5) * 0x1p-53;
}

double normal(std::uint64_t stream, std::uint64_t index) {
    return std::sqrt(-2 * std::log(uniform(stream, index))) *
           std::cos(2 * std::numbers::pi * uniform(stream + 1000, index));
}

struct Size {
    std::uint64_t parties = 0;
    std::uint64_t years = 0;
};

/// Where a row of the panel stands, as indices of the random numbers.
struct Cell {
    std::uint64_t exporter, importer, year;
    std::uint64_t exporter_year, importer_year, pair, both_ways, row;
    Cell(const Size& size, std::uint64_t i, std::uint64_t j, std::uint64_t t)
        : exporter(i),
          importer(j),
          year(t),
          exporter_year(i * size.years + t),
          importer_year(j * size.years + t),
          pair(i * size.parties + j),
          both_ways(std::min(i, j) * size.parties + std::max(i, j)),
          row(pair * size.years + t) {}
};

struct Observation {
    double flow, agreement, tariff, border;
};

/// Sizes, distances and borders; agreements that begin in some year, more likely between
/// neighbours; tariffs that fall, more so with an agreement; zeros, more often where little is
/// traded.
Observation observe(const Cell& cell, const Size& size) {
    const auto year = static_cast<double>(cell.year);
    const auto years = static_cast<double>(size.years);
    const double international = cell.exporter != cell.importer ? 1 : 0;
    const double distance = uniform(5, cell.both_ways);
    const double start = std::floor(uniform(7, cell.both_ways) * 2.2 * years);
    const bool is_prone = uniform(8, cell.both_ways) < 0.55 - 0.35 * distance;
    const double agreement = year >= start && is_prone ? international : 0;
    const double tariff =
        international *
        std::log1p((0.02 + 0.25 * uniform(9, cell.pair)) * std::exp(-0.03 * year) *
                   (1 - 0.8 * agreement) * (0.6 + 0.8 * uniform(10, cell.importer_year)));
    const double border = international * year / years;
    const double exporter =
        1.6 * normal(1, cell.exporter) + 0.02 * year + 0.25 * normal(3, cell.exporter_year);
    const double importer = 0.9 * 1.6 * normal(1, cell.importer) + 0.5 * normal(2, cell.importer) +
                            0.25 * normal(4, cell.importer_year);
    const double pair = -3 * distance + 0.5 * normal(6, cell.pair) - 2.5 * international;
    const double mean =
        std::exp(exporter + importer + pair + 0.35 * agreement - 3 * tariff + 0.8 * border);
    const double variance = std::log1p(0.5 + 0.5 / std::sqrt(std::max(mean, 1e-3)));
    double flow = mean * std::exp(std::sqrt(variance) * normal(11, cell.row) - 0.5 * variance);
    if (uniform(12, cell.row) < std::exp(-6 * std::sqrt(mean))) flow = 0;
    return {std::nearbyint(flow * 1e6) / 1e3, agreement, tariff, border};
}

std::vector<std::string> labels(std::uint64_t count) {
    std::vector<std::string> labels;
    for (std::uint64_t i = 0; i < count; ++i) labels.push_back(std::to_string(i));
    return labels;
}

Panel generate(const Size& size) {
    Panel panel{.name = "generated", .factors = {}, .variables = {}, .lines = {}};
    const std::uint64_t rows = size.parties * size.parties * size.years;
    panel.factors = {{"exporter", labels(size.parties), {}},
                     {"importer", labels(size.parties), {}},
                     {"year", labels(size.years), {}}};
    panel.variables = {{"trade", {}}, {"agreement", {}}, {"tariff", {}}, {"border", {}}};
    for (Factor& factor : panel.factors) factor.codes.reserve(rows);
    for (Variable& variable : panel.variables) variable.values.reserve(rows);
    for (std::uint64_t i = 0; i < size.parties; ++i)
        for (std::uint64_t j = 0; j < size.parties; ++j)
            for (std::uint64_t t = 0; t < size.years; ++t) {
                const std::array<std::uint64_t, 3> codes = {i, j, t};
                const Observation seen = observe(Cell(size, i, j, t), size);
                const std::array<double, 4> values = {seen.flow, seen.agreement, seen.tariff,
                                                      seen.border};
                for (std::size_t f = 0; f < codes.size(); ++f)
                    panel.factors[f].codes.push_back(static_cast<std::uint32_t>(codes[f]));
                for (std::size_t v = 0; v < values.size(); ++v)
                    panel.variables[v].values.push_back(values[v]);
            }
    return panel;
}

std::uint64_t number(std::string_view text) {
    std::uint64_t value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

double seconds(clockid_t clock) {
    timespec now{};
    clock_gettime(clock, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

long peak_megabytes() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss / 1024;
}

void measure(const Size& size, int rounds) {
    const Panel panel = generate(size);
    const GravityModel model{
        .regressors = {"agreement", "tariff", "border"},
        .effects = {{{"exporter", "year"}}, {{"importer", "year"}}, {{"exporter", "importer"}}},
        .clusters = {{{"exporter", "importer"}}}};
    const long before = peak_megabytes();
    double wall = 1e9;
    double processor = 1e9;
    comity::Result<Estimates> estimates;
    for (int round = 0; round < rounds; ++round) {
        const double wall_start = seconds(CLOCK_MONOTONIC);
        const double processor_start = seconds(CLOCK_PROCESS_CPUTIME_ID);
        estimates = estimate_ppml(panel, model);
        wall = std::min(wall, seconds(CLOCK_MONOTONIC) - wall_start);
        processor = std::min(processor, seconds(CLOCK_PROCESS_CPUTIME_ID) - processor_start);
        if (!estimates) {
            std::printf("refused: %s\n", estimates.error().message.c_str());
            return;
        }
    }
    std::printf("%9zu rows  %7.3f s  %7.3f s of processors  %5ld MB peak, %5ld of them the panel\n",
                panel.rows(), wall, processor, peak_megabytes(), before);
    std::printf("  %zu rows used, %d iterations\n", estimates->rows.size(), estimates->iterations);
    for (const Coefficient& found : estimates->coefficients)
        std::printf("  %-10s %.12f (%.12f)\n", found.name.c_str(), found.value,
                    found.standard_error);
    std::fflush(stdout);
}

}  // namespace

int main(int count, char** arguments) {
    if (count > 1 && std::strcmp(arguments[1], "growth") == 0) {
        for (const Size& size : {Size{50, 40}, Size{100, 50}, Size{200, 50}, Size{300, 60},
                                 Size{400, 60}, Size{500, 80}})
            measure(size, 1);
        return 0;
    }
    const int rounds = count > 1 ? static_cast<int>(number(arguments[1])) : 3;
    if (count > 3) {
        measure({number(arguments[2]), number(arguments[3])}, rounds);
        return 0;
    }
    measure({200, 40}, rounds);
    measure({200, 120}, rounds);
}
