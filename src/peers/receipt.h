// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "record/entry.h"
#include "record/key_file.h"

namespace comity {

/// A node's word that it holds acts since a time: it cosigns no log that leaves them out for
/// longer than the maximum merge delay, nor an objection past its deadline.
struct ActReceipt {
    std::string origin;
    Instant time;
    std::vector<Hash> leaves;  ///< of the entries; at least one, at most 1,000
    bool operator==(const ActReceipt&) const = default;
};

/// The text that is signed as a note with the entry key: `comity/receipt/v1`, origin, time, and a
/// line for each leaf in base64.
std::string to_text(const ActReceipt& receipt);
/// Refusal `receipt.malformed`, where = line.
Result<ActReceipt> parse_receipt(std::string_view text);

std::string sign_receipt(const ActReceipt& receipt, const NamedKey& key);
/// Refusals of notes and as above, `receipt.origin`, `note.bad-signature`.
Result<ActReceipt> check_receipt(std::string_view note, std::string_view origin,
                                 const VerifierKey& key);

}  // namespace comity
