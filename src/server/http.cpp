// SPDX-License-Identifier: Apache-2.0
#include "server/http.h"

#include "base/check.h"
#include "base/date.h"
#include "base/json.h"

#include <array>

namespace comity {
namespace {

// The pages come from here, with nothing inline; pictures may also be drawn by them (data:).
constexpr std::string_view fixed_headers =
    "Server: comity\r\n"
    "Content-Security-Policy: default-src 'self'; img-src 'self' data:; object-src 'none'; "
    "base-uri 'none'; frame-ancestors 'none'; form-action 'none'\r\n"
    "X-Content-Type-Options: nosniff\r\n"
    "Referrer-Policy: no-referrer\r\n"
    "Cross-Origin-Opener-Policy: same-origin\r\n";

struct Status {
    int code;
    std::string_view phrase;
};

constexpr std::array statuses = {Status{200, "OK"},
                                 Status{201, "Created"},
                                 Status{204, "No Content"},
                                 Status{206, "Partial Content"},
                                 Status{302, "Found"},
                                 Status{304, "Not Modified"},
                                 Status{400, "Bad Request"},
                                 Status{401, "Unauthorized"},
                                 Status{403, "Forbidden"},
                                 Status{404, "Not Found"},
                                 Status{405, "Method Not Allowed"},
                                 Status{409, "Conflict"},
                                 Status{413, "Content Too Large"},
                                 Status{414, "URI Too Long"},
                                 Status{415, "Unsupported Media Type"},
                                 Status{416, "Range Not Satisfiable"},
                                 Status{417, "Expectation Failed"},
                                 Status{422, "Unprocessable Content"},
                                 Status{429, "Too Many Requests"},
                                 Status{431, "Request Header Fields Too Large"},
                                 Status{500, "Internal Server Error"},
                                 Status{501, "Not Implemented"},
                                 Status{502, "Bad Gateway"},
                                 Status{503, "Service Unavailable"},
                                 Status{505, "HTTP Version Not Supported"}};

void append_field(std::string& text, std::string_view name, std::string_view value) {
    check(value.find_first_of("\r\n") == std::string_view::npos, "a header field is one line");
    text.append(name).append(": ").append(value).append("\r\n");
}

std::string two_digits(std::int64_t number) {
    return {static_cast<char>('0' + number / 10), static_cast<char>('0' + number % 10)};
}

}  // namespace

SharedBytes share(std::string bytes) {
    return std::make_shared<const std::string>(std::move(bytes));
}

HttpResponse respond(int status, std::string_view content_type, SharedBytes body) {
    const Slice whole{0, body->size()};
    return {.status = status,
            .content_type = std::string(content_type),
            .body = std::move(body),
            .slice = whole};
}

HttpResponse respond(int status, const Refusal& refusal) {
    const Json::Object content{
        {"code", refusal.code}, {"message", refusal.message}, {"where", refusal.where}};
    const Json json = Json::Object{{"refusal", content}};
    HttpResponse response = respond(status, "application/json", share(to_text(json)));
    response.cache_control = "no-store";
    return response;
}

std::string_view reason_phrase(int status) {
    for (const Status& known : statuses)
        if (known.code == status) return known.phrase;
    return "Unknown";
}

std::string http_date(std::int64_t seconds_since_1970) {
    constexpr std::array<std::string_view, 7> days = {"Mon", "Tue", "Wed", "Thu",
                                                      "Fri", "Sat", "Sun"};
    constexpr std::array<std::string_view, 12> months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const Date date = Instant{seconds_since_1970}.date();
    const std::int64_t second = seconds_since_1970 - Instant::of(date).seconds;
    std::string text(days[static_cast<std::size_t>(date.weekday() - 1)]);
    text.append(", ").append(two_digits(date.day())).append(" ");
    text.append(months[static_cast<std::size_t>(date.month() - 1)]).append(" ");
    text.append(date.text().substr(0, 4)).append(" ").append(two_digits(second / 3600));
    text.append(":").append(two_digits(second / 60 % 60));
    return text.append(":").append(two_digits(second % 60)).append(" GMT");
}

std::string head_text(const HttpResponse& response, std::string_view date, bool keep_alive) {
    std::string text = "HTTP/1.1 " + std::to_string(response.status) + " ";
    text.reserve(768);
    text.append(reason_phrase(response.status)).append("\r\n");
    append_field(text, "Date", date);
    text.append(fixed_headers);
    if (!response.content_type.empty()) append_field(text, "Content-Type", response.content_type);
    if (response.status != 204 && response.status != 304)
        append_field(text, "Content-Length", std::to_string(response.slice.length));
    if (!response.etag.empty()) append_field(text, "ETag", response.etag);
    if (!response.cache_control.empty())
        append_field(text, "Cache-Control", response.cache_control);
    for (const auto& [name, value] : response.headers) append_field(text, name, value);
    append_field(text, "Connection", keep_alive ? "keep-alive" : "close");
    return text.append("\r\n");
}

}  // namespace comity
