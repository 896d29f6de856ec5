// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "statistics/sqlite.h"

namespace comity {

/// Whether a node's folder has people who may sign in: the file access.db, which is never a part of
/// the record.
bool has_access_store(const std::string& folder);

/// A connection to access.db in a node's folder, made for its owner alone if it is absent.
sqlite::Database open_access_store(const std::string& folder);

/// Changes that come about together or not at all: it is undone unless it is committed.
class Transaction {
public:
    explicit Transaction(sqlite::Database& database);
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    ~Transaction();
    void commit();

private:
    sqlite::Database& database_;
    bool open_ = true;
};

}  // namespace comity
