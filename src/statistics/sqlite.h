// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace comity::sqlite {

/// A connection to one database file. Every failure is a `Fault`. The only file of ours that
/// includes <sqlite3.h> is sqlite.cpp.
class Database {
public:
    /// A file that is never changed: it is not locked, and read through memory.
    static Database open_immutable(const std::string& path);
    /// A file that is being made: no journal, nothing synchronous; whoever makes it syncs it whole.
    static Database create(const std::string& path);
    /// A file that several connections and processes read and change; what is committed is durable.
    static Database open_shared(const std::string& path);
    Database(Database&& other) noexcept : handle_(other.handle_) { other.handle_ = nullptr; }
    Database& operator=(Database&&) = delete;
    ~Database();

    void execute(const char* statements);
    /// How many rows the last statement that changes rows has changed.
    std::int64_t changes() const;
    /// Closes it; `Fault` if something is still to be written and cannot be.
    void close();

private:
    friend class Statement;
    Database() = default;
    static Database open(const std::string& name, int flags);
    sqlite3* handle_ = nullptr;
};

/// A prepared statement. Texts that are bound must live until the next `step` is done.
class Statement {
public:
    Statement(Database& database, std::string_view text);
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;
    ~Statement();

    Statement& bind(int index, std::int64_t number);
    Statement& bind(int index, std::string_view text);
    Statement& bind_null(int index);
    /// Whether there is a row.
    bool step();
    /// As `step`, but false also if the row breaks a uniqueness rule.
    bool insert();
    void reset();

    std::int64_t integer(int column) const;
    std::string_view text(int column) const;  ///< valid until the next step
    bool is_integer(int column) const;
    bool is_null(int column) const;

private:
    sqlite3_stmt* handle_ = nullptr;
};

}  // namespace comity::sqlite
