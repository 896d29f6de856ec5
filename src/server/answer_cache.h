// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/date.h"
#include "server/representation.h"

#include <list>
#include <map>
#include <mutex>

namespace comity {

/// What answers depend on besides their question. When it changes, they are all forgotten.
struct Epoch {
    std::uint64_t entries = 0;  ///< of the log
    Date day = {};
    std::int64_t turn = 0;  ///< counts up now and then: files of statistics may have come
    bool operator==(const Epoch&) const = default;
};

/// Remembers the answers asked for last, up to a number of bytes. May be used from several threads.
class AnswerCache {
public:
    explicit AnswerCache(std::size_t bytes_max) : bytes_max_(bytes_max) {}

    /// Null if it is not remembered.
    std::shared_ptr<const Representation> find(const Epoch& epoch, const std::string& key);
    /// Keeps the answer, unless it is so large that it would drive out most others.
    void put(const Epoch& epoch, const std::string& key,
             std::shared_ptr<const Representation> answer);
    std::size_t bytes() const;

private:
    struct Kept {
        std::shared_ptr<const Representation> answer;
        std::list<std::string>::iterator place;
    };
    void begin(const Epoch& epoch);
    void forget_oldest();

    const std::size_t bytes_max_;
    mutable std::mutex mutex_;
    Epoch epoch_;
    std::size_t bytes_ = 0;
    std::list<std::string> order_;  ///< keys, the one used last first
    std::map<std::string, Kept, std::less<>> kept_;
};

}  // namespace comity
