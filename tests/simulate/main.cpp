// SPDX-License-Identifier: Apache-2.0
//
// simulate: associations of 3 to 27 nodes that run the program's own code on simulated clocks,
// disks and networks, which fail in every way that the seed can think of. docs/simulator.md.
#include "base/digits.h"
#include "simulate/world.h"

#include <ctime>
#include <fstream>
#include <iostream>
#include <set>
#include <span>

namespace {

using namespace comity;
using namespace comity::simulate;

constexpr std::string_view usage =
    "simulate [--seed N | --seeds FROM COUNT] [--hours H] [--open FILE] [--trace]\n"
    "  --seed N            one run\n"
    "  --seeds FROM COUNT  so many, one after the other; stops at none\n"
    "  --hours H           of trouble in each run (3); quiet ones come after them\n"
    "  --open FILE         seeds whose failure is known and not mended: told, not counted\n"
    "  --trace             tells what happens\n"
    "0: no invariant was broken; 1: one was, and how to see it again; 2: the question is unclear\n";

struct Question {
    std::uint64_t from = 1;
    std::uint64_t count = 1;
    std::int64_t hours = 3;
    std::set<std::uint64_t> open = {};
    bool trace = false;
};

/// The number that stands at `place`; moves on behind it.
template <class N>
bool take_number(std::span<const char* const>& words, N& number) {
    if (words.empty()) return false;
    const auto read = parse_number<N>(words.front());
    if (!read) return false;
    number = *read;
    words = words.subspan(1);
    return true;
}

/// The seeds that begin the lines of a file; `#` begins a comment. False: no such file.
bool take_open_seeds(std::span<const char* const>& words, std::set<std::uint64_t>& seeds) {
    if (words.empty()) return false;
    std::ifstream file(words.front());
    words = words.subspan(1);
    for (std::string line; std::getline(file, line);)
        if (const auto seed = parse_number<std::uint64_t>(line.substr(0, line.find(' '))))
            seeds.insert(*seed);
    return file.eof();
}

std::optional<Question> parse(std::span<const char* const> words) {
    Question question;
    while (!words.empty()) {
        const std::string_view word = words.front();
        words = words.subspan(1);
        if (word == "--trace")
            question.trace = true;
        else if (word == "--seed" && take_number(words, question.from))
            question.count = 1;
        else if (word == "--seeds" && take_number(words, question.from) &&
                 take_number(words, question.count))
            continue;
        else if (word == "--open" && take_open_seeds(words, question.open))
            continue;
        else if (word != "--hours" || !take_number(words, question.hours) || question.hours < 2)
            return {};
    }
    return question;
}

struct Totals {
    std::uint64_t failed = 0, steps = 0, acts = 0, entries = 0, seals = 0, heads = 0;
    std::uint64_t decisions = 0, faults = 0, overtaken = 0;
    Milliseconds simulated = 0;

    void add(const Report& report) {
        failed += report.violation ? 1 : 0;
        steps += report.steps;
        acts += report.acts;
        entries += report.entries;
        seals += report.seals;
        heads += report.heads;
        decisions += report.decisions;
        overtaken += report.overtaken;
        faults += report.faults;
        simulated += report.simulated;
    }
};

void print_violation(const Report& report, std::int64_t hours) {
    std::cout << "seed " << report.seed << " step " << report.steps << " broke "
              << report.violation->invariant << ": " << report.violation->what
              << "\n  again: simulate --seed " << report.seed << " --hours " << hours
              << " --trace\n";
}

void print_totals(const Totals& totals, std::uint64_t count, double cpu_seconds) {
    const double hours = static_cast<double>(totals.simulated) / static_cast<double>(hour);
    std::cout << count << " seeds, " << totals.failed << " failed; " << totals.steps << " steps, "
              << totals.acts << " acts, " << totals.entries << " entries, " << totals.seals
              << " seals, " << totals.heads << " heads signed, " << totals.decisions
              << " decisions, " << totals.overtaken << " overtaken, " << totals.faults
              << " faults; " << hours << " simulated hours in " << cpu_seconds << " s of CPU\n";
}

}  // namespace

int main(int count, char** arguments) {
    const auto words = std::span<const char* const>(arguments, static_cast<std::size_t>(count));
    const auto question = parse(words.subspan(1));
    if (!question) {
        std::cerr << usage;
        return 2;
    }
    Totals totals;
    const std::clock_t start = std::clock();
    for (std::uint64_t i = 0; i < question->count; ++i) {
        const Report report = simulate::run({.seed = question->from + i,
                                             .hours = question->hours,
                                             .story = question->trace ? &std::cout : nullptr});
        totals.add(report);
        if (report.violation) print_violation(report, question->hours);
        if (!question->open.contains(report.seed)) continue;
        totals.failed -= report.violation ? 1 : 0;
        std::cout << "seed " << report.seed << " is an open one"
                  << (report.violation ? "\n" : ", and passes: strike it off\n");
    }
    print_totals(totals, question->count,
                 static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC);
    return totals.failed == 0 ? 0 : 1;
}
