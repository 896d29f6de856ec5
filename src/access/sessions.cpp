// SPDX-License-Identifier: Apache-2.0
#include "access/sessions.h"

namespace comity {
namespace {

constexpr std::size_t id_bytes = 32;
constexpr std::size_t id_size = 43;
constexpr std::int64_t seen_again_seconds = 60;  ///< the file is not written for every request

std::string digest_of(std::string_view id) { return secret_digest("session", id); }

}  // namespace

std::string Sessions::begin(std::string_view person, const RandomSource& random, Instant now) {
    forget_old(now);
    const std::string id = to_base64url(random(id_bytes));
    const std::string digest = digest_of(id);
    sqlite::Statement put(database_, "INSERT INTO sessions VALUES(?,?,?,?)");
    put.bind(1, digest).bind(2, person).bind(3, now.seconds).bind(4, now.seconds).step();
    return id;
}

std::optional<Session> Sessions::find(std::string_view id, Instant now) {
    if (id.size() != id_size) return {};
    const std::string digest = digest_of(id);
    sqlite::Statement asked(database_, "SELECT person, began, seen FROM sessions WHERE digest=?");
    if (!asked.bind(1, digest).step()) return {};
    const std::int64_t began = asked.integer(1);
    const std::int64_t seen = asked.integer(2);
    if (now.seconds >= began + limits_.seconds_max || now.seconds >= seen + limits_.idle_seconds)
        return {};
    auto person = People(database_).find(asked.text(0));
    if (!person) return {};
    asked.reset();
    if (now.seconds >= seen + seen_again_seconds) {
        sqlite::Statement put(database_, "UPDATE sessions SET seen=? WHERE digest=?");
        put.bind(1, now.seconds).bind(2, digest).step();
    }
    return Session{*std::move(person), secret_digest("token", id), {began + limits_.seconds_max}};
}

void Sessions::end(std::string_view id) {
    const std::string digest = digest_of(id);
    sqlite::Statement(database_, "DELETE FROM sessions WHERE digest=?").bind(1, digest).step();
}

void Sessions::end_all_of(std::string_view person) {
    sqlite::Statement(database_, "DELETE FROM sessions WHERE person=?").bind(1, person).step();
}

void Sessions::forget_old(Instant now) {
    sqlite::Statement old(database_, "DELETE FROM sessions WHERE began<=? OR seen<=?");
    old.bind(1, now.seconds - limits_.seconds_max).bind(2, now.seconds - limits_.idle_seconds);
    old.step();
}

}  // namespace comity
