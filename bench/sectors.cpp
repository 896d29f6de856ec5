// uses: engines/trade/equilibrium
// SPDX-License-Identifier: Apache-2.0
//
// What the many-sector model promises, on two cores: NAFTA as Caliendo and Parro (2015) ask for it
// (31 x 40, twice) within 30 ms; 44 x 50 within 20 ms; 200 x 100 within 0.6 s and 300 MB; 1,000
// draws of the elasticities at 44 x 50 within 20 s. bench_sectors [THREADS [FOLDER]]: the folder
// with cp2015/; without it the economy of 31 x 40 is made up like the others.
#include "base/check.h"
#include "engines/trade/equilibrium/economy_reader.h"
#include "engines/trade/equilibrium/elasticity_draws.h"
#include "engines/trade/equilibrium/many_sectors.h"

#include <sys/resource.h>
#include <time.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <memory>

using namespace comity;
using namespace comity::trade;

namespace {

constexpr int rounds = 5;
unsigned threads = 2;

double seconds(clockid_t clock) {
    timespec time{};
    ::clock_gettime(clock, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

struct Times {
    double wall = 1e300;
    double cpu = 1e300;
};

/// The shortest of the rounds.
template <class Work>
Times times_of(int count, Work work) {
    Times best;
    for (int round = 0; round < count; ++round) {
        const double wall = seconds(CLOCK_MONOTONIC);
        const double cpu = seconds(CLOCK_PROCESS_CPUTIME_ID);
        work();
        best.wall = std::min(best.wall, seconds(CLOCK_MONOTONIC) - wall);
        best.cpu = std::min(best.cpu, seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu);
    }
    return best;
}

long peak_megabytes() {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss / 1024;
}

void print(const char* what, const Times& times, unsigned iterations, const char* promise) {
    std::printf("%-34s %9.2f ms wall %9.2f ms cpu %4u iterations %5ld MB   promise %s\n", what,
                times.wall * 1e3, times.cpu * 1e3, iterations, peak_megabytes(), promise);
}

/// Numbers between 0 and 1, the same every time.
class Numbers {
public:
    double next() {
        seed_ = seed_ * 6364136223846793005ULL + 1442695040888963407ULL;
        return static_cast<double>(seed_ >> 11U) * 0x1p-53;
    }

private:
    std::uint64_t seed_ = 20150101;
};

/// Parties on a plane, of very different size; trade falls with distance.
Economy made_up(std::size_t parties, std::size_t sectors) {
    Numbers numbers;
    Economy e;
    std::vector<double> x;
    std::vector<double> y;
    for (std::size_t n = 0; n < parties; ++n) {
        e.parties.push_back("P" + std::to_string(n));
        e.value_added.push_back(std::exp(8 * numbers.next()));
        x.push_back(numbers.next());
        y.push_back(numbers.next());
    }
    for (std::size_t j = 0; j < sectors; ++j) {
        e.sectors.push_back("S" + std::to_string(j));
        e.theta.push_back(3 + 7 * numbers.next());
        for (std::size_t n = 0; n < parties; ++n) {
            double sum = 0;
            for (std::size_t i = 0; i < parties; ++i) {
                const double far = std::hypot(x[n] - x[i], y[n] - y[i]) + (n == i ? 0 : 1);
                e.share.push_back(e.value_added[i] * std::exp(numbers.next() - 3 * far));
                e.tariff.push_back(n == i ? 0 : 0.15 * numbers.next());
                sum += e.share.back();
            }
            for (std::size_t i = 0; i < parties; ++i) e.share[e.pair(j, n, i)] /= sum;
            e.expenditure.push_back(2 * e.value_added[n] / static_cast<double>(sectors));
        }
    }
    e.gamma.resize(parties * sectors * sectors);
    e.deficit.assign(parties, 0);
    for (std::size_t n = 0; n < parties; ++n)
        for (std::size_t j = 0; j < sectors; ++j) {
            e.alpha.push_back(1 / static_cast<double>(sectors));
            e.beta.push_back(0.3 + 0.4 * numbers.next());
            double sum = 0;
            for (std::size_t k = 0; k < sectors; ++k)
                sum += e.gamma[e.input(n, k, j)] = std::pow(numbers.next(), 4);
            for (std::size_t k = 0; k < sectors; ++k)
                e.gamma[e.input(n, k, j)] *= (1 - e.beta.back()) / sum;
        }
    auto economy = check_economy(std::move(e));
    check(economy.has_value(), "the benchmark makes economies that can be one");
    return *std::move(economy);
}

/// Ten parties trade without tariffs.
Change agreement(const Economy& economy) {
    Change change;
    change.tariff = economy.tariff;
    for (std::size_t j = 0; j < economy.sectors.size(); ++j)
        for (std::size_t n = 0; n < 10; ++n)
            for (std::size_t i = 0; i < 10; ++i) change.tariff[economy.pair(j, n, i)] = 0;
    return change;
}

Counterfactual solved(const Economy& economy, const Change& change, Closure closure) {
    auto result = solve(economy, change, {.closure = closure, .threads = threads});
    if (!result) std::fprintf(stderr, "%s\n", result.error().message.c_str());
    check(result.has_value(), "the benchmark's changes have an equilibrium");
    return *std::move(result);
}

MatrixLabels labels_of_1993() {
    MatrixLabels labels;
    for (int n = 0; n < 31; ++n) labels.parties.push_back("P" + std::to_string(n));
    for (int j = 0; j < 40; ++j) labels.sectors.push_back("S" + std::to_string(j));
    return labels;
}

Economy economy_of_1993(const std::string& folder) {
    FileSource output(folder + "/GO.txt");
    FileSource value_added(folder + "/B.txt");
    FileSource inputs(folder + "/IO.txt");
    FileSource elasticity(folder + "/T.txt");
    FileSource tariff(folder + "/tariffs1993.txt");
    FileSource flow(folder + "/xbilat1993.txt");
    const auto tables = read_matrices({{output, "GO.txt"},
                                       {value_added, "B.txt"},
                                       {inputs, "IO.txt"},
                                       {elasticity, "T.txt"},
                                       {tariff, "tariffs1993.txt"},
                                       {flow, "xbilat1993.txt"}},
                                      labels_of_1993(), {.flow = 1000, .untraded_theta = 8.22});
    check(tables.has_value(), "the published files can be read");
    auto economy = economy_from_flows(*tables);
    check(economy.has_value(), "the published files make an economy");
    return *std::move(economy);
}

Change nafta(const Economy& economy, const std::string& folder) {
    FileSource bytes(folder + "/tariffs2005.txt");
    const auto later = read_tariff_matrix({bytes, "tariffs2005.txt"}, labels_of_1993());
    check(later.has_value(), "the published tariffs can be read");
    Change change;
    change.tariff = economy.tariff;
    for (std::size_t j = 0; j < economy.sectors.size(); ++j)
        for (const std::size_t n : {4, 19, 29})
            for (const std::size_t i : {4, 19, 29})
                change.tariff[economy.pair(j, n, i)] = (*later)[economy.pair(j, n, i)];
    return change;
}

std::string unpacked(const std::string& path) {
    const std::string command = "gzip -dc '" + path + "'";
    const std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(command.c_str(), "r"), &pclose);
    check(pipe != nullptr, "gzip can be run");
    std::string text;
    char buffer[1 << 16];
    while (const std::size_t count = fread(buffer, 1, sizeof buffer, pipe.get()))
        text.append(buffer, count);
    return text;
}

Economy economy_of_2014(const std::string& folder) {
    std::vector<std::string> texts;
    for (const char* name :
         {"trade_share", "tariff", "expenditure", "consumption_share", "factor_share",
          "intermediate_share", "trade_elasticity", "value_added", "trade_balance"})
        texts.push_back(unpacked(folder + "/" + name + ".csv.gz"));
    std::vector<StringSource> sources(texts.begin(), texts.end());
    auto economy = read_long_tables({{sources[0], "trade_share"},
                                     {sources[1], "tariff"},
                                     {sources[2], "expenditure"},
                                     {sources[3], "consumption_share"},
                                     {sources[4], "factor_share"},
                                     {sources[5], "intermediate_share"},
                                     {sources[6], "trade_elasticity"},
                                     {sources[7], "value_added"},
                                     {sources[8], "trade_balance"}});
    check(economy.has_value(), "the published files can be read");
    return *std::move(economy);
}

void both_equilibria(const Economy& given, const Change& change, const char* what,
                     const char* promise) {
    unsigned iterations = 0;
    const Times times = times_of(rounds, [&] {
        const auto balanced = solved(given, {}, Closure::balanced);
        const Economy base = economy_after(given, {}, balanced);
        const auto after = solved(base, change, Closure::fixed);
        iterations = balanced.diagnostics.iterations + after.diagnostics.iterations;
    });
    print(what, times, iterations, promise);
}

void draws(const Economy& base, std::size_t count) {
    const Change change = agreement(base);
    ElasticityDraws wanted;
    for (const double theta : base.theta) wanted.standard_error.push_back(0.15 * theta);
    wanted.count = count;
    wanted.seed = 1;
    wanted.threads = threads;
    std::size_t unsolved = 0;
    const Times times = times_of(1, [&] {
        const auto outcome = draw_elasticities(base, change, {}, wanted);
        check(outcome.has_value(), "the benchmark's draws are permitted");
        unsolved = outcome->unsolved();
    });
    std::printf("draws that were not solved: %zu\n", unsolved);
    print("1,000 draws of 44 x 50", times, 0, "20 s");
}

}  // namespace

int main(int count, char** arguments) {
    if (count > 1) std::from_chars(arguments[1], arguments[1] + std::strlen(arguments[1]), threads);
    const std::string folder = count > 2 ? arguments[2] : "";
    {
        const std::string old = folder + "/cp2015";
        const Economy economy = folder.empty() ? made_up(31, 40) : economy_of_1993(old);
        const Change change = folder.empty() ? agreement(economy) : nafta(economy, old);
        both_equilibria(economy, change, "31 x 40, balanced and changed", "30 ms");
    }
    {
        const Economy given =
            folder.empty() ? made_up(44, 50) : economy_of_2014(folder + "/wiod2014");
        const Economy base = economy_after(given, {}, solved(given, {}, Closure::fixed));
        const Change change = agreement(base);
        unsigned iterations = 0;
        const Times times = times_of(rounds, [&] {
            iterations = solved(base, change, Closure::fixed).diagnostics.iterations;
        });
        print("44 x 50", times, iterations, "20 ms");
        draws(base, 1000);
    }
    {
        const Economy given = made_up(200, 100);
        const Change change = agreement(given);
        unsigned iterations = 0;
        const Times times = times_of(rounds, [&] {
            iterations = solved(given, change, Closure::fixed).diagnostics.iterations;
        });
        print("200 x 100", times, iterations, "600 ms, 300 MB");
    }
}
