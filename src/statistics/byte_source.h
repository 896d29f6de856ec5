// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/descriptor.h"
#include "base/sha256.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace comity {

/// Bytes that arrive in pieces, from a file or from memory.
class ByteSource {
public:
    virtual ~ByteSource() = default;
    /// Up to `capacity` bytes; 0 only at the end.
    virtual std::size_t read(char* out, std::size_t capacity) = 0;
    /// How many there are, as far as that is known beforehand.
    virtual std::uint64_t size() const = 0;
};

/// A file of the operating system, read once from its beginning. `Fault` if it cannot be read.
class FileSource : public ByteSource {
public:
    explicit FileSource(const std::string& path);
    std::size_t read(char* out, std::size_t capacity) override;
    std::uint64_t size() const override { return size_; }

private:
    std::string path_;
    Descriptor file_;
    std::uint64_t size_ = 0;
};

class StringSource : public ByteSource {
public:
    explicit StringSource(std::string_view bytes) : bytes_(bytes) {}
    std::size_t read(char* out, std::size_t capacity) override;
    std::uint64_t size() const override { return bytes_.size(); }

private:
    std::string_view bytes_;
    std::size_t done_ = 0;
};

/// Passes on the bytes of another source, and knows afterwards which they were.
class HashedSource : public ByteSource {
public:
    explicit HashedSource(ByteSource& source) : source_(source) {}
    std::size_t read(char* out, std::size_t capacity) override;
    std::uint64_t size() const override { return source_.size(); }
    std::uint64_t bytes_done() const { return bytes_done_; }
    Hash finish() { return hash_.finish(); }

private:
    ByteSource& source_;
    Sha256 hash_;
    std::uint64_t bytes_done_ = 0;
};

}  // namespace comity
