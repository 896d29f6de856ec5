// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/passphrase.h"
#include "service/code_check.h"
#include "service/question.h"

#include <functional>
#include <string>

namespace comity::cli {

/// What every command is given: the options that stand before it, and the world around.
struct Context {
    std::string folder = ".";  ///< of the node
    bool json = false;         ///< answer as JSON
    Instant now;
    std::string share_folder;  ///< of the installation: web/ and examples/
    CodeLists lists;
    PassphraseSource passphrase = passphrase_source();  ///< for keys that are encrypted
};

/// The moment given by `--now` or the clock; refusal `instant.*`.
Result<Instant> moment(const std::string& given);
/// The folder of pages and examples: `../share/comity` from the program, installed or not.
std::string find_share_folder();
/// ISO 3166-1 and 4217 from the iso-codes package; empty if that is not installed.
Result<CodeLists> load_code_lists();

/// Asks one of the program's questions; the node's state is held still meanwhile.
Result<Json> ask(const Context& context, const Node& node, std::string_view path,
                 std::map<std::string, std::string> arguments);

/// The same, as the struct that the question answers with.
template <class Answer>
Result<Answer> ask_for(const Context& context, const Node& node, std::string_view path,
                       std::map<std::string, std::string> arguments) {
    return decode<Answer>(TRY(ask(context, node, path, std::move(arguments))));
}

inline constexpr std::string_view program_version = "0.1.0";

}  // namespace comity::cli
