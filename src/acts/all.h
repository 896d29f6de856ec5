// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "acts/act_type.h"
#include "record/log.h"

namespace comity {

/// Every kind of act, in the order in which the documentation lists them.
std::span<const ActType* const> all_acts();

/// The kind of act with this name, or null.
const ActType* find_act(std::string_view kind);

/// Folds one entry into `state`, or says why it may not be and leaves `state` as it was. The
/// entry's origin, chain and key are checked; its signature is not, for that can be done on another
/// core: it must verify under the key that is returned. The first entry founds the association and
/// is checked with the key that it names. Refusals: those of `check_chain`, `act.unknown`,
/// `act.not-founded`, `author.unknown`, `json.*`, `field.*`, and those of the act.
Result<PublicKey> fold(State& state, std::uint64_t index, const Entry& entry);

/// As `fold`, and the signature too: what is done before an entry is appended.
Result<> fold_verified(State& state, std::uint64_t index, const Entry& entry);

/// Folds what was appended to a log after the entries of `state`. A journal is only as trustworthy
/// as its folder: its entries are judged as if they had just been handed in. Refusal `log.invalid`.
Result<> fold_journal(State& state, const Log& log);

}  // namespace comity
