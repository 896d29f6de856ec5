// SPDX-License-Identifier: Apache-2.0
#include "server/url.h"

#include "base/digits.h"

#include <algorithm>

namespace comity {
namespace {

constexpr std::size_t url_size_max = 4 * 1024;

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool is_host_character(char c) { return is_letter(c) || is_digit(c) || c == '.' || c == '-'; }

bool is_address_character(char c) { return is_letter(c) || is_digit(c) || c == '.' || c == ':'; }

bool is_target_character(char c) {
    return c > ' ' && c <= '~' && c != '#' && c != '"' && c != '\\';
}

std::unexpected<Refusal> refuse_url(std::string_view text) {
    return refuse("url.malformed", "should be an address such as https://host/path",
                  std::string(text.substr(0, 100)));
}

bool take(std::string_view& text, std::string_view start) {
    if (!text.starts_with(start)) return false;
    text.remove_prefix(start.size());
    return true;
}

/// "host:80" or "[::1]:80"; false if it is neither.
bool read_authority(std::string_view authority, Url& url) {
    std::string_view port;
    if (authority.starts_with('[')) {
        const std::size_t end = authority.find(']');
        if (end == std::string_view::npos) return false;
        url.host = authority.substr(1, end - 1);
        port = authority.substr(end + 1);
        if (!std::ranges::all_of(url.host, is_address_character)) return false;
    } else {
        url.host = authority.substr(0, authority.find(':'));
        port = authority.substr(url.host.size());
        if (!std::ranges::all_of(url.host, is_host_character)) return false;
    }
    url.port = url.secure ? 443 : 80;
    if (port.empty()) return !url.host.empty();
    const auto number = parse_number<std::uint16_t>(port.substr(1));
    url.port = number.value_or(0);
    return port.front() == ':' && url.port != 0 && !url.host.empty();
}

}  // namespace

Result<Url> parse_url(std::string_view text) {
    Url url;
    std::string_view rest = text;
    url.secure = take(rest, "https://");
    if (text.size() > url_size_max || (!url.secure && !take(rest, "http://")))
        return refuse_url(text);
    const std::string_view authority = rest.substr(0, rest.find_first_of("/?"));
    rest.remove_prefix(authority.size());
    if (!read_authority(authority, url)) return refuse_url(text);
    url.target = (rest.starts_with('/') ? "" : "/") + std::string(rest);
    if (!std::ranges::all_of(url.target, is_target_character)) return refuse_url(text);
    return url;
}

std::string Url::authority() const {
    std::string text = host.find(':') == std::string::npos ? host : "[" + host + "]";
    if (port != (secure ? 443 : 80)) text += ":" + std::to_string(port);
    return text;
}

bool is_private_way(const Url& url) {
    return url.secure || url.host == "127.0.0.1" || url.host == "::1" || url.host == "localhost";
}

std::string percent_encode(std::string_view text) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string encoded;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (is_host_character(c) || c == '_' || c == '~')
            encoded += c;
        else
            encoded.append({'%', digits[byte / 16], digits[byte % 16]});
    }
    return encoded;
}

}  // namespace comity
