// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "acts/types.h"

namespace comity {

/// A signature of 64 bytes, in base64, that stands inside an act. Refusal `signature.malformed`.
struct InnerSignature {
    std::string bytes;
    bool operator==(const InnerSignature&) const = default;
    static Result<InnerSignature> parse(std::string_view text);
    std::string text() const { return to_base64(bytes); }
};

template <>
struct Codec<InnerSignature> : TextCodec<InnerSignature> {
    static constexpr std::string_view type = "signature";
    static Json sample() { return {to_base64(std::string(64, '\7'))}; }
    static Json schema() { return codec::text_schema("ed25519-signature"); }
};

/// What is signed apart from entries. Each has a text of its own, so that none stands for another.
enum class KeyChange : std::uint8_t {
    guard,    ///< another recovery key: signed by the recovery key so far
    revoke,   ///< another key, by the recovery key
    replace,  ///< another key, by all other members
};

/// A change of an author's key. Keys are never used twice, so a signature counts once.
struct KeyChangeText {
    KeyChange change = KeyChange::revoke;
    std::string_view origin;
    std::string_view author;
    const VerifierKey& before;
    const VerifierKey& after;

    /// Five lines: `comity/key-revoke/v1`, origin, author, the two verifier keys.
    std::string text() const;
};

/// One of the other members agrees to the replacement of a key. Short form `KAZ=SIGNATURE`.
struct Endorsement {
    static constexpr std::string_view type = "endorsement";
    PartyCode party;
    InnerSignature signature;
    bool operator==(const Endorsement&) const = default;
    static constexpr std::tuple fields = {
        Field{"party", &Endorsement::party, "who agrees"},
        Field{"signature", &Endorsement::signature, "of the text, by its key in force"}};
    static Json from_text(std::string_view text);
};

}  // namespace comity
