// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/check.h"

#include <cerrno>
#include <string>
#include <utility>

namespace comity {

/// Owns an open file of the operating system.
class Descriptor {
public:
    Descriptor() = default;
    explicit Descriptor(int number) : number_(number) {}
    /// `flags` and `mode` as of open(2); `Fault` if it cannot be opened.
    static Descriptor open(const std::string& path, int flags, unsigned mode = 0644);
    Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
    Descriptor& operator=(Descriptor&& other) noexcept {
        std::swap(number_, other.number_);
        return *this;
    }
    ~Descriptor();
    int number() const { return number_; }

private:
    int number_ = -1;
};

/// What could not be done with a file, and why: by the last system call, unless `error` says.
Fault io_fault(const std::string& what, const std::string& path, int error = errno);

/// Makes a file or a folder durable, so that a loss of power does not undo it.
void sync_path(const std::string& path);

/// Repeats a system call that a signal interrupted.
template <class Call>
auto retry(Call call) {
    for (;;) {
        const auto result = call();
        if (result >= 0 || errno != EINTR) return result;
    }
}

}  // namespace comity
