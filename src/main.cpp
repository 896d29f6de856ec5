// SPDX-License-Identifier: Apache-2.0
#include "access/store.h"
#include "cli/command_line.h"
#include "server/serve.h"

#include <iostream>

namespace {

using namespace comity;

Result<> serve_pages(const cli::Context& context, const cli::ServeOptions& options) {
    const bool with_desk = has_access_store(context.folder);
    const auto node = TRY(Node::open(
        context.folder, with_desk ? Node::Access::write : Node::Access::read, context.passphrase));
    const auto ready = [&](std::uint16_t port) {
        std::cout << "Serving " << node->origin() << " at http://" << options.address << ":" << port
                  << "\nStop with Ctrl-C." << "\n"
                  << std::flush;
    };
    return serve(*node, {.http = {.address = options.address, .port = options.port},
                         .web_folder = context.share_folder + "/web",
                         .countries = context.lists.countries,
                         .version = std::string(cli::program_version),
                         .with_desk = with_desk,
                         .public_origin = options.public_origin,
                         .lists = context.lists,
                         .now = [] { return *cli::moment(""); },
                         .ready = ready});
}

}  // namespace

int main(int argc, char** argv) { return comity::cli::run(argc, argv, serve_pages); }
