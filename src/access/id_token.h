// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/date.h"
#include "base/json.h"

namespace comity {

/// What a provider's token must say to be meant for us, now.
struct TokenExpectation {
    std::string issuer;
    std::string client;  ///< what the provider calls this node
    std::string nonce;   ///< of the sign-in that asked for it
    Instant now;
};

/// The subject for which an ID token (OpenID Connect Core 1.0, section 3.1.3.7) vouches. Signatures
/// are RS256 or ES256 by one of `keys`, a JSON Web Key set. Refusal `provider.token`, which says
/// what is not right.
Result<std::string> verify_id_token(std::string_view token, const Json& keys,
                                    const TokenExpectation& expected);

}  // namespace comity
