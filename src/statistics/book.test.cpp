// SPDX-License-Identifier: Apache-2.0
#include "statistics/import.test.h"

#include <algorithm>

namespace comity {
namespace {

const std::string source_folder = COMITY_SOURCE_DIR;

std::vector<std::string> lines_of(const std::string& path) {
    std::istringstream text(test::read_text(path));
    std::vector<std::string> lines;
    for (std::string line; std::getline(text, line);) lines.push_back(line);
    return lines;
}

struct Example {
    std::string csv;
    std::string mapping;
};

/// The mappings of the page, each with the file that is shown before it.
std::vector<Example> examples() {
    std::vector<Example> found;
    std::string csv;
    bool inside = false;
    for (const std::string& line : lines_of(source_folder + "/docs/mapping.md")) {
        if (line == "```toml") {
            found.push_back({std::exchange(csv, ""), ""});
            inside = true;
        } else if (line == "```") {
            inside = false;
        } else if (inside) {
            found.back().mapping += line + "\n";
        } else if (line.starts_with("    ")) {
            csv += line.substr(4) + "\n";
        }
    }
    return found;
}

/// Adds the words that follow `start` in `text`, up to a quote, with `area` before them.
void add_codes(std::set<std::string>& codes, const std::string& text, const std::string& start,
               const std::string& area) {
    const std::string prefix = area + ".";
    for (std::size_t at = text.find(start); at != std::string::npos; at = text.find(start, at)) {
        at += start.size();
        const std::string word = text.substr(at, text.find('"', at) - at);
        const bool is_word = !word.empty() && std::ranges::all_of(word, [](char c) {
            return (c >= 'a' && c <= 'z') || c == '-';
        });
        if (is_word) codes.insert(prefix + word);
    }
}

/// All codes of refusals that the sources of this folder name.
std::set<std::string> codes_in_sources() {
    std::set<std::string> codes;
    for (const auto& entry :
         std::filesystem::directory_iterator(source_folder + "/src/statistics")) {
        const std::string path = entry.path().string();
        if (!path.ends_with(".cpp") || path.ends_with(".test.cpp")) continue;
        const std::string text = test::read_text(path);
        for (const std::string area : {"csv", "mapping", "import", "sdmx"})
            add_codes(codes, text, "\"" + area + ".", area);
        add_codes(codes, text, "wrong(\"", "mapping");
    }
    return codes;
}

}  // namespace

TEST_CASE("the page about mappings shows files that its mappings read") {
    std::string read;
    for (const Example& example : examples()) {
        const auto import = test::Import(example.mapping).read(example.csv);
        read += import.rows();
        for (const Flow& flow : import.vintage().flows(0, 10))
            read += flow.receiver + " " + flow.date.text() + " " + flow.quantity.text() + "\n";
    }
    CHECK(read ==
          "NY.GDP.MKTP.CD KAZ USD 2020 171082379532.7\n"
          "NY.GDP.MKTP.CD KAZ USD 2021 197112255360.6\n"
          "XG_FOB_USD CHN KAZ USD 2020 11701500000\nXG_FOB_USD CHN KAZ USD 2021 13952700000\n"
          "GDP KAZ 2020-Q1 35400000000\nIRQ 2021-03-25 336000\n");
}

TEST_CASE("the page about mappings explains every refusal, and a test shows it") {
    const std::string page = test::read_text(source_folder + "/docs/mapping.md");
    std::string tests;
    for (const auto& entry : std::filesystem::directory_iterator(source_folder + "/src/statistics"))
        if (entry.path().string().ends_with(".test.cpp"))
            tests += test::read_text(entry.path().string());
    const std::set<std::string> codes = codes_in_sources();
    CHECK(codes.size() > 35);
    for (const std::string& code : codes) {
        CHECK_MESSAGE(page.find("`" + code + "`") != std::string::npos, code);
        CHECK_MESSAGE(tests.find(code) != std::string::npos, code);
    }
}

}  // namespace comity
