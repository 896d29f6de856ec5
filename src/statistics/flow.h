// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/flow.h"

namespace comity {

/// A flow as a file reported it (those that parties report themselves are acts).
struct Flow {
    std::string provider;
    std::string receiver;
    FlowKind kind = FlowKind::goods;
    Stage stage = Stage::dispatched;
    Decimal quantity;
    std::string unit;  ///< "doses", "USD"
    Date date;
    std::string id;         ///< the source's own, may be empty
    std::string continues;  ///< id of the flow that this one carries on, may be empty
    std::uint64_t line = 0;
    bool operator==(const Flow&) const = default;
};

}  // namespace comity
