// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/ranks_plugin.h"

#include <string>
#include <vector>

namespace comity::cli {

/// The processes that share one computation: this one alone, or those that mpirun started. `Fault`
/// if they cannot reach each other.
class Ranks {
public:
    /// Loads the plug-in if mpirun started this process (Open MPI says so in the environment).
    Ranks();
    ~Ranks();
    Ranks(const Ranks&) = delete;
    Ranks& operator=(const Ranks&) = delete;

    std::size_t rank() const { return rank_; }
    std::size_t ranks() const { return ranks_; }
    bool is_first() const { return rank_ == 0; }
    /// At the first process, the bytes of each in order; nothing at the others.
    std::vector<std::string> gather(const std::string& bytes) const;

private:
    void load();

    void* library_ = nullptr;
    decltype(&comity_mpi_gather) gather_ = nullptr;
    decltype(&comity_mpi_finish) finish_ = nullptr;
    std::size_t rank_ = 0;
    std::size_t ranks_ = 1;
};

}  // namespace comity::cli
