// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <source_location>
#include <stdexcept>
#include <string>

namespace comity {

/// The world failed us: disk, network, a damaged record. Whoever asked is told so: the HTTP handler
/// answers with status 500, the command line ends with exit code 2.
class Fault : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// We failed: a condition that the code guarantees does not hold.
class Bug : public std::logic_error {
public:
    using std::logic_error::logic_error;
};

/// Always on. `why` says why the condition must hold; never use it on input.
inline void check(bool condition, const char* why,
                  std::source_location place = std::source_location::current()) {
    if (!condition) [[unlikely]]
        throw Bug(std::string(place.file_name()) + ":" + std::to_string(place.line()) + ": " + why);
}

}  // namespace comity
