// SPDX-License-Identifier: Apache-2.0
#include "cli/ranks.h"

#include "base/check.h"

#include <dlfcn.h>

#include <cstdlib>
#include <exception>
#include <filesystem>

namespace comity::cli {
namespace {

namespace fs = std::filesystem;

/// `../lib/comity` from the program, installed or not.
std::string library_path() {
    const fs::path program = fs::read_symlink("/proc/self/exe");
    return (program.parent_path().parent_path() / "lib" / "comity" / "comity_mpi.so").string();
}

template <class Function>
Function* find(void* library, const char* name) {
    void* const found = ::dlsym(library, name);
    if (!found) throw Fault(library_path() + " lacks " + name);
    return reinterpret_cast<Function*>(found);
}

}  // namespace

Ranks::Ranks() {
    if (std::getenv("OMPI_COMM_WORLD_SIZE")) load();
}

/// Open MPI loads plug-ins of its own, which look for its symbols among those of the program.
void Ranks::load() {
    library_ = ::dlopen(library_path().c_str(), RTLD_NOW | RTLD_GLOBAL);
    if (!library_)
        throw Fault("started by mpirun, but this comity was built without Open MPI: " +
                    std::string(::dlerror()));
    gather_ = find<decltype(comity_mpi_gather)>(library_, "comity_mpi_gather");
    finish_ = find<decltype(comity_mpi_finish)>(library_, "comity_mpi_finish");
    int rank = 0;
    int ranks = 0;
    const auto start = find<decltype(comity_mpi_start)>(library_, "comity_mpi_start");
    if (start(&rank, &ranks) != 0) throw Fault("the processes of mpirun cannot reach each other");
    rank_ = static_cast<std::size_t>(rank);
    ranks_ = static_cast<std::size_t>(ranks);
}

/// After a fault the others must not be waited for: mpirun ends them when this process ends. The
/// library stays loaded until then.
Ranks::~Ranks() {
    if (finish_ && std::uncaught_exceptions() == 0) finish_();
}

std::vector<std::string> Ranks::gather(const std::string& bytes) const {
    std::vector<std::string> all;
    if (!gather_) return {bytes};
    const auto take = [](void* context, const char* data, std::uint64_t size) {
        static_cast<std::vector<std::string>*>(context)->emplace_back(data, size);
    };
    if (gather_(bytes.data(), bytes.size(), take, &all) != 0)
        throw Fault("the processes of mpirun cannot reach each other");
    return all;
}

}  // namespace comity::cli
