// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "calendar/zone.h"

#include <map>

namespace comity {

/// The zones of one calendar, each read once.
class ZoneNames {
public:
    explicit ZoneNames(const Zones& zones) : zones_(zones) {}

    /// The IANA name that a file's name stands for: itself, or what follows the makers' prefix of a
    /// name that begins with a slash. Unchanged if there is none.
    std::string canonical(std::string_view name) const;
    /// Null if the IANA database has no such name.
    const Zone* find(const std::string& name);

private:
    const Zones& zones_;
    std::map<std::string, std::optional<Zone>> found_;
};

}  // namespace comity
