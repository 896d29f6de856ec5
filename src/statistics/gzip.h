// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "statistics/byte_source.h"

#include <memory>
#include <optional>

namespace comity {

/// The bytes as a gzip file (RFC 1952) without a name or a time: equal input, equal output.
/// `effort` is zlib's, 1 (fast) to 9 (small).
std::string gzip(std::string_view bytes, int effort);

/// The bytes that are packed in a gzip file (RFC 1952) of one or more members. Nothing is kept but
/// a window: a small file may hold a great many bytes, and the reader alone decides how many it
/// takes. What is not gzip ends the bytes early, so ask `finished` after the last one. Refusals:
/// `gzip.not-gzip`, `gzip.truncated`, `gzip.corrupt` (data, checksum or length), `gzip.trailing`
/// (bytes after the last member that are not another one).
class GzipSource : public ByteSource {
public:
    /// `name` is how refusals call the file.
    GzipSource(ByteSource& packed, std::string name);
    ~GzipSource() override;
    GzipSource(const GzipSource&) = delete;
    GzipSource& operator=(const GzipSource&) = delete;

    std::size_t read(char* out, std::size_t capacity) override;
    /// Not known beforehand: what the last member says of itself is neither checked yet nor whole.
    std::uint64_t size() const override { return 0; }
    /// Whether the packed bytes, as far as they were read, are a gzip file.
    Result<> finished() const;

private:
    struct Stream;

    bool refill();
    void end_of_file();
    void fail();
    void set_refusal(std::string code, std::string message);

    ByteSource& packed_;
    std::string name_;
    std::unique_ptr<Stream> stream_;
    std::uint64_t packed_bytes_ = 0;  ///< read from `packed_` so far
    std::uint64_t members_ = 0;       ///< that are complete
    bool ended_ = false;
    std::optional<Refusal> refusal_;
};

}  // namespace comity
