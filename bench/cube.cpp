// uses: engines/trade/gravity
// SPDX-License-Identifier: Apache-2.0
//
// What a three-way gravity estimation costs on a dense cube, standard errors included.
// bench_cube [EXPORTERS PERIODS [THREADS]]   a generated cube, 200 x 200 x 40 and x 120 if not said
// bench_cube scaling                         generated cubes of 0.1 to 20 million cells
// bench_cube baci < FILE                     exporter,importer,year,value and a generated agreement
#include "engines/trade/gravity/cube.h"
#include "base/check.h"
#include "statistics/csv_reader.h"

#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <map>
#include <numbers>

using namespace comity;
using namespace comity::trade;

namespace {

constexpr int rounds = 5;

double seconds(clockid_t clock) {
    timespec now{};
    clock_gettime(clock, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

/// The peak of memory, in MiB.
double memory_peak() {
    std::ifstream status("/proc/self/status");
    double kilobytes = 0;
    for (std::string word; status >> word;)
        if (word == "VmHWM:") status >> kilobytes;
    return kilobytes / 1024;
}

/// From now on the peak of memory counts anew.
void reset_peak() { std::ofstream("/proc/self/clear_refs") << 5; }

std::uint64_t mixed(std::uint64_t x) {
    x += 0x9E3779B97F4A7C15;
    x = (x ^ (x >> 30U)) * 0xBF58476D1CE4E5B9;
    x = (x ^ (x >> 27U)) * 0x94D049BB133111EB;
    return x ^ (x >> 31U);
}

/// Numbers that depend on what they are for (`stream`) and an index alone.
double uniform(std::uint64_t stream, std::uint64_t index) {
    const std::uint64_t hash = mixed(mixed(stream) ^ (index * 0xD1342543DE82EF95));
    return (static_cast<double>(hash >> 11U) + 0.5) * 0x1p-53;
}

double normal(std::uint64_t stream, std::uint64_t index) {
    return std::sqrt(-2 * std::log(uniform(stream, index))) *
           std::cos(2 * std::numbers::pi * uniform(stream + 1000, index));
}

struct Cell {
    std::uint64_t exporter;
    std::uint64_t importer;
    std::uint64_t period;
};

/// Economies of unequal size at unequal distances; agreements that begin at some time between the
/// closer ones, tariffs that fall with time and agreements, and borders that matter less and less.
class Generator {
public:
    Generator(std::uint64_t economies, std::uint64_t periods) : n_(economies), periods_(periods) {}

    Cube cube() const {
        Cube cube{};
        cube.exporters = cube.importers = n_;
        cube.periods = periods_;
        cube.flow.resize(cube.cells());
        for (const char* name : {"agreement", "tariff", "border_time"})
            cube.regressors.push_back({.name = name, .values = std::vector<double>(cube.cells())});
        std::size_t at = 0;
        for (std::uint64_t i = 0; i < n_; ++i)
            for (std::uint64_t j = 0; j < n_; ++j)
                for (std::uint64_t t = 0; t < periods_; ++t) fill(cube, at++, {i, j, t});
        return cube;
    }

private:
    void fill(Cube& cube, std::size_t at, const Cell& cell) const {
        const double time = static_cast<double>(cell.period);
        const bool is_abroad = cell.exporter != cell.importer;
        const double agreement = has_agreement(cell) ? 1 : 0;
        const double tariff =
            is_abroad
                ? std::log1p((0.02 + 0.25 * uniform(9, pair(cell))) * std::exp(-0.03 * time) *
                             (1 - 0.8 * agreement) *
                             (0.6 + 0.8 * uniform(10, cell.importer * periods_ + cell.period)))
                : 0;
        const double border = is_abroad ? time / static_cast<double>(periods_) : 0;
        cube.regressors[0].values[at] = agreement;
        cube.regressors[1].values[at] = tariff;
        cube.regressors[2].values[at] = border;
        const double index = effects(cell) + 0.35 * agreement - 3.0 * tariff + 0.8 * border;
        cube.flow[at] = noisy(std::exp(index), pair(cell) * periods_ + cell.period);
    }

    std::uint64_t pair(const Cell& cell) const { return cell.exporter * n_ + cell.importer; }
    std::uint64_t unordered_pair(const Cell& cell) const {
        return std::min(cell.exporter, cell.importer) * n_ + std::max(cell.exporter, cell.importer);
    }

    bool has_agreement(const Cell& cell) const {
        const std::uint64_t both = unordered_pair(cell);
        const double start = std::floor(uniform(7, both) * 2.2 * static_cast<double>(periods_));
        return cell.exporter != cell.importer && static_cast<double>(cell.period) >= start &&
               uniform(8, both) < 0.55 - 0.35 * uniform(5, both);
    }

    double effects(const Cell& cell) const {
        const double time = static_cast<double>(cell.period);
        const double seller = 1.6 * normal(1, cell.exporter) + 0.02 * time +
                              0.25 * normal(3, cell.exporter * periods_ + cell.period);
        const double buyer = 0.9 * 1.6 * normal(1, cell.importer) + 0.5 * normal(2, cell.importer) +
                             0.25 * normal(4, cell.importer * periods_ + cell.period);
        const double distance =
            -3.0 * uniform(5, unordered_pair(cell)) + 0.5 * normal(6, pair(cell));
        return seller + buyer + distance - (cell.exporter != cell.importer ? 2.5 : 0);
    }

    static double noisy(double mean, std::uint64_t index) {
        if (uniform(12, index) < std::exp(-6 * std::sqrt(mean))) return 0;
        const double variance = std::log1p(0.5 + 0.5 / std::sqrt(std::max(mean, 1e-3)));
        const double flow =
            mean * std::exp(std::sqrt(variance) * normal(11, index) - 0.5 * variance);
        return std::nearbyint(flow * 1e6) / 1000;
    }

    std::uint64_t n_;
    std::uint64_t periods_;
};

void print_fit(const CubeFit& fit) {
    for (std::size_t k = 0; k < fit.names.size(); ++k)
        std::printf("  %-12s %.12f  (%.12f)\n", fit.names[k].c_str(), fit.coefficients[k],
                    fit.standard_error(k));
    std::printf("  %zu observations, %zu pairs, deviance %.3f, %d steps, %d inner steps\n",
                fit.observations, fit.clusters, fit.deviance, fit.iterations, fit.inner_iterations);
}

/// Estimates some times; prints the fastest, the processor time of it, and the peak of memory.
void measure(const Cube& cube, unsigned threads, bool is_verbose) {
    double wall = 1e9;
    double processor = 1e9;
    reset_peak();
    for (int round = 0; round < rounds; ++round) {
        const double start = seconds(CLOCK_MONOTONIC);
        const double start_processor = seconds(CLOCK_PROCESS_CPUTIME_ID);
        const Result<CubeFit> fit = fit_cube(cube, {.threads = threads});
        wall = std::min(wall, seconds(CLOCK_MONOTONIC) - start);
        processor = std::min(processor, seconds(CLOCK_PROCESS_CPUTIME_ID) - start_processor);
        if (!fit) throw Fault(fit.error().message);
        if (round == 0 && is_verbose) print_fit(*fit);
    }
    std::printf("%zu x %zu x %zu = %.2f M cells, %u threads: %.3f s, processor %.3f s, %.0f MiB\n",
                cube.exporters, cube.importers, cube.periods,
                static_cast<double>(cube.cells()) * 1e-6, threads, wall, processor, memory_peak());
}

void measure_scaling() {
    for (const auto& [economies, periods] :
         std::vector<std::pair<std::uint64_t, std::uint64_t>>{{64, 24},
                                                              {100, 40},
                                                              {200, 24},
                                                              {200, 40},
                                                              {200, 80},
                                                              {250, 80},
                                                              {290, 120},
                                                              {400, 128}})
        measure(Generator(economies, periods).cube(), 2, false);
}

/// The standard input.
class InputSource : public ByteSource {
public:
    std::size_t read(char* out, std::size_t capacity) override {
        const ssize_t got = ::read(STDIN_FILENO, out, capacity);
        if (got < 0) throw Fault("cannot read the standard input");
        return static_cast<std::size_t>(got);
    }
    std::uint64_t size() const override { return 0; }
};

/// Codes of labels in order of appearance.
class FactorReader {
public:
    explicit FactorReader(std::string name) { factor_.name = std::move(name); }
    std::uint32_t add(std::string_view label) {
        auto found = codes_.find(label);
        if (found == codes_.end()) {
            found = codes_.emplace(label, static_cast<std::uint32_t>(codes_.size())).first;
            factor_.labels.emplace_back(label);
        }
        factor_.codes.push_back(found->second);
        return found->second;
    }
    Factor take() { return std::move(factor_); }

private:
    Factor factor_;
    std::map<std::string, std::uint32_t, std::less<>> codes_;
};

template <class T>
T value_of(Result<T> result) {
    if (!result) throw Fault(result.error().where + ": " + result.error().message);
    return std::move(*result);
}

/// Rows `exporter,importer,year,value`, with an agreement that begins in a generated year for some
/// pairs, its lag of five years, and borders by time.
Panel read_flows() {
    InputSource input;
    CsvReader reader(input, {}, "input");
    value_of(reader.next());
    FactorReader exporter("exporter");
    FactorReader importer("importer");
    FactorReader year("year");
    Panel panel{};
    panel.name = "input";
    for (const char* name : {"trade", "agreement", "agreement_lag5", "large_time"})
        panel.variables.push_back({.name = name, .values = {}});
    while (value_of(reader.next())) {
        const std::uint64_t i = mixed(exporter.add(reader.fields()[0]));
        const std::uint64_t j = mixed(importer.add(reader.fields()[1]));
        const double time = year.add(reader.fields()[2]);
        const std::string_view text = reader.fields()[3];
        double flow = 0;
        std::from_chars(text.data(), text.data() + text.size(), flow);
        const double start = 40 * uniform(7, i ^ j);
        panel.variables[0].values.push_back(flow);
        panel.variables[1].values.push_back(time >= start ? 1 : 0);
        panel.variables[2].values.push_back(time >= start + 5 ? 1 : 0);
        panel.variables[3].values.push_back(time * uniform(8, i ^ j));
    }
    panel.factors = {exporter.take(), importer.take(), year.take()};
    return panel;
}

void measure_flows() {
    const Panel panel = read_flows();
    CubeColumns columns;
    columns.regressors = {"agreement", "agreement_lag5", "large_time"};
    const double start = seconds(CLOCK_MONOTONIC);
    const Cube cube = value_of(to_cube(panel, columns));
    std::printf("%zu rows to a cube: %.3f s\n", panel.rows(), seconds(CLOCK_MONOTONIC) - start);
    measure(cube, 2, true);
}

unsigned number(const char* text) {
    unsigned value = 0;
    std::from_chars(text, text + std::strlen(text), value);
    return value;
}

}  // namespace

int main(int count, char** arguments) {
    try {
        const std::string mode = count > 1 ? arguments[1] : "";
        if (mode == "scaling") {
            measure_scaling();
        } else if (mode == "baci") {
            measure_flows();
        } else if (count > 2) {
            measure(Generator(number(arguments[1]), number(arguments[2])).cube(),
                    count > 3 ? number(arguments[3]) : 2, true);
        } else {
            for (const std::uint64_t periods : {40, 120})
                measure(Generator(200, periods).cube(), 2, true);
        }
        return 0;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "bench_cube: %s\n", error.what());
        return 1;
    }
}
