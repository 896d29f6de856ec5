// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/date.h"
#include "statistics/sqlite.h"

namespace comity {

/// How many failed attempts to sign in are free, and how the wait after them grows: it doubles with
/// each further one, up to a limit. What is a day old is forgotten.
struct AttemptLimits {
    std::int64_t free = 4;
    std::int64_t first_wait_seconds = 30;
    std::int64_t wait_seconds_max = 3'600;
};

/// So many people may share one address that it is given more attempts than a name.
constexpr AttemptLimits name_limits{.free = 4};
constexpr AttemptLimits address_limits{.free = 29};

/// How long to wait after so many failures in a row, in seconds.
std::int64_t wait_after(std::int64_t failures, const AttemptLimits& limits);

/// Failed attempts to sign in, by name (whether there is such a person or not) and by address.
class Attempts {
public:
    explicit Attempts(sqlite::Database& database) : database_(database) {}

    /// Seconds to wait before the next attempt; 0: none.
    std::int64_t wait(std::string_view who, Instant now);
    /// Counts an attempt as failed. That is done before it is judged, so that many at a time are
    /// counted too.
    void count(std::string_view who, const AttemptLimits& limits, Instant now);
    /// One attempt less: it did not fail after all.
    void take_back(std::string_view who, const AttemptLimits& limits);
    void forget(std::string_view who);

private:
    void forget_old(Instant now);
    std::int64_t failures(std::string_view who);

    sqlite::Database& database_;
};

/// Under which attempts from an address are counted: IPv6 by its /64, for one machine has all of
/// it.
std::string address_key(std::string_view address);

}  // namespace comity
