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

const std::string iso_folder = "/usr/share/iso-codes/json/";

std::string read_if_there(const std::string& path) {
    const std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    if (file) text << file.rdbuf();
    return std::move(text).str();
}

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

Result<CodeLists> load_code_lists() {
    CodeLists lists;
    const std::string countries = read_if_there(iso_folder + "iso_3166-1.json");
    const std::string currencies = read_if_there(iso_folder + "iso_4217.json");
    if (!countries.empty()) lists.countries = TRY(parse_countries(countries));
    if (!currencies.empty()) lists.currencies = TRY(parse_currencies(currencies));
    return lists;
}

Result<Json> ask(const Context& context, const Node& node, std::string_view path,
                 std::map<std::string, std::string> arguments) {
    const auto lock = node.reading();
    if (!node.state().association)
        return refuse("association.absent", "the association is not founded yet; see comity found",
                      node.folder());
    const View view{
        node,       node.state(), context.lists.countries, context.now.date(), program_version,
        context.now};
    for (const Question* question : all_questions())
        if (question->path == path) return question->answer(view, Arguments(std::move(arguments)));
    return refuse("question.unknown", "there is no question " + std::string(path));
}

}  // namespace comity::cli
