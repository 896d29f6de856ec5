// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/http.h"

namespace comity {

/// Something that can be fetched, in the forms in which it can be sent.
struct Representation {
    /// How hard to press: once for ever, or while someone waits.
    enum class Pressed { well, quickly };

    std::string content_type;
    std::string cache_control;
    std::string tag;  ///< names the bytes: the beginning of their SHA-256
    SharedBytes plain;
    SharedBytes packed;  ///< as gzip; null if that would not pay
    std::vector<std::pair<std::string_view, std::string>> headers;

    static Representation of(std::string content_type, std::string bytes, std::string cache_control,
                             Pressed pressed);
    std::size_t size() const { return plain->size() + (packed ? packed->size() : 0); }
};

/// Answers with what the request asked for: the packed form if it accepts that, nothing but 304 if
/// it has the current one (If-None-Match), or one range of the plain form (206, 416).
HttpResponse negotiate(const HttpRequest& request, const Representation& what, int status = 200);

/// Whether an Accept-Encoding field lets gzip through (RFC 9110 section 12.5.3).
bool accepts_gzip(std::string_view accept_encoding);

/// Whether an If-None-Match field names the entity tag, which is given with its quotes.
bool names_tag(std::string_view if_none_match, std::string_view etag);

}  // namespace comity
