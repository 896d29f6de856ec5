// SPDX-License-Identifier: Apache-2.0
#include "cli/context.h"

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace comity::cli {
namespace {

namespace fs = std::filesystem;

constexpr const char* iso_countries = "/usr/share/iso-codes/json/iso_3166-1.json";

}  // namespace

Result<Instant> moment(const std::string& given) {
    if (!given.empty()) return Instant::parse(given);
    const auto since = std::chrono::system_clock::now().time_since_epoch();
    return Instant{std::chrono::duration_cast<std::chrono::seconds>(since).count()};
}

std::string find_share_folder() {
    if (const char* given = std::getenv("COMITY_SHARE")) return given;
    const fs::path program = fs::read_symlink("/proc/self/exe");
    return (program.parent_path().parent_path() / "share" / "comity").string();
}

Result<CountryList> load_countries() {
    const std::ifstream file(iso_countries, std::ios::binary);
    if (!file) return CountryList{};
    std::ostringstream text;
    text << file.rdbuf();
    return parse_countries(text.view());
}

Result<Json> ask(const Context& context, const Node& node, std::string_view path,
                 std::map<std::string, std::string> arguments) {
    const auto lock = node.reading();
    if (!node.state().association)
        return refuse("association.absent", "the association is not founded yet; see comity found",
                      node.folder());
    const View view{node, node.state(), context.countries, context.now.date(), program_version};
    for (const Question* question : all_questions())
        if (question->path == path) return question->answer(view, Arguments(std::move(arguments)));
    return refuse("question.unknown", "there is no question " + std::string(path));
}

}  // namespace comity::cli
