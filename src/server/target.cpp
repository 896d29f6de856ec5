// SPDX-License-Identifier: Apache-2.0
#include "server/target.h"

#include "base/utf8.h"

#include <algorithm>

namespace comity {
namespace {

constexpr std::size_t parameters_max = 32;

std::optional<int> hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return std::nullopt;
}

/// Control characters have no place in a name, escaped or not.
bool is_plain_text(std::string_view text) {
    const auto is_control = [](char c) {
        return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
    };
    return std::ranges::none_of(text, is_control) && is_utf8(text);
}

Result<std::string> decode(std::string_view text, std::string_view where) {
    const auto decoded = percent_decode(text);
    if (!decoded)
        return refuse("target.escape", "every % should be followed by two hexadecimal digits",
                      std::string(where));
    if (!is_plain_text(*decoded))
        return refuse("target.text", "should be UTF-8 without control characters",
                      std::string(where));
    return *decoded;
}

/// Calls `use` with each part of `text` between separators until one refuses.
template <class Use>
Result<> for_each_part(std::string_view text, char separator, const Use& use) {
    while (true) {
        const std::size_t end = text.find(separator);
        const bool last = end == std::string_view::npos;
        TRY(use(text.substr(0, end), last));
        if (last) return {};
        text.remove_prefix(end + 1);
    }
}

Result<> add_segment(Target& target, std::string_view part, bool last) {
    std::string segment = TRY(decode(part, "path"));
    if (segment == "." || segment == ".." || (segment.empty() && !last))
        return refuse("target.segment", "no part of a path may be empty, '.' or '..'", "path");
    target.segments.push_back(std::move(segment));
    return {};
}

/// A value may use + for a space, as forms do.
Result<> add_parameter(Target& target, std::string_view part) {
    const std::size_t equals = part.find('=');
    if (equals == 0 || part.empty())
        return refuse("query.malformed", "parameters should look like name=value&name=value",
                      "query");
    const std::string name = TRY(decode(part.substr(0, equals), "query"));
    std::string value(equals == std::string_view::npos ? "" : part.substr(equals + 1));
    std::ranges::replace(value, '+', ' ');
    value = TRY(decode(value, name));
    if (!target.query.emplace(name, std::move(value)).second)
        return refuse("query.duplicate", "is given twice", name);
    if (target.query.size() > parameters_max)
        return refuse("query.malformed", "there are too many parameters", "query");
    return {};
}

/// Drops the scheme and host of the absolute form.
std::string_view origin_form(std::string_view text) {
    for (const std::string_view scheme : {"http://", "https://"}) {
        if (!text.starts_with(scheme)) continue;
        const std::size_t slash = text.find('/', scheme.size());
        return slash == std::string_view::npos ? "/" : text.substr(slash);
    }
    return text;
}

}  // namespace

std::optional<std::string> percent_decode(std::string_view text) {
    std::string decoded;
    decoded.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            decoded += text[i];
            continue;
        }
        if (i + 2 >= text.size()) return std::nullopt;
        const auto high = hex_digit(text[i + 1]);
        const auto low = hex_digit(text[i + 2]);
        if (!high || !low) return std::nullopt;
        decoded += static_cast<char>(*high * 16 + *low);
        i += 2;
    }
    return decoded;
}

Result<Target> parse_target(std::string_view text) {
    const auto visible_ascii = [](char c) { return c > 0x20 && c < 0x7f; };
    text = origin_form(text);
    if (!text.starts_with('/') || !std::ranges::all_of(text, visible_ascii) || text.contains('#'))
        return refuse("target.malformed", "the target should be a path such as /api/v1/health");
    const std::size_t question = text.find('?');
    Target target;
    TRY(for_each_part(
        text.substr(1, question == std::string_view::npos ? question : question - 1), '/',
        [&](std::string_view part, bool last) { return add_segment(target, part, last); }));
    if (question == std::string_view::npos || question + 1 == text.size()) return target;
    TRY(for_each_part(text.substr(question + 1), '&',
                      [&](std::string_view part, bool) { return add_parameter(target, part); }));
    return target;
}

}  // namespace comity
