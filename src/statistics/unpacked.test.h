// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/check.h"
#include "statistics/gzip.h"

#include <array>

namespace comity::fixture {

/// For tests: what a file holds, unpacked if its name ends in `.gz`.
inline std::string unpacked_file(const std::string& path) {
    FileSource file(path);
    GzipSource packed(file, path);
    const bool is_packed = path.ends_with(".gz");
    ByteSource& source = is_packed ? static_cast<ByteSource&>(packed) : file;
    std::string bytes;
    std::array<char, 65536> buffer{};
    while (const std::size_t count = source.read(buffer.data(), buffer.size()))
        bytes.append(buffer.data(), count);
    if (is_packed && !packed.finished()) throw Fault("cannot unpack " + path);
    return bytes;
}

}  // namespace comity::fixture
