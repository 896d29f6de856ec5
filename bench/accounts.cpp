// uses: accounts statistics
// SPDX-License-Identifier: Apache-2.0
//
// What accounts promise: 10 000 pledges of 3 readings over 10 million observations are counted anew
// within 10 s, and after one new observation within 10 ms. Beside it, what a plain SQL scan of the
// same file costs on this machine.
// bench_accounts [FOLDER]: where the file is made, and kept for the next time.
#include "accounts/scoreboard.h"
#include "base/check.h"
#include "statistics/import.h"
#include "statistics/sqlite.h"

#include <time.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>

using namespace comity;

namespace {

constexpr int countries = 200;
constexpr int indicators = 10;
constexpr int first_year = 2000;
constexpr int years = 25;
constexpr int pledges = 10'000;
constexpr int rounds = 5;

double now() {
    timespec time{};
    ::clock_gettime(CLOCK_MONOTONIC, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

template <class Work>
double seconds_of(Work work) {
    const double start = now();
    work();
    return now() - start;
}

/// The median over the rounds.
template <class Work>
double median_seconds_of(Work work) {
    std::vector<double> times;
    for (int i = 0; i < rounds; ++i) times.push_back(seconds_of(work));
    std::ranges::sort(times);
    return times[times.size() / 2];
}

std::string country(int number) {
    const std::string digits = std::to_string(number);
    return "P" + std::string(3 - digits.size(), '0') + digits;
}

std::string indicator(int number) { return "FLOW_" + std::to_string(number) + "_USD"; }

void write_csv(const std::string& path) {
    std::ofstream out(path, std::ios::binary);
    out << "indicator,reporter,partner,year,value\n";
    std::uint64_t seed = 20210917;
    for (int i = 0; i < indicators; ++i)
        for (int reporter = 0; reporter < countries; ++reporter)
            for (int partner = 0; partner < countries; ++partner)
                for (int year = first_year; year < first_year + years; ++year) {
                    seed = seed * 6364136223846793005ULL + 1442695040888963407ULL;
                    out << indicator(i) << ',' << country(reporter) << ',' << country(partner)
                        << ',' << year << ',' << (seed >> 40) << '.' << (seed >> 33) % 100 << '\n';
                }
    check(out.good(), "there is room for the file");
}

constexpr std::string_view mapping_text = R"(shape = "long"
[columns]
indicator = "indicator"
reporter = "reporter"
partner = "partner"
period = "year"
value = "value"
[constants]
unit = "USD"
)";

/// The vintage in the folder; it is made if it is not there.
std::string vintage_in(const std::string& folder) {
    std::filesystem::create_directories(folder);
    const std::string path = folder + "/accounts.vintage";
    if (std::filesystem::exists(path)) return path;
    const std::string csv = folder + "/accounts.csv";
    write_csv(csv);
    const auto mapping = parse_mapping(mapping_text, "accounts.toml");
    check(mapping.has_value(), "the benchmark's mapping can be read");
    ImportOptions options;
    options.vintage_path = path;
    check(import_file(csv, *mapping, options).has_value(), "the benchmark's file can be imported");
    std::filesystem::remove(csv);
    return path;
}

/// One dataset, `bench`.
struct OneVintage : Vintages {
    std::unique_ptr<Vintage> vintage;
    const Vintage* current(std::string_view dataset) const override {
        return dataset == "bench" ? vintage.get() : nullptr;
    }
};

template <class T>
T read(std::string_view text) {
    auto value = Codec<T>::read(Codec<T>::from_text(text));
    check(value.has_value(), "the benchmark writes values that can be read");
    return *value;
}

/// An association of ten members, two of which joined late, two observers, fourteen partners.
State association() {
    State state;
    for (int i = 0; i < 26; ++i) {
        const char* from = i < 8 ? "2001-06-15" : i == 8 ? "2023-07-04" : "2024-07-04";
        const Status status = i < 10   ? Status::member
                              : i < 12 ? Status::observer
                                       : Status::dialogue_partner;
        state.parties[country(i)].standings.push_back({read<Date>(from), status, 0});
    }
    return state;
}

Reading reading_of(int pledge, const std::string& name, const std::string& partners) {
    const std::string reporter = country(pledge % countries);
    const int kind = pledge / countries % (indicators / 2);
    const int from = first_year + pledge % (years - 4);
    Reading reading;
    reading.pledge = {"pledge-" + std::to_string(pledge)};
    reading.reading = {name};
    reading.label = read<Translations>(name);
    reading.evidence = Evidence::statistics;
    reading.dataset = Identifier{"bench"};
    reading.indicators = {indicator(2 * kind), indicator(2 * kind + 1)};
    reading.reporters = read<Group>(reporter);
    reading.partners = read<Group>(partners + " except " + reporter);
    reading.window = read<Window>(std::to_string(from) + ".." + std::to_string(from + 4));
    reading.aggregate = Aggregate::sum;
    reading.comparator = Comparator::at_least;
    reading.target = Decimal(1'000'000'000);
    reading.unit = Unit{"USD"};
    check(reading.valid().has_value(), "the benchmark counts valid readings");
    return reading;
}

void add_pledge(State& state, int number) {
    const std::string name = "pledge-" + std::to_string(number);
    state.pledge_order.push_back(name);
    Pledge& pledge = state.pledges[name];
    for (const auto& [reading, partners] :
         {std::pair("then", "member@2021-09-17"), std::pair("each-year", "member@period-end"),
          std::pair("wider", "member,observer,dialogue-partner@2024-12-31")}) {
        pledge.reading_order.emplace_back(reading);
        pledge.readings[reading].reading = reading_of(number, reading, partners);
    }
}

std::uint64_t rows_counted(const Scoreboard& board, const State& state) {
    std::uint64_t rows = 0;
    for (const std::string& pledge : state.pledge_order)
        for (const Account& account : board.of(pledge)) rows += account.rows;
    return rows;
}

double scan_seconds(const std::string& path, std::uint64_t rows) {
    sqlite::Database database = sqlite::Database::open_immutable(path);
    return median_seconds_of([&] {
        sqlite::Statement scan(database, "SELECT count(*), sum(value) FROM observation");
        check(scan.step() && static_cast<std::uint64_t>(scan.integer(0)) == rows,
              "the scan meets every observation");
    });
}

/// The slowest of some single series, each the median of its rounds.
double recount_seconds(Scoreboard& board, std::size_t& readings) {
    double slowest = 0;
    for (int i = 0; i < 20; ++i) {
        const SeriesKey key{indicator(i % indicators), country(i * 7), country(i % 8), "", "USD",
                            Frequency::annual};
        const double seconds = median_seconds_of(
            [&] { readings = std::max(readings, board.recount("bench", std::span(&key, 1))); });
        slowest = std::max(slowest, seconds);
    }
    return slowest;
}

}  // namespace

int main(int argc, char** argv) {
    const std::string folder =
        argc > 1 ? argv[1] : (std::filesystem::temp_directory_path() / "comity-bench").string();
    const std::string path = vintage_in(folder);
    OneVintage vintages;
    vintages.vintage = Vintage::open(path);
    const std::uint64_t observations = vintages.vintage->info().observations;

    State state = association();
    for (int i = 0; i < pledges; ++i) add_pledge(state, i);
    std::unique_ptr<Scoreboard> board;
    const double first = seconds_of(
        [&] { board = std::make_unique<Scoreboard>(state, vintages, read<Date>("2026-11-24")); });
    const double full = median_seconds_of([&] { board->recount_all(); });
    std::size_t readings = 0;
    const double one = recount_seconds(*board, readings);
    const double scan = scan_seconds(path, observations);
    const auto rows = static_cast<double>(rows_counted(*board, state));

    std::printf("observations            %12llu\n", static_cast<unsigned long long>(observations));
    std::printf("readings                %12zu\n", board->size());
    std::printf("rows in all accounts    %12.0f\n", rows);
    std::printf("count all, first time   %12.2f s\n", first);
    std::printf("count all               %12.2f s   (promise 10 s)\n", full);
    std::printf("one series changed      %12.2f ms  (promise 10 ms), up to %zu readings\n",
                one * 1e3, readings);
    std::printf("plain SQL scan          %12.2f s\n", scan);
    std::printf("count all / scan        %12.2f\n", full / scan);
    std::printf("rows a second / scan's  %12.2f\n",
                rows / full / (static_cast<double>(observations) / scan));
}
