// uses: statistics base
// SPDX-License-Identifier: Apache-2.0
// Imports a generated long CSV and times the sqlite3 shell at the same file in the same run.
//   bench_import [megabytes (256)] [in-order | by-period | random]
#include "statistics/import.h"

#include <sys/resource.h>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>

namespace {

namespace fs = std::filesystem;

constexpr std::string_view mapping_text = R"(
shape = "long"
[columns]
reporter = "reporter"
indicator = "indicator"
partner = "partner"
period = "period"
value = "value"
status = "status"
[constants]
unit = "USD"
)";

std::string code(std::uint64_t number) {
    std::string text;
    for (int i = 0; i < 3; ++i, number /= 26) text += static_cast<char>('A' + number % 26);
    return text;
}

/// Row `number` of the file: 60 years of each series.
void append_row(std::string& out, std::uint64_t number, const std::string& order,
                std::uint64_t series_count) {
    const bool by_series = order != "by-period";
    const std::uint64_t series = by_series ? number / 60 : number % series_count;
    const std::uint64_t year = 1960 + (by_series ? number % 60 : number / series_count);
    const std::uint64_t value = (number * 2654435761) % 1'000'000'007;
    out += code(series % 200) + ",XG_FOB_USD," + code(series / 200) + "," + std::to_string(year) +
           "," + std::to_string(value / 100) + "." + std::to_string(10 + value % 90) + ",A\n";
}

std::uint64_t generate(const fs::path& path, std::uint64_t bytes, const std::string& order) {
    constexpr std::uint64_t row_bytes = 36;
    const std::uint64_t series_count = bytes / row_bytes / 60;
    const std::uint64_t rows = series_count * 60;
    std::ofstream file(path, std::ios::binary);
    file << "reporter,indicator,partner,period,value,status\n";
    std::string buffer;
    for (std::uint64_t i = 0; i < rows; ++i) {
        // A multiplier without a common factor visits every row once, in no order that helps.
        std::uint64_t step = 1'000'003;
        while (rows % step == 0) ++step;
        const std::uint64_t number = order == "random" ? (i * step) % rows : i;
        append_row(buffer, number, order, series_count);
        if (buffer.size() > (1 << 20)) file << buffer, buffer.clear();
    }
    file << buffer;
    return rows;
}

double seconds_since(std::chrono::steady_clock::time_point start) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

double import_ours(const fs::path& csv, const fs::path& vintage) {
    const auto mapping = comity::parse_mapping(mapping_text, "bench.toml");
    if (!mapping) throw std::runtime_error(mapping.error().message);
    const auto start = std::chrono::steady_clock::now();
    const auto report = comity::import_file(csv, *mapping, {.vintage_path = vintage});
    if (!report) throw std::runtime_error(report.error().message + " " + report.error().where);
    std::printf("observations    %llu in %llu series\n",
                static_cast<unsigned long long>(report->vintage.observations),
                static_cast<unsigned long long>(report->vintage.series));
    return seconds_since(start);
}

double import_shell(const fs::path& csv, const fs::path& database) {
    const std::string command =
        "sqlite3 '" + database.string() + "' '.mode csv' '.import \"" + csv.string() + "\" t'";
    const auto start = std::chrono::steady_clock::now();
    if (std::system(command.c_str()) != 0) throw std::runtime_error("sqlite3 failed");
    return seconds_since(start);
}

double tokenize(const fs::path& csv) {
    comity::FileSource source(csv);
    comity::CsvReader reader(source, {}, "bench");
    const auto start = std::chrono::steady_clock::now();
    std::uint64_t fields = 0;
    for (;;) {
        const auto found = reader.next();
        if (!found) throw std::runtime_error(found.error().message);
        if (!*found) break;
        fields += reader.fields().size();
    }
    if (fields == 0) throw std::runtime_error("nothing was read");
    return seconds_since(start);
}

double read_back(const fs::path& path) {
    const auto vintage = comity::Vintage::open(path);
    const auto series = vintage->series(0, 20'000);
    const auto from = *comity::Period::parse("2015");
    const auto to = *comity::Period::parse("2019");
    const auto start = std::chrono::steady_clock::now();
    std::size_t found = 0;
    std::size_t calls = 0;
    for (int round = 0; round < 10; ++round)
        for (const auto& [id, key] : series) {
            found += vintage->find(key.indicator, key.reporter, key.partner).size();
            found += vintage->observations(id, from, to).size();
            ++calls;
        }
    if (found < calls) throw std::runtime_error("observations are missing");
    return seconds_since(start) / static_cast<double>(calls) * 1e6;
}

}  // namespace

int main(int count, char** arguments) {
    const std::uint64_t megabytes = count > 1 ? std::strtoull(arguments[1], nullptr, 10) : 256;
    const std::string order = count > 2 ? arguments[2] : "in-order";
    std::string folder = (fs::temp_directory_path() / "comity-bench-XXXXXX").string();
    if (!::mkdtemp(folder.data())) return 2;
    const fs::path root = folder;
    int result = 0;
    try {
        const fs::path csv = root / "data.csv";
        generate(csv, megabytes << 20, order);
        const double size = static_cast<double>(fs::file_size(csv)) / 1e6;
        const double tokens = tokenize(csv);
        const double ours = import_ours(csv, root / "data.vintage");
        struct rusage usage{};
        ::getrusage(RUSAGE_SELF, &usage);
        const double shell = import_shell(csv, root / "data.db");
        std::printf("file            %.0f MB, %s\n", size, order.c_str());
        std::printf("tokenizing      %.2f s, %.0f MB/s\n", tokens, size / tokens);
        std::printf("import_file     %.2f s, %.0f MB/s\n", ours, size / ours);
        std::printf("sqlite3 .import %.2f s, %.0f MB/s\n", shell, size / shell);
        std::printf("ratio           %.2f (1 or more: as fast as the shell)\n", shell / ours);
        std::printf("peak memory     %ld MB\n", usage.ru_maxrss / 1024);
        std::printf("vintage size    %.0f MB\n",
                    static_cast<double>(fs::file_size(root / "data.vintage")) / 1e6);
        std::printf("find and read   %.1f us a call (5 observations)\n",
                    read_back(root / "data.vintage"));
    } catch (const std::exception& error) {
        std::fprintf(stderr, "%s\n", error.what());
        result = 1;
    }
    fs::remove_all(root);
    return result;
}
