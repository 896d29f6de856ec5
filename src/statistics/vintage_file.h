// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "statistics/vintage.h"

namespace comity::vintage_file {

/// "Cmty", and the version of the tables below.
constexpr std::int64_t application = 0x436D7479;
constexpr std::int64_t version = 1;

/// An observation's key is its series' number in the upper 32 bits, and its period's ordinal in the
/// lower ones: so a series is one run of the table, in order of period, found by one number.
constexpr std::int64_t key_of(std::int64_t series, std::int32_t ordinal) {
    return (series << 32) | (static_cast<std::int64_t>(ordinal) + (std::int64_t{1} << 31));
}
constexpr std::int64_t series_of(std::int64_t key) { return key >> 32; }
constexpr std::int32_t ordinal_of(std::int64_t key) {
    return static_cast<std::int32_t>((key & 0xFFFFFFFF) - (std::int64_t{1} << 31));
}

/// `value` is an integer where it can be, else the canonical text of the decimal.
constexpr const char* tables = R"(
    PRAGMA application_id = 1131246713;
    PRAGMA user_version = 1;
    CREATE TABLE meta (name TEXT PRIMARY KEY, value NOT NULL) WITHOUT ROWID;
    CREATE TABLE series (id INTEGER PRIMARY KEY, indicator TEXT NOT NULL, reporter TEXT NOT NULL,
        partner TEXT NOT NULL, product TEXT NOT NULL, unit TEXT NOT NULL,
        frequency INTEGER NOT NULL, observations INTEGER NOT NULL);
    CREATE TABLE observation (key INTEGER PRIMARY KEY, value NOT NULL, line INTEGER NOT NULL,
        status TEXT);
    CREATE TABLE flow (number INTEGER PRIMARY KEY, provider TEXT NOT NULL, receiver TEXT NOT NULL,
        kind INTEGER NOT NULL, stage INTEGER NOT NULL, quantity NOT NULL, unit TEXT NOT NULL,
        day INTEGER NOT NULL, id TEXT NOT NULL, continues TEXT NOT NULL, line INTEGER NOT NULL);
)";
static_assert(application == 1131246713);

}  // namespace comity::vintage_file
