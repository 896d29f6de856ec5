// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

// What the plug-in `comity_mpi` offers to the program that loads it, as plain C. It is loaded only
// when the program is started by mpirun, so that comity does not need Open MPI otherwise.
extern "C" {

/// Joins the other processes; what this one's number is, and how many there are. 0 if all went
/// well.
int comity_mpi_start(int* rank, int* ranks);

/// Called by every process with its bytes; gives those of each to `take` at process 0, in order.
/// 0 if all went well.
int comity_mpi_gather(const char* bytes, std::uint64_t size,
                      void (*take)(void* context, const char* bytes, std::uint64_t size),
                      void* context);

/// Leaves the other processes.
int comity_mpi_finish();
}
