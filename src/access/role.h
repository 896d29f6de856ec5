// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/codec.h"

namespace comity {

/// What a person may do for the party that they act for. Each may do what those before it may.
enum class Role : std::uint8_t { observe, draft, act, hold_keys };

template <>
struct EnumText<Role> {
    static constexpr std::string_view type = "role";
    static constexpr std::array values = {
        std::pair{Role::observe, std::string_view("observe")},
        std::pair{Role::draft, std::string_view("draft")},
        std::pair{Role::act, std::string_view("act")},
        std::pair{Role::hold_keys, std::string_view("hold-keys")}};
};

}  // namespace comity
