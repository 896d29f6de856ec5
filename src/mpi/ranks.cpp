// SPDX-License-Identifier: Apache-2.0
#include "cli/ranks_plugin.h"

#include <mpi.h>

#include <algorithm>
#include <vector>

namespace {

/// MPI counts in int; larger messages go in parts.
constexpr std::uint64_t part_bytes_max = std::uint64_t{1} << 30U;
constexpr int size_tag = 1;
constexpr int bytes_tag = 2;

bool send(const char* bytes, std::uint64_t size) {
    if (MPI_Send(&size, 1, MPI_UINT64_T, 0, size_tag, MPI_COMM_WORLD) != MPI_SUCCESS) return false;
    for (std::uint64_t done = 0; done < size; done += part_bytes_max) {
        const auto part = static_cast<int>(std::min(part_bytes_max, size - done));
        if (MPI_Send(bytes + done, part, MPI_BYTE, 0, bytes_tag, MPI_COMM_WORLD) != MPI_SUCCESS)
            return false;
    }
    return true;
}

bool receive(int rank, std::vector<char>& bytes) {
    std::uint64_t size = 0;
    if (MPI_Recv(&size, 1, MPI_UINT64_T, rank, size_tag, MPI_COMM_WORLD, MPI_STATUS_IGNORE) !=
        MPI_SUCCESS)
        return false;
    bytes.resize(size);
    for (std::uint64_t done = 0; done < size; done += part_bytes_max) {
        const auto part = static_cast<int>(std::min(part_bytes_max, size - done));
        if (MPI_Recv(bytes.data() + done, part, MPI_BYTE, rank, bytes_tag, MPI_COMM_WORLD,
                     MPI_STATUS_IGNORE) != MPI_SUCCESS)
            return false;
    }
    return true;
}

}  // namespace

int comity_mpi_start(int* rank, int* ranks) {
    if (MPI_Init(nullptr, nullptr) != MPI_SUCCESS) return 1;
    if (MPI_Comm_rank(MPI_COMM_WORLD, rank) != MPI_SUCCESS) return 1;
    return MPI_Comm_size(MPI_COMM_WORLD, ranks) == MPI_SUCCESS ? 0 : 1;
}

int comity_mpi_gather(const char* bytes, std::uint64_t size,
                      void (*take)(void* context, const char* bytes, std::uint64_t size),
                      void* context) {
    int rank = 0;
    int ranks = 0;
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &ranks);
    if (rank != 0) return send(bytes, size) ? 0 : 1;
    take(context, bytes, size);
    std::vector<char> received;
    for (int from = 1; from < ranks; ++from) {
        if (!receive(from, received)) return 1;
        take(context, received.data(), received.size());
    }
    return 0;
}

int comity_mpi_finish() { return MPI_Finalize() == MPI_SUCCESS ? 0 : 1; }
