// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "access/role.h"
#include "statistics/sqlite.h"

#include <span>

namespace comity {

/// Somebody who acts for a party or the secretariat. People are known to one node and never stand
/// in the record, which knows parties alone.
struct Person {
    std::string name;   ///< to sign in with: `[a-z0-9][a-z0-9@._-]{0,63}`
    std::string party;  ///< a party's code, or "secretariat"
    Role role = Role::observe;
    Instant since = {};
    bool has_code = false;  ///< signs in with a one-time code besides the password
    std::optional<std::string> subject =
        {};  ///< signs in with a provider, which knows them by this
    bool operator==(const Person&) const = default;
};

/// What a person is recognised by. None of it is kept such that it could be read out, but for the
/// secret of one-time codes, which must be.
struct Credentials {
    std::string password_hash;  ///< empty: no password opens this
    std::string totp_secret;    ///< raw bytes; empty: none
    std::int64_t totp_used = -1;
};

/// The people in access.db. Not for several threads at a time.
class People {
public:
    explicit People(sqlite::Database& database) : database_(database) {}

    /// Refusals `person.exists`, `person.name`, `person.party`.
    Result<> add(const Person& person, std::string_view password_hash);
    std::optional<Person> find(std::string_view name);
    std::optional<Person> find_subject(std::string_view subject);
    std::vector<Person> list();
    std::optional<Credentials> credentials(std::string_view name);

    // Each refuses with `person.unknown`.
    Result<> remove(std::string_view name);
    Result<> set_role(std::string_view name, Role role);
    Result<> set_password(std::string_view name, std::string_view password_hash);
    /// Empty: no codes any more. The recovery codes are replaced too.
    Result<> set_totp(std::string_view name, std::string_view secret,
                      std::span<const std::string> recovery_digests);
    /// Refusal `person.subject` if another one has it.
    Result<> set_subject(std::string_view name, const std::optional<std::string>& subject);

    void use_totp_step(std::string_view name, std::int64_t step);
    /// Whether that was an unused recovery code; it is used now.
    bool use_recovery(std::string_view name, std::string_view digest);
    std::int64_t recovery_left(std::string_view name);

private:
    Result<> changed_one(std::string_view name);

    sqlite::Database& database_;
};

/// Refusal `person.name`.
Result<> check_person_name(std::string_view name);

}  // namespace comity
