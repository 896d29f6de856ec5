// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "peers/peer.h"

namespace comity::simulate {

/// Faults that are put into the code under test on purpose, to see whether a run finds them.
enum class Plant {
    forgets_acts,     ///< its outbox is lost whenever it starts
    forgets_heads,    ///< what it cosigned is lost whenever it starts
    other_state,      ///< a note that it makes up stands in its state
    claims_receipts,  ///< it says that all have its objections, and sends none
    serves_damage,    ///< a byte of what it publishes is another one
    drops_acts,       ///< it says that it takes an act and does not
};

/// A peer on `disk` with this fault.
Result<std::unique_ptr<Peer>> open_planted(Plant plant, Disk& disk, Peer::Options options);

}  // namespace comity::simulate
