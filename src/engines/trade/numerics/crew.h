// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstdint>
#include <thread>
#include <vector>

namespace comity::trade {

/// A few threads that share out the parts of a computation. Who does which part is left to chance,
/// so a part may only write what no other part touches; then results do not depend on the crew's
/// size.
class Crew {
public:
    /// `threads` counts the caller's own; 0 is taken as 1.
    explicit Crew(unsigned threads);
    ~Crew();
    Crew(const Crew&) = delete;
    Crew& operator=(const Crew&) = delete;

    /// Calls `work(part)` for each part below `parts`, and returns when all are done. `work` may
    /// not throw. Only the thread that made the crew may call this.
    template <class Work>
    void run(std::size_t parts, const Work& work) {
        run_parts(static_cast<std::uint32_t>(parts), &work, [](const void* context, std::size_t i) {
            (*static_cast<const Work*>(context))(i);
        });
    }

private:
    using Call = void (*)(const void* context, std::size_t part);

    void run_parts(std::uint32_t parts, const void* context, Call call);
    void take_parts();
    void help();

    const void* context_ = nullptr;
    Call call_ = nullptr;
    /// How many parts there are (upper half) and the next to take (lower half), in one word, so
    /// that whoever wakes late either gets a part that waits for it or sees that there is none.
    std::atomic<std::uint64_t> ticket_ = 0;
    std::atomic<std::uint32_t> done_ = 0;
    std::atomic<std::uint32_t> round_ = 0;
    std::atomic<bool> stopping_ = false;
    std::vector<std::jthread> helpers_;
};

}  // namespace comity::trade
