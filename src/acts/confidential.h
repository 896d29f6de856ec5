// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "acts/mention.h"
#include "acts/types.h"
#include "record/confidential.h"

namespace comity {

template <>
struct Codec<ConfidentialKey> : TextCodec<ConfidentialKey> {
    static constexpr std::string_view type = "X25519 key";
    static Json sample();
    static Json schema() { return codec::text_schema("x25519-key"); }
};

/// Content that only its audience can read. The record has commitments to its fields.
struct ConfidentialContent {
    std::string author;
    std::vector<PartyCode> audience;
    Translations title;
    std::vector<Hash> commitments;  ///< in the order of the fields' names, which are not public
    Hash content;                   ///< salted hash of the encrypted content (name of its blob)
    Mention mention;
    std::optional<Mention> erasure;
    bool operator==(const ConfidentialContent&) const = default;
};

}  // namespace comity
