// SPDX-License-Identifier: Apache-2.0
//
// Imports two files in turn into FOLDER/vintage until it is killed, and prints a line after each.
// `import FOLDER check` looks afterwards: the vintage must be wholly that of one of the files, and
// the next import must leave nothing beside it; prints how many files had been left behind.
// tests/kill/kill_import.py kills it at random moments.
#include "statistics/import.h"

#include "base/check.h"

#include <unistd.h>

#include <cstdio>
#include <filesystem>

using namespace comity;
namespace fs = std::filesystem;

namespace {

constexpr std::string_view mapping_text = R"(
shape = "long"
[columns]
indicator = "indicator"
reporter = "reporter"
period = "period"
value = "value"
)";

/// Both files have the same series and periods, with other values; the second has more of them.
constexpr std::array<std::uint64_t, 2> row_counts = {6'000, 9'000};

std::string file_text(std::size_t which) {
    std::string text = "indicator,reporter,period,value\n";
    for (std::uint64_t row = 0; row < row_counts.at(which); ++row)
        text += "I" + std::to_string(row / 100 % 50) + ",R" + std::to_string(row / 5'000) + "," +
                std::to_string(1901 + row % 100) + "," + std::to_string(which) + ".5\n";
    return text;
}

void import(const std::string& path, const std::string& text) {
    static const Mapping mapping = parse_mapping(mapping_text, "mapping.toml").value();
    StringSource source(text);
    const auto report = import_source(source, "data.csv", mapping, {.vintage_path = path});
    if (!report) throw Fault(report.error().message + " " + report.error().where);
}

[[noreturn]] void import_for_ever(const std::string& path) {
    const std::array texts = {file_text(0), file_text(1)};
    for (std::size_t round = 0;; ++round) {
        import(path, texts.at(round % 2));
        check(::write(1, "done\n", 5) == 5, "the driver reads until this program is dead");
    }
}

void check_whole(const std::string& path) {
    const auto vintage = Vintage::open(path);
    const std::size_t which = vintage->info().observations == row_counts[0] ? 0 : 1;
    if (vintage->info().file != sha256(file_text(which))) throw Fault("it is of another file");
    const auto rows = vintage->rows(0, UINT64_MAX);
    if (rows.size() != row_counts.at(which)) throw Fault("observations are missing");
    for (const auto& [key, observation] : rows)
        if (observation.value.text() != std::to_string(which) + ".5")
            throw Fault("values of two files are mixed");
}

std::ptrdiff_t file_count(const fs::path& folder) {
    return std::distance(fs::directory_iterator(folder), {});
}

void check_folder(const fs::path& folder) {
    const std::string path = (folder / "vintage").string();
    const bool there = fs::exists(path);
    if (there) check_whole(path);
    const std::ptrdiff_t left = file_count(folder) - (there ? 1 : 0);
    import(path, file_text(0));
    check_whole(path);
    if (file_count(folder) != 1) throw Fault("the next import left old files behind");
    std::printf("%td\n", left);
}

}  // namespace

int main(int count, char** arguments) try {
    if (count == 2) import_for_ever((fs::path(arguments[1]) / "vintage").string());
    if (count != 3) return 2;
    check_folder(arguments[1]);
} catch (const std::exception& failure) {
    std::fprintf(stderr, "%s\n", failure.what());
    return 1;
}
