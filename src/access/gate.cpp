// SPDX-License-Identifier: Apache-2.0
#include "access/gate.h"

#include "access/store.h"
#include "access/totp.h"
#include "base/digits.h"

#include <algorithm>

namespace comity {
namespace {

constexpr std::size_t password_size_max = 1'024;
constexpr std::size_t name_size_max = 64;
constexpr std::size_t code_size_max = 64;
constexpr std::size_t recovery_count = 10;
constexpr std::size_t nonce_bytes = 32;
constexpr std::int64_t pending_seconds = 10 * 60;
constexpr std::int64_t pending_max = 5'000;

std::string name_key(std::string_view name) { return "name " + std::string(name); }

std::unexpected<Refusal> refuse_entry() {
    return refuse("session.refused", "name, password or code is not right");
}

/// As people type it: with any blanks, hyphens and capitals.
std::string recovery_digest(std::string_view code) {
    std::string plain;
    for (const char c : code)
        if (c != ' ' && c != '-') plain += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    return secret_digest("recovery", plain);
}

bool looks_timed(std::string_view code) {
    return code.size() == totp_digits && std::ranges::all_of(code, is_digit);
}

}  // namespace

Gate::Gate(const std::string& folder, Options options)
    : options_(std::move(options)),
      nobodys_hash_(primitives::hash_password(options_.random(nonce_bytes), options_.cost)),
      database_(open_access_store(folder)) {}

Result<SignedIn> Gate::sign_in(const SignIn& given, Instant now) {
    if (given.name.size() > name_size_max || given.password.size() > password_size_max ||
        given.code.size() > code_size_max)
        return refuse("session.form", "name, password or code is too long");
    const Credentials known = TRY(admit(given, now));
    // Not under the lock: it takes long, on purpose.
    const std::string& hash = known.password_hash.empty() ? nobodys_hash_ : known.password_hash;
    const bool right =
        primitives::is_password(hash, given.password) && !known.password_hash.empty();
    const std::scoped_lock lock(mutex_);
    if (!right) return refuse_entry();
    TRY(judge(given, known, now));
    return begin(given.name, given.earlier, now);
}

/// Counts the attempt; what is known of the person, or nothing that could be matched.
Result<Credentials> Gate::admit(const SignIn& given, Instant now) {
    const std::scoped_lock lock(mutex_);
    const std::string by_name = name_key(given.name);
    const std::string by_address = address_key(given.address);
    const std::int64_t seconds =
        std::max(attempts_.wait(by_name, now), attempts_.wait(by_address, now));
    if (seconds > 0)
        return refuse("session.wait",
                      "too many attempts failed: try again in " + std::to_string(seconds) + " s");
    Transaction transaction(database_);
    attempts_.count(by_name, name_limits, now);
    attempts_.count(by_address, address_limits, now);
    auto known = people_.credentials(given.name);
    transaction.commit();
    return known.value_or(Credentials{});
}

/// The password was right; that it still is the person's is asked again, for it may have been
/// replaced while it was compared.
Result<> Gate::judge(const SignIn& given, const Credentials& known, Instant now) {
    Transaction transaction(database_);
    const auto present = people_.credentials(given.name);
    if (!present || present->password_hash != known.password_hash) return refuse_entry();
    const Result<> passed = judge_code(given, *present, now);
    const bool only_code_missing = !passed && passed.error().code == "session.code-required";
    if (passed || only_code_missing)
        attempts_.take_back(address_key(given.address), address_limits);
    if (passed) attempts_.forget(name_key(given.name));
    if (only_code_missing) attempts_.take_back(name_key(given.name), name_limits);
    transaction.commit();
    return passed;
}

Result<> Gate::judge_code(const SignIn& given, const Credentials& known, Instant now) {
    if (known.totp_secret.empty()) return {};
    if (given.code.empty())
        return refuse("session.code-required", "this person's one-time code is needed too",
                      "/code");
    if (!looks_timed(given.code)) {
        if (people_.use_recovery(given.name, recovery_digest(given.code))) return {};
        return refuse_entry();
    }
    const auto step = matching_step(known.totp_secret, given.code, now, known.totp_used);
    if (!step) return refuse_entry();
    people_.use_totp_step(given.name, *step);
    return {};
}

Result<SignedIn> Gate::begin(std::string_view name, std::string_view earlier, Instant now) {
    if (!earlier.empty()) sessions_.end(earlier);
    const std::string id = sessions_.begin(name, options_.random, now);
    auto session = sessions_.find(id, now);
    if (!session) return refuse_entry();  // removed by another process at this moment
    return SignedIn{id, *std::move(session)};
}

std::optional<Session> Gate::session(std::string_view id, Instant now) {
    const std::scoped_lock lock(mutex_);
    return sessions_.find(id, now);
}

void Gate::sign_out(std::string_view id) {
    const std::scoped_lock lock(mutex_);
    sessions_.end(id);
}

Result<PendingSignIn> Gate::begin_provider_sign_in(Instant now) {
    PendingSignIn pending;
    for (std::string* part : {&pending.state, &pending.nonce, &pending.verifier})
        *part = to_base64url(options_.random(nonce_bytes));
    const std::scoped_lock lock(mutex_);
    sqlite::Statement old(database_, "DELETE FROM pending WHERE began<=?");
    old.bind(1, now.seconds - pending_seconds).step();
    sqlite::Statement counted(database_, "SELECT count(*) FROM pending");
    counted.step();
    if (counted.integer(0) >= pending_max)
        return refuse("session.busy", "too many are signing in: try again in ten minutes");
    counted.reset();
    const std::string digest = secret_digest("state", pending.state);
    sqlite::Statement put(database_, "INSERT INTO pending VALUES(?,?,?,?)");
    put.bind(1, digest).bind(2, pending.nonce).bind(3, pending.verifier);
    put.bind(4, now.seconds).step();
    return pending;
}

Result<PendingSignIn> Gate::take_pending(std::string_view state, Instant now) {
    const std::string digest = secret_digest("state", state);
    const std::scoped_lock lock(mutex_);
    Transaction transaction(database_);
    PendingSignIn pending{std::string(state), {}, {}};
    {
        sqlite::Statement asked(database_,
                                "SELECT nonce, verifier FROM pending WHERE digest=? AND began>?");
        if (!asked.bind(1, digest).bind(2, now.seconds - pending_seconds).step())
            return refuse("session.state", "this sign-in was not begun here, or is over", "state");
        pending.nonce = asked.text(0);
        pending.verifier = asked.text(1);
    }
    sqlite::Statement(database_, "DELETE FROM pending WHERE digest=?").bind(1, digest).step();
    transaction.commit();
    return pending;
}

Result<SignedIn> Gate::sign_in_subject(std::string_view subject, std::string_view earlier,
                                       Instant now) {
    const std::scoped_lock lock(mutex_);
    const auto person = people_.find_subject(subject);
    if (!person)
        return refuse("session.subject-unknown",
                      "the provider knows you, but you act for no one here: an operator links "
                      "you with: comity people link NAME --subject '" +
                          std::string(subject) + "'");
    return begin(person->name, earlier, now);
}

Result<std::string> Gate::add(const Person& person) {
    std::string password = make_readable_secret(options_.random);
    const std::string hash = primitives::hash_password(password, options_.cost);
    const std::scoped_lock lock(mutex_);
    TRY(people_.add(person, hash));
    return password;
}

Result<std::string> Gate::reset_password(std::string_view name) {
    std::string password = make_readable_secret(options_.random);
    const std::string hash = primitives::hash_password(password, options_.cost);
    const std::scoped_lock lock(mutex_);
    Transaction transaction(database_);
    TRY(people_.set_password(name, hash));
    sessions_.end_all_of(name);
    attempts_.forget(name_key(name));
    transaction.commit();
    return password;
}

Result<NewCodes> Gate::make_codes(std::string_view name) {
    NewCodes codes{options_.random(totp_secret_bytes), {}};
    std::vector<std::string> digests;
    for (std::size_t i = 0; i < recovery_count; ++i) {
        codes.recovery.push_back(make_readable_secret(options_.random));
        digests.push_back(recovery_digest(codes.recovery.back()));
    }
    const std::scoped_lock lock(mutex_);
    TRY(people_.set_totp(name, codes.secret, digests));
    sessions_.end_all_of(name);
    return codes;
}

Result<> Gate::drop_codes(std::string_view name) {
    const std::scoped_lock lock(mutex_);
    TRY(people_.set_totp(name, "", {}));
    sessions_.end_all_of(name);
    return {};
}

Result<> Gate::set_role(std::string_view name, Role role) {
    const std::scoped_lock lock(mutex_);
    return people_.set_role(name, role);
}

Result<> Gate::set_subject(std::string_view name, const std::optional<std::string>& subject) {
    const std::scoped_lock lock(mutex_);
    TRY(people_.set_subject(name, subject));
    sessions_.end_all_of(name);
    return {};
}

Result<> Gate::remove(std::string_view name) {
    const std::scoped_lock lock(mutex_);
    return people_.remove(name);
}

std::vector<Person> Gate::people() {
    const std::scoped_lock lock(mutex_);
    return people_.list();
}

bool Gate::four_eyes() {
    const std::scoped_lock lock(mutex_);
    sqlite::Statement asked(database_, "SELECT value FROM settings WHERE name='four-eyes'");
    return asked.step() && asked.text(0) == "on";
}

void Gate::set_four_eyes(bool wanted) {
    const std::scoped_lock lock(mutex_);
    sqlite::Statement put(database_, "INSERT OR REPLACE INTO settings VALUES('four-eyes',?)");
    put.bind(1, std::string_view(wanted ? "on" : "off")).step();
}

}  // namespace comity
