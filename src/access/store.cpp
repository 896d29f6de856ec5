// SPDX-License-Identifier: Apache-2.0
#include "access/store.h"

#include "base/check.h"
#include "base/disk.h"

namespace comity {
namespace {

constexpr const char* file_name = "access.db";

constexpr const char* tables =
    "CREATE TABLE IF NOT EXISTS people("
    "name TEXT PRIMARY KEY, party TEXT NOT NULL, role TEXT NOT NULL, since INTEGER NOT NULL,"
    "password TEXT NOT NULL, totp TEXT NOT NULL, totp_used INTEGER NOT NULL,"
    "subject TEXT UNIQUE) WITHOUT ROWID;"
    "CREATE TABLE IF NOT EXISTS recovery("
    "person TEXT NOT NULL REFERENCES people ON DELETE CASCADE, digest TEXT NOT NULL,"
    "PRIMARY KEY(person, digest)) WITHOUT ROWID;"
    "CREATE TABLE IF NOT EXISTS sessions("
    "digest TEXT PRIMARY KEY, person TEXT NOT NULL REFERENCES people ON DELETE CASCADE,"
    "began INTEGER NOT NULL, seen INTEGER NOT NULL) WITHOUT ROWID;"
    "CREATE TABLE IF NOT EXISTS attempts("
    "who TEXT PRIMARY KEY, failures INTEGER NOT NULL, wait_until INTEGER NOT NULL,"
    "latest INTEGER NOT NULL) WITHOUT ROWID;"
    "CREATE TABLE IF NOT EXISTS pending("
    "digest TEXT PRIMARY KEY, nonce TEXT NOT NULL, verifier TEXT NOT NULL,"
    "began INTEGER NOT NULL) WITHOUT ROWID;"
    "CREATE TABLE IF NOT EXISTS drafts("
    "id TEXT PRIMARY KEY, party TEXT NOT NULL, person TEXT NOT NULL, kind TEXT NOT NULL,"
    "body TEXT NOT NULL, saved INTEGER NOT NULL) WITHOUT ROWID;"
    "CREATE INDEX IF NOT EXISTS drafts_by_party ON drafts(party, saved);"
    "CREATE TABLE IF NOT EXISTS replies("
    "person TEXT NOT NULL, key TEXT NOT NULL, request TEXT NOT NULL, status INTEGER NOT NULL,"
    "body TEXT NOT NULL, made INTEGER NOT NULL, PRIMARY KEY(person, key)) WITHOUT ROWID;"
    "CREATE TABLE IF NOT EXISTS submissions("
    "entry INTEGER PRIMARY KEY, party TEXT NOT NULL, person TEXT NOT NULL, role TEXT NOT NULL,"
    "drafter TEXT, made INTEGER NOT NULL);"
    "CREATE TABLE IF NOT EXISTS settings("
    "name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;";

}  // namespace

bool has_access_store(const std::string& folder) { return open_disk(folder)->exists(file_name); }

sqlite::Database open_access_store(const std::string& folder) {
    const auto disk = open_disk(folder);
    if (!disk->exists(file_name)) disk->create_secret(file_name, "");
    const std::string path = folder + "/" + file_name;
    if (!disk->is_secret(file_name))
        throw Fault(path + ": others may read it; chmod 600 it, and reset everyone's password");
    sqlite::Database database = sqlite::Database::open_shared(path);
    database.execute(tables);
    return database;
}

Transaction::Transaction(sqlite::Database& database) : database_(database) {
    database_.execute("BEGIN IMMEDIATE");
}

Transaction::~Transaction() {
    if (!open_) return;
    try {
        database_.execute("ROLLBACK");
    } catch (const Fault&) {  // SQLite has done so itself, after a failure that is on its way up
        open_ = false;
    }
}

void Transaction::commit() {
    database_.execute("COMMIT");
    open_ = false;
}

}  // namespace comity
