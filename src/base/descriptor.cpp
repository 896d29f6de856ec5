// SPDX-License-Identifier: Apache-2.0
#include "base/descriptor.h"

#include <fcntl.h>
#include <unistd.h>

#include <system_error>

namespace comity {

Descriptor Descriptor::open(const std::string& path, int flags, unsigned mode) {
    const int number = retry([&] { return ::open(path.c_str(), flags | O_CLOEXEC, mode); });
    if (number < 0) throw io_fault("open", path);
    return Descriptor(number);
}

Descriptor::~Descriptor() {
    if (number_ >= 0) ::close(number_);
}

Fault io_fault(const std::string& what, const std::string& path, int error) {
    return Fault("cannot " + what + " " + path + ": " + std::generic_category().message(error));
}

void sync_path(const std::string& path) {
    const Descriptor file = Descriptor::open(path, O_RDONLY);
    if (::fsync(file.number()) != 0) throw io_fault("make durable", path);
}

}  // namespace comity
