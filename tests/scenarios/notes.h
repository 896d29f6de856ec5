// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "record/signature.h"

#include "base/date.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace comity::scenarios {

inline constexpr std::string_view origin = "comity.example/scenario";

/// The key that is made from a seed.
SecretKey key_of(std::string_view seed);

/// Makes the signed notes that scenarios put into acts: seals and take-overs.
class Notes {
public:
    Notes(const std::vector<std::string>& entries, const std::map<std::string, std::string>& seeds,
          Instant now)
        : entries_(entries), seeds_(seeds), now_(now) {}

    /// The note for `$seal:CHN,KAZ` or `$take-over:KAZ:CHN,KAZ`; none for anything else.
    std::optional<std::string> made_by(std::string_view text) const;

private:
    std::string seal(std::string_view text) const;
    std::string take_over(std::string_view text) const;
    SecretKey signing_key(const std::string& author, const std::string& otherwise) const;

    const std::vector<std::string>& entries_;
    const std::map<std::string, std::string>& seeds_;
    Instant now_;
};

}  // namespace comity::scenarios
