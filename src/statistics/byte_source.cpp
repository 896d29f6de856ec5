// SPDX-License-Identifier: Apache-2.0
#include "statistics/byte_source.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>

namespace comity {

FileSource::FileSource(const std::string& path)
    : path_(path), file_(Descriptor::open(path, O_RDONLY)) {
    struct stat status{};
    if (::fstat(file_.number(), &status) != 0) throw io_fault("examine", path_);
    if (S_ISREG(status.st_mode)) size_ = static_cast<std::uint64_t>(status.st_size);
    (void)::posix_fadvise(file_.number(), 0, 0, POSIX_FADV_SEQUENTIAL);
}

std::size_t FileSource::read(char* out, std::size_t capacity) {
    const ssize_t count = retry([&] { return ::read(file_.number(), out, capacity); });
    if (count < 0) throw io_fault("read", path_);
    return static_cast<std::size_t>(count);
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
