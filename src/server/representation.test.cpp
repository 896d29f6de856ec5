// SPDX-License-Identifier: Apache-2.0
#include "server/representation.h"

#include "statistics/gzip.h"

#include <doctest/doctest.h>

#include <zlib.h>

using namespace comity;

namespace {

const std::string digits = "0123456789";

Representation short_text() {
    return Representation::of("text/plain", digits, "no-cache", Representation::Pressed::well);
}

Representation long_text() {
    return Representation::of("text/plain", std::string(5'000, 'a'), "no-cache",
                              Representation::Pressed::quickly);
}

HttpRequest get() {
    HttpRequest request;
    request.method = "GET";
    return request;
}

std::string sent(const HttpResponse& response) {
    if (!response.body) return "";
    return response.body->substr(response.slice.offset, response.slice.length);
}

std::string header(const HttpResponse& response, std::string_view name) {
    for (const auto& [key, value] : response.headers)
        if (key == name) return value;
    return "";
}

HttpResponse ranged(const std::string& range) {
    HttpRequest request = get();
    request.range = range;
    return negotiate(request, short_text());
}

std::string unpacked(std::string_view packed, std::size_t size) {
    std::string bytes(size, '\0');
    z_stream stream{};
    REQUIRE(inflateInit2(&stream, 15 + 16) == Z_OK);
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
    stream.avail_in = static_cast<uInt>(packed.size());
    stream.next_out = reinterpret_cast<Bytef*>(bytes.data());
    stream.avail_out = static_cast<uInt>(bytes.size());
    CHECK(inflate(&stream, Z_FINISH) == Z_STREAM_END);
    bytes.resize(stream.total_out);
    inflateEnd(&stream);
    return bytes;
}

}  // namespace

TEST_CASE("gzip gives the same bytes back, for nothing and for much") {
    for (const std::size_t size : {0UL, 1UL, 1'000'000UL}) {
        std::string bytes(size, '\0');
        for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<char>(i * i >> 3U);
        CHECK(unpacked(gzip(bytes, 5), size + 1) == bytes);
        CHECK(gzip(bytes, 5) == gzip(bytes, 5));
    }
}

TEST_CASE("gzip is sent only to those who accept it") {
    for (const char* field : {"gzip", "deflate, gzip", "GZIP;q=0.5", "*", "br;q=1, *;q=0.1",
                              "gzip ; q=0.001", "x-gzip"}) {
        CAPTURE(field);
        CHECK(accepts_gzip(field));
    }
    for (const char* field :
         {"", "identity", "gzip;q=0", "gzip; q=0.000", "*;q=0", "br", "*, gzip;q=0", "gzipped"}) {
        CAPTURE(field);
        CHECK_FALSE(accepts_gzip(field));
    }
}

TEST_CASE("a long text is sent packed, under a tag of its own") {
    HttpRequest request = get();
    const HttpResponse plain = negotiate(request, long_text());
    CHECK(sent(plain) == std::string(5'000, 'a'));
    CHECK(header(plain, "Vary") == "Accept-Encoding");
    request.accept_encoding = "gzip, br";
    const HttpResponse packed = negotiate(request, long_text());
    CHECK(header(packed, "Content-Encoding") == "gzip");
    CHECK(header(packed, "Vary") == "Accept-Encoding");
    CHECK(unpacked(sent(packed), 6'000) == sent(plain));
    CHECK(packed.etag != plain.etag);
}

TEST_CASE("what is short or not text is sent as it is") {
    HttpRequest request = get();
    request.accept_encoding = "gzip";
    const auto binary = Representation::of("application/octet-stream", std::string(5'000, 'a'), "",
                                           Representation::Pressed::well);
    CHECK(header(negotiate(request, binary), "Content-Encoding").empty());
    CHECK(header(negotiate(request, short_text()), "Content-Encoding").empty());
    CHECK(header(negotiate(request, short_text()), "Vary").empty());
}

TEST_CASE("who has the current bytes is told so") {
    HttpRequest request = get();
    const std::string tag = negotiate(request, short_text()).etag;
    for (const std::string& field :
         {tag, "W/" + tag, "\"other\", " + tag, std::string("*"), " " + tag + " "}) {
        CAPTURE(field);
        request.if_none_match = field;
        const HttpResponse response = negotiate(request, short_text());
        CHECK(response.status == 304);
        CHECK_FALSE(response.body);
        CHECK(response.etag == tag);
        CHECK(response.cache_control == "no-cache");
    }
    for (const std::string& field : {std::string("\"other\""), tag.substr(1), tag + "x"}) {
        CAPTURE(field);
        request.if_none_match = field;
        CHECK(negotiate(request, short_text()).status == 200);
    }
}

TEST_CASE("different bytes have different tags, equal bytes the same") {
    const auto other =
        Representation::of("text/plain", "0123456788", "", Representation::Pressed::well);
    CHECK(short_text().tag == short_text().tag);
    CHECK(short_text().tag != other.tag);
}

TEST_CASE("one range of bytes is sent as such") {
    struct Case {
        const char* range;
        const char* bytes;
        const char* content_range;
    };
    for (const Case& expected :
         {Case{"bytes=0-3", "0123", "bytes 0-3/10"}, Case{"bytes=9-9", "9", "bytes 9-9/10"},
          Case{"bytes=7-", "789", "bytes 7-9/10"}, Case{"bytes=-2", "89", "bytes 8-9/10"},
          Case{"bytes=-99", "0123456789", "bytes 0-9/10"},
          Case{"Bytes=8-99", "89", "bytes 8-9/10"}}) {
        CAPTURE(expected.range);
        const HttpResponse response = ranged(expected.range);
        CHECK(response.status == 206);
        CHECK(sent(response) == expected.bytes);
        CHECK(header(response, "Content-Range") == expected.content_range);
    }
}

TEST_CASE("a range beyond the end is refused with the size") {
    for (const char* range : {"bytes=10-", "bytes=10-11", "bytes=-0"}) {
        CAPTURE(range);
        const HttpResponse response = ranged(range);
        CHECK(response.status == 416);
        CHECK(header(response, "Content-Range") == "bytes */10");
    }
}

TEST_CASE("ranges that are not understood are ignored") {
    for (const char* range :
         {"bytes=3-2", "bytes=a-b", "bytes=", "bytes=-", "items=0-1", "0-1", "bytes=0-1,3-4",
          "bytes=+1-2", "bytes=1-2 3", "bytes=99999999999999999999-", "bytes=--1"}) {
        CAPTURE(range);
        const HttpResponse response = ranged(range);
        CHECK(response.status == 200);
        CHECK(sent(response) == digits);
    }
}

TEST_CASE("a range goes with the tag it was asked for, and never with HEAD or gzip") {
    HttpRequest request = get();
    request.range = "bytes=0-1";
    request.if_range = "\"old\"";
    CHECK(negotiate(request, short_text()).status == 200);
    request.if_range = '"' + short_text().tag + '"';
    CHECK(negotiate(request, short_text()).status == 206);
    request.method = "HEAD";
    CHECK(negotiate(request, short_text()).status == 200);
    request = get();
    request.range = "bytes=0-1";
    request.accept_encoding = "gzip";
    const HttpResponse response = negotiate(request, long_text());
    CHECK(sent(response) == "aa");
    CHECK(header(response, "Content-Encoding").empty());
}
