// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/codec.h"

namespace comity {

/// What moves.
enum class FlowKind : std::uint8_t { people, goods, capital, data };

/// How far it has come. The order is that of a flow's life.
enum class Stage : std::uint8_t { pledged, committed, allocated, dispatched, received, used };

template <>
struct EnumText<FlowKind> {
    static constexpr std::string_view type = "kind of flow";
    static constexpr std::array values = {std::pair{FlowKind::people, std::string_view("people")},
                                          std::pair{FlowKind::goods, std::string_view("goods")},
                                          std::pair{FlowKind::capital, std::string_view("capital")},
                                          std::pair{FlowKind::data, std::string_view("data")}};
};

template <>
struct EnumText<Stage> {
    static constexpr std::string_view type = "stage";
    static constexpr std::array values = {
        std::pair{Stage::pledged, std::string_view("pledged")},
        std::pair{Stage::committed, std::string_view("committed")},
        std::pair{Stage::allocated, std::string_view("allocated")},
        std::pair{Stage::dispatched, std::string_view("dispatched")},
        std::pair{Stage::received, std::string_view("received")},
        std::pair{Stage::used, std::string_view("used")}};
};

}  // namespace comity
