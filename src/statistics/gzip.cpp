// SPDX-License-Identifier: Apache-2.0
#include "statistics/gzip.h"

#include "base/check.h"

#include <zlib.h>
#include <algorithm>
#include <limits>
#include <vector>

namespace comity {

namespace {

constexpr int gzip_window = 15 + 16;  // 16: with a gzip header, and a checksum that zlib checks

}  // namespace

std::string gzip(std::string_view bytes, int effort) {
    check(bytes.size() < std::numeric_limits<uInt>::max(), "answers and pages fit into memory");
    z_stream stream{};
    check(deflateInit2(&stream, effort, Z_DEFLATED, gzip_window, 8, Z_DEFAULT_STRATEGY) == Z_OK,
          "zlib starts if there is memory");
    std::string packed(deflateBound(&stream, static_cast<uLong>(bytes.size())), '\0');
    // zlib does not write to its input; its C interface only lacks the const
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = reinterpret_cast<Bytef*>(packed.data());
    stream.avail_out = static_cast<uInt>(packed.size());
    const int end = deflate(&stream, Z_FINISH);
    packed.resize(stream.total_out);
    deflateEnd(&stream);
    check(end == Z_STREAM_END, "deflateBound bytes suffice");
    return packed;
}

struct GzipSource::Stream {
    z_stream zlib{};
    std::vector<char> packed = std::vector<char>(std::size_t{1} << 17);

    Stream() {
        if (inflateInit2(&zlib, gzip_window) != Z_OK) throw Fault("zlib has no memory");
    }
    ~Stream() { inflateEnd(&zlib); }
    Stream(const Stream&) = delete;
    Stream& operator=(const Stream&) = delete;
};

GzipSource::GzipSource(ByteSource& packed, std::string name)
    : packed_(packed), name_(std::move(name)), stream_(std::make_unique<Stream>()) {}

GzipSource::~GzipSource() = default;

std::size_t GzipSource::read(char* out, std::size_t capacity) {
    z_stream& zlib = stream_->zlib;
    const auto length =
        static_cast<uInt>(std::min<std::size_t>(capacity, std::numeric_limits<uInt>::max()));
    zlib.next_out = reinterpret_cast<Bytef*>(out);
    zlib.avail_out = length;
    while (zlib.avail_out == length && length > 0 && !ended_) {
        if (zlib.avail_in == 0 && !refill()) {
            end_of_file();
            break;
        }
        const int outcome = inflate(&zlib, Z_NO_FLUSH);
        if (outcome == Z_MEM_ERROR) throw Fault("zlib has no memory");
        if (outcome == Z_STREAM_END) {
            ++members_;
            check(inflateReset(&zlib) == Z_OK, "a stream that was begun can begin again");
        } else if (outcome != Z_OK && outcome != Z_BUF_ERROR) {
            fail();
        }
    }
    return length - zlib.avail_out;
}

Result<> GzipSource::finished() const {
    if (refusal_) return std::unexpected(*refusal_);
    return {};
}

/// False if there are no more packed bytes.
bool GzipSource::refill() {
    std::vector<char>& buffer = stream_->packed;
    const std::size_t count = packed_.read(buffer.data(), buffer.size());
    packed_bytes_ += count;
    stream_->zlib.next_in = reinterpret_cast<Bytef*>(buffer.data());
    stream_->zlib.avail_in = static_cast<uInt>(count);
    return count > 0;
}

void GzipSource::end_of_file() {
    ended_ = true;
    const uLong begun = stream_->zlib.total_in;  // of a member that has not ended
    if (begun == 0 && members_ > 0) return;
    if (begun < 2 && members_ > 0)
        set_refusal("gzip.trailing", "has a byte after its end");
    else
        set_refusal("gzip.truncated", "ends within a gzip member");
}

void GzipSource::fail() {
    ended_ = true;
    const z_stream& zlib = stream_->zlib;
    const bool no_member = zlib.total_in <= 2;  // the two bytes by which gzip is known
    const std::string reason = zlib.msg == nullptr ? "cannot be unpacked" : zlib.msg;
    if (!no_member)
        set_refusal("gzip.corrupt", "should be gzip, but zlib says: " + reason);
    else if (members_ > 0)
        set_refusal("gzip.trailing", "has bytes after its end that are not another gzip member");
    else
        set_refusal("gzip.not-gzip", "should begin as a gzip file does");
}

void GzipSource::set_refusal(std::string code, std::string message) {
    const std::uint64_t at = packed_bytes_ - stream_->zlib.avail_in;
    refusal_ = Refusal{std::move(code),
                       std::move(message) + " (near byte " + std::to_string(at) + ")", name_};
}

}  // namespace comity
