// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/descriptor.h"

#include <string>

namespace comity {

/// A file that is being made beside the place where it will appear, whole and durable, or not at
/// all. It is locked as long as it is made; what an import that was killed left behind is not, and
/// goes when the next one begins in the same folder.
class TemporaryFile {
public:
    /// `Fault` if it cannot be made.
    explicit TemporaryFile(std::string destination);
    ~TemporaryFile();
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;

    const std::string& path() const { return path_; }
    /// Moves it, as it was written by then, to its destination; in place of a file that is there.
    void publish();

private:
    void create();

    std::string destination_;
    std::string path_;
    Descriptor file_;
    bool published_ = false;
};

}  // namespace comity
