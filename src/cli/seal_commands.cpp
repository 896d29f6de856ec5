// SPDX-License-Identifier: Apache-2.0
#include "cli/seal_commands.h"

#include "service/sealing.h"

namespace comity::cli {
namespace {

Result<Report> seal(const Context& context, const Json&) {
    const auto node = TRY(Node::open(context.folder, Node::Access::write));
    TRY(seal_alone(*node, context.now));
    const EnteredSeal& entered = node->state().seals.entered.back();
    return Report{
        Json::Object{
            {"entry", entered.entry}, {"size", entered.size}, {"dated", entered.dated.text()}},
        "Sealed the first " + std::to_string(entered.size) + " entries, dated " +
            entered.dated.text() + ", by the depositary alone (entry " +
            std::to_string(entered.entry) + ").\n"};
}

constexpr std::array commands = {
    FieldCommand{.name = "seal",
                 .group = "Proofs",
                 .what = "seal everything so far, where no other member cosigns",
                 .footer = "Deadlines pass by seals alone: what was entered before one and what "
                           "was not is then evident\nto everybody who has the record.",
                 .run = &seal},
};

}  // namespace

std::span<const FieldCommand> seal_commands() { return commands; }

}  // namespace comity::cli
