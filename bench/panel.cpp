// uses: engines/trade/description
// SPDX-License-Identifier: Apache-2.0
// Reads a generated panel of 250 parties, in order or not; CPU time, the least of `repeats`.
//   bench_panel [million rows (2)] [in-order | random] [repeats (3)]
#include "engines/trade/panels/flows.h"
#include "engines/trade/panels/panel_reader.h"
#include "statistics/gzip.h"

#include <time.h>
#include <algorithm>
#include <charconv>
#include <iostream>

namespace {

using namespace comity;
using namespace comity::trade;

std::string code(std::uint64_t number) {
    std::string text;
    for (int i = 0; i < 3; ++i, number /= 26) text += static_cast<char>('A' + number % 26);
    return text;
}

std::string generate(std::uint64_t rows, bool in_order) {
    constexpr std::uint64_t parties = 250;
    const std::uint64_t years = rows / parties / parties + 1;
    std::uint64_t step = 1'000'003;
    while (rows % step == 0) ++step;  // without a common factor it visits every row once
    std::string text = "exporter,importer,year,trade\n";
    for (std::uint64_t i = 0; i < rows; ++i) {
        const std::uint64_t at = in_order ? i : i * step % rows;
        const std::uint64_t value = at * 2'654'435'761 % 1'000'000'007;
        text += code(at / years / parties) + "," + code(at / years % parties) + "," +
                std::to_string(1960 + at % years) + "," + std::to_string(value / 1'000) + "." +
                std::to_string(100 + value % 900) + "\n";
    }
    return text;
}

double cpu_seconds() {
    timespec time{};
    ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

template <class Work>
double least_seconds(int repeats, const Work& work) {
    double least = 1e9;
    for (int i = 0; i < repeats; ++i) {
        const double start = cpu_seconds();
        work();
        least = std::min(least, cpu_seconds() - start);
    }
    return least;
}

double number(const char* text) {
    double value = 0;
    const std::string_view all(text);
    std::from_chars(all.data(), all.data() + all.size(), value);
    return value;
}

Panel read(ByteSource& source) {
    auto panel = read_panel(source, "bench", {});
    if (!panel) throw std::runtime_error(panel.error().message + " " + panel.error().where);
    return std::move(*panel);
}

void report(const char* what, double seconds, double rows) {
    std::cout << what << ": " << seconds << " s, " << rows / seconds / 1e6
              << " million rows a second\n";
}

}  // namespace

int main(int argc, char** argv) {
    const auto rows = static_cast<std::uint64_t>((argc > 1 ? number(argv[1]) : 2) * 1e6);
    const bool in_order = argc < 3 || std::string(argv[2]) != "random";
    const int repeats = argc > 3 ? static_cast<int>(number(argv[3])) : 3;
    const std::string text = generate(rows, in_order);
    const std::string packed = gzip(text, 6);
    std::cout << rows << " rows, " << text.size() << " bytes, packed " << packed.size() << "\n";
    Panel panel;
    report("plain",
           least_seconds(repeats,
                         [&] {
                             StringSource source(text);
                             panel = read(source);
                         }),
           static_cast<double>(rows));
    report("packed",
           least_seconds(repeats,
                         [&] {
                             StringSource source(packed);
                             GzipSource unpacked(source, "bench");
                             panel = read(unpacked);
                             if (!unpacked.finished()) throw std::runtime_error("is not gzip");
                         }),
           static_cast<double>(rows));
    report("flows",
           least_seconds(repeats,
                         [&] {
                             const auto flows = Flows::from_panel(panel, {}, Absence::zero);
                             if (!flows) throw std::runtime_error(flows.error().message);
                         }),
           static_cast<double>(rows));
    return 0;
}
