// SPDX-License-Identifier: Apache-2.0
#include "statistics/sqlite.h"

#include "base/check.h"

#include <sqlite3.h>

namespace comity::sqlite {
namespace {

[[noreturn]] void fail(sqlite3* handle) {
    const char* file = handle ? sqlite3_db_filename(handle, "main") : nullptr;
    const std::string message = handle ? sqlite3_errmsg(handle) : "out of memory";
    throw Fault(std::string(file ? file : "vintage") + ": " + message);
}

/// A path as a URI, so that `immutable` can be said; every byte that means something there escaped.
std::string uri(const std::string& path) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string text = "file:";
    for (const char c : path) {
        const auto byte = static_cast<unsigned char>(c);
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                           (c >= '0' && c <= '9') || c == '/' || c == '.' || c == '-' || c == '_';
        if (plain)
            text += c;
        else
            text.append(1, '%').append(1, digits[byte >> 4]).append(1, digits[byte & 15]);
    }
    return text + "?immutable=1";
}

}  // namespace

Database Database::open(const std::string& name, int flags) {
    Database database;
    const int result = sqlite3_open_v2(name.c_str(), &database.handle_, flags, nullptr);
    if (result != SQLITE_OK) fail(database.handle_);
    return database;
}

Database Database::open_immutable(const std::string& path) {
    Database database =
        open(uri(path), SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX);
    database.execute("PRAGMA mmap_size=1099511627776; PRAGMA cache_size=-4096;");
    return database;
}

Database Database::create(const std::string& path) {
    Database database =
        open(path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX);
    database.execute(
        "PRAGMA page_size=8192; PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;"
        "PRAGMA locking_mode=EXCLUSIVE; PRAGMA cache_size=-32768; PRAGMA encoding='UTF-8';");
    return database;
}

Database Database::open_shared(const std::string& path) {
    constexpr int wait_milliseconds = 10'000;
    Database database =
        open(path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_FULLMUTEX);
    sqlite3_busy_timeout(database.handle_, wait_milliseconds);
    database.execute(
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
        "PRAGMA encoding='UTF-8';");
    return database;
}

Database::~Database() { sqlite3_close_v2(handle_); }

void Database::execute(const char* statements) {
    if (sqlite3_exec(handle_, statements, nullptr, nullptr, nullptr) != SQLITE_OK) fail(handle_);
}

std::int64_t Database::changes() const { return sqlite3_changes64(handle_); }

void Database::close() {
    if (sqlite3_close(handle_) != SQLITE_OK) fail(handle_);
    handle_ = nullptr;
}

Statement::Statement(Database& database, std::string_view text) {
    const int result =
        sqlite3_prepare_v3(database.handle_, text.data(), static_cast<int>(text.size()),
                           SQLITE_PREPARE_PERSISTENT, &handle_, nullptr);
    if (result != SQLITE_OK) fail(database.handle_);
}

Statement::~Statement() { sqlite3_finalize(handle_); }

Statement& Statement::bind(int index, std::int64_t number) {
    check(sqlite3_bind_int64(handle_, index, number) == SQLITE_OK, "the statement has this place");
    return *this;
}

Statement& Statement::bind(int index, std::string_view text) {
    const char* data = text.data() ? text.data() : "";
    if (sqlite3_bind_text64(handle_, index, data, text.size(), SQLITE_STATIC, SQLITE_UTF8) !=
        SQLITE_OK)
        fail(sqlite3_db_handle(handle_));
    return *this;
}

Statement& Statement::bind_null(int index) {
    check(sqlite3_bind_null(handle_, index) == SQLITE_OK, "the statement has this place");
    return *this;
}

bool Statement::step() {
    const int result = sqlite3_step(handle_);
    if (result == SQLITE_ROW) return true;
    if (result != SQLITE_DONE) fail(sqlite3_db_handle(handle_));
    return false;
}

bool Statement::insert() {
    const int result = sqlite3_step(handle_);
    sqlite3_reset(handle_);
    if (result == SQLITE_DONE) return true;
    if (result != SQLITE_CONSTRAINT) fail(sqlite3_db_handle(handle_));
    return false;
}

void Statement::reset() { sqlite3_reset(handle_); }

std::int64_t Statement::integer(int column) const { return sqlite3_column_int64(handle_, column); }

std::string_view Statement::text(int column) const {
    const auto* data = reinterpret_cast<const char*>(sqlite3_column_text(handle_, column));
    return {data ? data : "", static_cast<std::size_t>(sqlite3_column_bytes(handle_, column))};
}

bool Statement::is_integer(int column) const {
    return sqlite3_column_type(handle_, column) == SQLITE_INTEGER;
}

bool Statement::is_null(int column) const {
    return sqlite3_column_type(handle_, column) == SQLITE_NULL;
}

}  // namespace comity::sqlite
