// SPDX-License-Identifier: Apache-2.0
#include "statistics/observation_inserter.h"

#include <algorithm>

namespace comity {

ObservationInserter::ObservationInserter(sqlite::Database& database)
    : insert_(database, "INSERT INTO observation VALUES (?, ?, ?, ?)"),
      find_(database, "SELECT line FROM observation WHERE key = ?") {}

ObservationInserter::~ObservationInserter() {
    if (!thread_.joinable()) return;
    {
        const std::scoped_lock lock(mutex_);
        stop_ = true;
    }
    changed_.notify_all();
    thread_.join();
}

std::optional<DuplicateObservation> ObservationInserter::insert(ObservationBatch& batch) {
    if (!thread_.joinable()) thread_ = std::thread([this] { run(); });
    std::unique_lock lock(mutex_);
    wait(lock);
    if (duplicate_) return duplicate_;
    std::swap(batch, batch_);
    batch.observations.clear();
    batch.texts.clear();
    busy_ = true;
    changed_.notify_all();
    return std::nullopt;
}

std::optional<DuplicateObservation> ObservationInserter::finish(ObservationBatch& batch) {
    std::unique_lock lock(mutex_);
    wait(lock);
    if (duplicate_) return duplicate_;
    batch_ = std::move(batch);
    insert_all();
    return duplicate_;
}

/// Until nothing is written in the background.
void ObservationInserter::wait(std::unique_lock<std::mutex>& lock) {
    changed_.wait(lock, [this] { return !busy_; });
    if (fault_) std::rethrow_exception(fault_);
}

void ObservationInserter::run() {
    for (;;) {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this] { return busy_ || stop_; });
        if (!busy_) return;
        lock.unlock();
        try {
            insert_all();
        } catch (...) {  // handed to the thread that reads
            fault_ = std::current_exception();
        }
        lock.lock();
        busy_ = false;
        changed_.notify_all();
    }
}

void ObservationInserter::insert_all() {
    const auto by_key = [](const PendingObservation& a, const PendingObservation& b) {
        return a.key != b.key ? a.key < b.key : a.line < b.line;
    };
    auto& observations = batch_.observations;
    if (!std::ranges::is_sorted(observations, by_key)) std::ranges::sort(observations, by_key);
    for (const PendingObservation& observation : observations) {
        insert_one(observation);
        if (duplicate_) return;
    }
}

void ObservationInserter::insert_one(const PendingObservation& observation) {
    insert_.bind(1, observation.key).bind(3, static_cast<std::int64_t>(observation.line));
    if (observation.exponent == ObservationBatch::exponent_of_text) {
        insert_.bind(2, batch_.texts[static_cast<std::size_t>(observation.coefficient)]);
    } else {
        const Number number{observation.coefficient, observation.exponent};
        if (const auto whole = number.integer()) {
            insert_.bind(2, *whole);
        } else {
            number.text(text_);
            insert_.bind(2, std::string_view(text_));
        }
    }
    if (observation.status == 0)
        insert_.bind_null(4);
    else
        insert_.bind(4, std::string_view(batch_.statuses[observation.status]));
    if (!insert_.insert())
        note_duplicate(observation.key, observation.line, line_of(observation.key));
}

std::uint64_t ObservationInserter::line_of(std::int64_t key) {
    find_.bind(1, key).step();
    const auto line = static_cast<std::uint64_t>(find_.integer(0));
    find_.reset();
    return line;
}

void ObservationInserter::note_duplicate(std::int64_t key, std::uint64_t line,
                                         std::uint64_t other_line) {
    duplicate_ = {key, std::min(line, other_line), std::max(line, other_line)};
}

}  // namespace comity
