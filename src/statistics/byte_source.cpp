// SPDX-License-Identifier: Apache-2.0
#include "statistics/byte_source.h"

#include "base/check.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <algorithm>
#include <cerrno>
#include <cstring>
#include <system_error>

namespace comity {
namespace {

[[noreturn]] void fail(const std::string& path) {
    throw Fault(path + ": " + std::generic_category().message(errno));
}

}  // namespace

FileSource::FileSource(const std::string& path)
    : path_(path), descriptor_(::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {
    if (descriptor_ < 0) fail(path_);
    struct stat status{};
    if (::fstat(descriptor_, &status) != 0) {
        const int error = errno;
        ::close(descriptor_);
        errno = error;
        fail(path_);
    }
    if (S_ISREG(status.st_mode)) size_ = static_cast<std::uint64_t>(status.st_size);
    (void)::posix_fadvise(descriptor_, 0, 0, POSIX_FADV_SEQUENTIAL);
}

FileSource::~FileSource() { ::close(descriptor_); }

std::size_t FileSource::read(char* out, std::size_t capacity) {
    for (;;) {
        const ssize_t count = ::read(descriptor_, out, capacity);
        if (count >= 0) return static_cast<std::size_t>(count);
        if (errno != EINTR) fail(path_);
    }
}

std::size_t StringSource::read(char* out, std::size_t capacity) {
    const std::size_t count = std::min(capacity, bytes_.size() - done_);
    std::copy_n(bytes_.data() + done_, count, out);
    done_ += count;
    return count;
}

std::size_t HashedSource::read(char* out, std::size_t capacity) {
    const std::size_t count = source_.read(out, capacity);
    hash_.update({out, count});
    bytes_done_ += count;
    return count;
}

}  // namespace comity
