// SPDX-License-Identifier: Apache-2.0
#include "access/people.h"

#include "access/store.h"
#include "acts/state.h"
#include "base/check.h"

namespace comity {
namespace {

constexpr std::size_t name_size_max = 64;
constexpr std::size_t subject_size_max = 512;
constexpr std::string_view name_characters = "abcdefghijklmnopqrstuvwxyz0123456789@._-";
constexpr std::string_view columns = "SELECT name, party, role, since, totp<>'', subject ";

Role role_of(std::string_view text) {
    for (const auto& [role, word] : EnumText<Role>::values)
        if (word == text) return role;
    throw Fault("access.db: '" + std::string(text) + "' is not a role");
}

Person person_of(const sqlite::Statement& row) {
    return {.name = std::string(row.text(0)),
            .party = std::string(row.text(1)),
            .role = role_of(row.text(2)),
            .since = {row.integer(3)},
            .has_code = row.integer(4) != 0,
            .subject = row.is_null(5) ? std::nullopt : std::optional(std::string(row.text(5)))};
}

std::optional<Person> find_by(sqlite::Database& database, std::string_view condition,
                              std::string_view value) {
    const std::string text = std::string(columns) + "FROM people WHERE " + std::string(condition);
    sqlite::Statement asked(database, text);
    if (!asked.bind(1, value).step()) return {};
    return person_of(asked);
}

std::unexpected<Refusal> refuse_unknown(std::string_view name) {
    return refuse("person.unknown", "there is nobody named '" + std::string(name) + "'", "/name");
}

}  // namespace

Result<> check_person_name(std::string_view name) {
    if (!name.empty() && name.size() <= name_size_max &&
        name.find_first_not_of(name_characters) == std::string_view::npos &&
        std::string_view("@._-").find(name.front()) == std::string_view::npos)
        return {};
    return refuse("person.name",
                  "should be up to 64 of the letters a to z, digits, and @ . _ - after the first",
                  "/name");
}

Result<> People::add(const Person& person, std::string_view password_hash) {
    TRY(check_person_name(person.name));
    if (person.party != secretariat && !PartyCode::parse(person.party))
        return refuse("person.party", "should be a party's code, or secretariat", "/party");
    sqlite::Statement put(database_,
                          "INSERT INTO people(name, party, role, since, password, totp, totp_used) "
                          "VALUES(?,?,?,?,?,'',-1)");
    put.bind(1, person.name).bind(2, person.party).bind(3, word(person.role));
    if (put.bind(4, person.since.seconds).bind(5, password_hash).insert()) return {};
    return refuse("person.exists", "'" + person.name + "' is there already", "/name");
}

std::optional<Person> People::find(std::string_view name) {
    return find_by(database_, "name=?", name);
}

std::optional<Person> People::find_subject(std::string_view subject) {
    return find_by(database_, "subject=?", subject);
}

std::vector<Person> People::list() {
    const std::string text = std::string(columns) + "FROM people ORDER BY name";
    sqlite::Statement asked(database_, text);
    std::vector<Person> people;
    while (asked.step()) people.push_back(person_of(asked));
    return people;
}

std::optional<Credentials> People::credentials(std::string_view name) {
    sqlite::Statement asked(database_, "SELECT password, totp, totp_used FROM people WHERE name=?");
    if (!asked.bind(1, name).step()) return {};
    const auto secret = from_hex(asked.text(1));
    if (!secret) throw Fault("access.db: a secret is not hexadecimal");
    return Credentials{std::string(asked.text(0)), *secret, asked.integer(2)};
}

Result<> People::changed_one(std::string_view name) {
    if (database_.changes() == 1) return {};
    return refuse_unknown(name);
}

Result<> People::remove(std::string_view name) {
    sqlite::Statement(database_, "DELETE FROM people WHERE name=?").bind(1, name).step();
    return changed_one(name);
}

Result<> People::set_role(std::string_view name, Role role) {
    sqlite::Statement put(database_, "UPDATE people SET role=? WHERE name=?");
    put.bind(1, word(role)).bind(2, name).step();
    return changed_one(name);
}

Result<> People::set_password(std::string_view name, std::string_view password_hash) {
    sqlite::Statement put(database_, "UPDATE people SET password=? WHERE name=?");
    put.bind(1, password_hash).bind(2, name).step();
    return changed_one(name);
}

Result<> People::set_totp(std::string_view name, std::string_view secret,
                          std::span<const std::string> recovery_digests) {
    Transaction transaction(database_);
    const std::string hex = to_hex(secret);
    sqlite::Statement put(database_, "UPDATE people SET totp=?, totp_used=-1 WHERE name=?");
    put.bind(1, hex).bind(2, name).step();
    TRY(changed_one(name));
    sqlite::Statement(database_, "DELETE FROM recovery WHERE person=?").bind(1, name).step();
    for (const std::string& digest : recovery_digests) {
        sqlite::Statement add_code(database_, "INSERT INTO recovery VALUES(?,?)");
        add_code.bind(1, name).bind(2, digest).step();
    }
    transaction.commit();
    return {};
}

Result<> People::set_subject(std::string_view name, const std::optional<std::string>& subject) {
    if (!find(name)) return refuse_unknown(name);
    if (subject && (subject->empty() || subject->size() > subject_size_max))
        return refuse("person.subject", "should be a text of up to 512 bytes", "/subject");
    sqlite::Statement put(database_, "UPDATE people SET subject=? WHERE name=?");
    subject ? put.bind(1, *subject) : put.bind_null(1);
    if (put.bind(2, name).insert()) return {};
    return refuse("person.subject", "another one signs in as that subject", "/subject");
}

void People::use_totp_step(std::string_view name, std::int64_t step) {
    sqlite::Statement put(database_, "UPDATE people SET totp_used=? WHERE name=?");
    put.bind(1, step).bind(2, name).step();
}

bool People::use_recovery(std::string_view name, std::string_view digest) {
    sqlite::Statement used(database_, "DELETE FROM recovery WHERE person=? AND digest=?");
    used.bind(1, name).bind(2, digest).step();
    return database_.changes() == 1;
}

std::int64_t People::recovery_left(std::string_view name) {
    sqlite::Statement asked(database_, "SELECT count(*) FROM recovery WHERE person=?");
    asked.bind(1, name).step();
    return asked.integer(0);
}

}  // namespace comity
