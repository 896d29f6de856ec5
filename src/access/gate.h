// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "access/attempts.h"
#include "access/sessions.h"
#include "record/primitives.h"

#include <mutex>

namespace comity {

/// Somebody at the door.
struct SignIn {
    std::string name;
    std::string password;
    std::string code = {};     ///< one-time or recovery code, if the person has these
    std::string address = {};  ///< where the request came from
    std::string earlier = {};  ///< the session that the browser had: it ends
};

/// A session that just began; its id is known to nobody else.
struct SignedIn {
    std::string id;
    Session session;
};

/// A secret for an authenticator and the codes for the day on which it is lost, to be shown once.
struct NewCodes {
    std::string secret;  ///< raw bytes
    std::vector<std::string> recovery;
};

/// A sign-in that waits for its provider's answer.
struct PendingSignIn {
    std::string state;     ///< comes back with the answer, and lies in a cookie of the same browser
    std::string nonce;     ///< comes back within the provider's token
    std::string verifier;  ///< RFC 7636: shows that the answer is fetched by who asked
};

/// Lets people in: the one way from a password or a provider's word to a session. May be used from
/// several threads, and beside other processes. Knows no clock: every moment is given.
class Gate {
public:
    struct Options {
        primitives::PasswordCost cost = primitives::sign_in_cost;
        SessionLimits sessions = {};
        RandomSource random = &primitives::random_bytes;
    };

    Gate(const std::string& folder, Options options);

    /// Refusals `session.form` (something is too long), `session.wait` (too many failures),
    /// `session.code-required`, and `session.refused`, which does not say what was wrong and takes
    /// as long for a name that nobody has.
    Result<SignedIn> sign_in(const SignIn& given, Instant now);
    std::optional<Session> session(std::string_view id, Instant now);
    void sign_out(std::string_view id);

    /// Refusal `session.busy` if thousands were begun in the last ten minutes.
    Result<PendingSignIn> begin_provider_sign_in(Instant now);
    /// What began with this state, once, within ten minutes; refusal `session.state`.
    Result<PendingSignIn> take_pending(std::string_view state, Instant now);
    /// For whom a provider has vouched; refusal `session.subject-unknown`.
    Result<SignedIn> sign_in_subject(std::string_view subject, std::string_view earlier,
                                     Instant now);

    // What an operator does. The passwords that are returned are to be shown once.
    Result<std::string> add(const Person& person);
    Result<std::string> reset_password(std::string_view name);
    Result<NewCodes> make_codes(std::string_view name);
    Result<> drop_codes(std::string_view name);
    Result<> set_role(std::string_view name, Role role);
    Result<> set_subject(std::string_view name, const std::optional<std::string>& subject);
    Result<> remove(std::string_view name);
    std::vector<Person> people();

    /// Whether a second person must approve what binds a party.
    bool four_eyes();
    void set_four_eyes(bool wanted);

private:
    Result<Credentials> admit(const SignIn& given, Instant now);
    Result<> judge(const SignIn& given, const Credentials& known, Instant now);
    Result<> judge_code(const SignIn& given, const Credentials& known, Instant now);
    Result<SignedIn> begin(std::string_view name, std::string_view earlier, Instant now);

    const Options options_;
    const std::string nobodys_hash_;  ///< compared with for those who have no password
    std::mutex mutex_;
    sqlite::Database database_;
    People people_{database_};
    Sessions sessions_{database_, options_.sessions};
    Attempts attempts_{database_};
};

}  // namespace comity
