// SPDX-License-Identifier: Apache-2.0
#include "server/gzip.h"

#include "base/check.h"

#include <zlib.h>
#include <limits>

namespace comity {

std::string gzip(std::string_view bytes, int effort) {
    check(bytes.size() < std::numeric_limits<uInt>::max(), "answers and pages fit into memory");
    constexpr int gzip_window = 15 + 16;  // 16: with a gzip header instead of zlib's
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

}  // namespace comity
