// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "access/people.h"
#include "access/secret_text.h"

namespace comity {

/// How long a person stays signed in.
struct SessionLimits {
    std::int64_t idle_seconds = 30 * 60;
    std::int64_t seconds_max = 12 * 60 * 60;
};

/// A person who is signed in.
struct Session {
    Person person;
    /// What a page sends along with everything that changes something. Whoever has only the cookie
    /// (a form elsewhere, that is) does not have it.
    std::string token;
    Instant ends;  ///< however busy it is
};

/// Who is signed in, in access.db. What is kept of a session's id is a digest: who reads the file
/// cannot take a session over. Not for several threads at a time.
class Sessions {
public:
    Sessions(sqlite::Database& database, const SessionLimits& limits)
        : database_(database), limits_(limits) {}

    /// A new session's id: 256 random bits.
    std::string begin(std::string_view person, const RandomSource& random, Instant now);
    /// None if there is no such session, it has been idle for too long, or it is over.
    std::optional<Session> find(std::string_view id, Instant now);
    void end(std::string_view id);
    void end_all_of(std::string_view person);

private:
    void forget_old(Instant now);

    sqlite::Database& database_;
    SessionLimits limits_;
};

}  // namespace comity
