// SPDX-License-Identifier: Apache-2.0
#include "acts/confidential.h"

namespace comity {

Json Codec<ConfidentialKey>::sample() {
    // The public key of Alice in RFC 7748, section 6.1.
    return {"x25519:hSDwCYkwp1R0i33ctD73Wg2/Og0mOBr066SpjqqbTmo="};
}

}  // namespace comity
