// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "record/key_file.h"
#include "service/node.h"

namespace comity {

/// The key by which this node cosigns for `author`, made if there is none yet. Refusals of keys.
Result<NamedKey> cosigning_key(Node& node, const std::string& author);

/// Enters a seal of everything so far by the depositary alone, declaring its cosigning key first if
/// that is not on record; the index of the seal's entry. Refusal `seal.others` if members have
/// declared keys: their nodes must cosign, which `comity serve` asks them to; those of acts. Where
/// a deadline has passed, a second seal covers the first, so that it settles what it proves.
Result<std::uint64_t> seal_alone(Node& node, Instant now);

}  // namespace comity
