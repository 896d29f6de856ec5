// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace comity {

/// What the site needs to know of a request. The target is as it stood in the request line.
struct HttpRequest {
    std::string method = {};
    std::string target = {};
    std::string accept = {};
    std::string accept_encoding = {};
    std::string if_none_match = {};
    std::string if_range = {};
    std::string range = {};
    std::string origin = {};
    std::string cookie = {};
    std::string content_type = {};
    std::string body = {};
    std::string peer = {};  ///< the address it came from, without the port
    std::string host = {};
    std::string forwarded_for = {};    ///< X-Forwarded-For: what a proxy says of the address
    std::string token = {};            ///< X-Comity-Token: that a page of ours sent this
    std::string idempotency_key = {};  ///< Idempotency-Key: that it is to be done once
};

/// Bytes that are cached and written to several connections at once; the last one to be done with
/// them frees them.
using SharedBytes = std::shared_ptr<const std::string>;

SharedBytes share(std::string bytes);

/// Where in the body the answer begins, and how long it is.
struct Slice {
    std::size_t offset = 0;
    std::size_t length = 0;
};

/// An answer. `Date`, `Content-Length`, `Connection` and the security headers are added when it is
/// written, and the body is left out of an answer to HEAD.
struct HttpResponse {
    int status = 200;
    std::string content_type = {};
    SharedBytes body = {};  ///< null: none
    Slice slice = {};       ///< the part of `body` that is sent
    std::string etag = {};
    std::string cache_control = {};
    std::vector<std::pair<std::string_view, std::string>> headers = {};
};

/// An answer with a whole body.
HttpResponse respond(int status, std::string_view content_type, SharedBytes body);

/// `{"refusal":{code, message, where}}`, which no one may keep.
HttpResponse respond(int status, const Refusal& refusal);

/// The words beside a status: "Not Found".
std::string_view reason_phrase(int status);

/// The first line and the header fields of an answer with their closing empty line. `date` is an
/// IMF-fixdate.
std::string head_text(const HttpResponse& response, std::string_view date, bool keep_alive);

/// A time as RFC 9110 writes it: "Sun, 06 Nov 1994 08:49:37 GMT".
std::string http_date(std::int64_t seconds_since_1970);

}  // namespace comity
