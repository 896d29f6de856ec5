// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "statistics/number.h"
#include "statistics/sqlite.h"

#include <condition_variable>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace comity {

/// An observation on its way into the store.
struct PendingObservation {
    std::int64_t key;          ///< vintage_file::key_of
    std::uint64_t line;        ///< of the file
    std::int64_t coefficient;  ///< of the number; or, if `exponent` says so, where its text is
    std::int32_t exponent;
    std::uint32_t status;  ///< index into the list of statuses, 0 if it has none
};

/// Some observations in the order of the file.
struct ObservationBatch {
    static constexpr std::int32_t exponent_of_text = INT32_MIN;
    std::vector<PendingObservation> observations;
    std::vector<std::string> texts;     ///< numbers that are longer than `Number`
    std::vector<std::string> statuses;  ///< all that are known so far; the first is empty
};

/// Two observations of the same series and period.
struct DuplicateObservation {
    std::int64_t key = 0;
    std::uint64_t first_line = 0;
    std::uint64_t second_line = 0;
};

/// Writes batches into the table of observations, in order of key within a batch, while the next
/// batch is being read. Whatever the order of a file is, a batch goes through the table once from
/// left to right.
class ObservationInserter {
public:
    explicit ObservationInserter(sqlite::Database& database);
    ~ObservationInserter();
    ObservationInserter(const ObservationInserter&) = delete;
    ObservationInserter& operator=(const ObservationInserter&) = delete;

    /// Takes a full batch, and leaves an empty one that keeps its memory. Waits for the batch
    /// before. The first duplicate that was found, if any; a fault while writing is thrown here.
    std::optional<DuplicateObservation> insert(ObservationBatch& batch);
    /// The same for the last batch; nothing goes on in the background when it returns.
    std::optional<DuplicateObservation> finish(ObservationBatch& batch);

private:
    void run();
    void wait(std::unique_lock<std::mutex>& lock);
    void insert_all();
    void insert_one(const PendingObservation& observation);
    void note_duplicate(std::int64_t key, std::uint64_t line, std::uint64_t other_line);
    std::uint64_t line_of(std::int64_t key);

    sqlite::Statement insert_;
    sqlite::Statement find_;
    ObservationBatch batch_;
    std::string text_;
    std::optional<DuplicateObservation> duplicate_;
    std::exception_ptr fault_;
    bool busy_ = false;
    bool stop_ = false;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::thread thread_;
};

}  // namespace comity
