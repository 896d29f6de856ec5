// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/context.h"

namespace comity::cli {

struct ServeOptions {
    std::string address;
    std::uint16_t port = 0;
    std::string public_origin = {};  ///< where a proxy serves it, if people sign in
};

/// Serves until it is interrupted. Given by main, because the command line does not know the
/// server.
using Serve = std::function<Result<>(const Context&, const ServeOptions&)>;

/// Runs the program. 0 done, 1 refused, 2 fault or bug.
int run(int argc, char** argv, const Serve& serve);

}  // namespace comity::cli
