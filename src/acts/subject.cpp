// SPDX-License-Identifier: Apache-2.0
#include "acts/subject.h"

#include "acts/all.h"

#include <algorithm>

namespace comity {
namespace {

/// So many characters of a text in words are enough to know it again.
constexpr std::size_t text_length_max = 40;

std::string shortened(const std::string& text) {
    std::size_t end = 0;
    std::size_t characters = 0;
    const auto continues = [&](std::size_t i) {
        return (static_cast<unsigned char>(text[i]) & 0xC0) == 0x80;
    };
    while (end < text.size() && characters < text_length_max) {
        ++characters;
        for (++end; end < text.size() && continues(end);) ++end;
    }
    return end == text.size() ? text : text.substr(0, end) + "…";
}

std::string list_text(const Json::Array& items) {
    std::string text;
    for (const Json& item : items)
        if (const auto* word = item.as<std::string>())
            text.append(text.empty() ? "" : ", ").append(*word);
    return text;
}

/// English, or whichever language there is.
std::string translated(const Json::Object& texts) {
    const Json* text = texts.find("en");
    if (!text && texts.begin() != texts.end()) text = &texts.begin()->value;
    const auto* words = text ? text->as<std::string>() : nullptr;
    return words ? shortened(*words) : "";
}

std::string member_text(const Json& value) {
    if (const auto* text = value.as<std::string>()) return shortened(*text);
    if (const auto* items = value.as<Json::Array>()) return list_text(*items);
    if (const auto* texts = value.as<Json::Object>()) return translated(*texts);
    return "";
}

/// A pattern without brackets, filled; nothing if a member is absent.
std::optional<std::string> fill_plain(std::string_view pattern, const Json& body) {
    std::string text;
    while (!pattern.empty()) {
        const std::size_t open = std::min(pattern.find('{'), pattern.size());
        text.append(pattern.substr(0, open));
        pattern.remove_prefix(open);
        if (pattern.empty()) break;
        const std::size_t close = pattern.find('}');
        const Json* value = body.find(pattern.substr(1, close - 1));
        const std::string shown = value ? member_text(*value) : "";
        if (shown.empty()) return {};
        text.append(shown);
        pattern.remove_prefix(close + 1);
    }
    return text;
}

}  // namespace

std::string fill_subject(std::string_view pattern, const Json& body) {
    std::string text;
    while (!pattern.empty()) {
        const bool optional = pattern.starts_with('[');
        const std::size_t end = std::min(pattern.find(optional ? ']' : '['), pattern.size());
        const std::size_t start = optional ? 1 : 0;
        text.append(fill_plain(pattern.substr(start, end - start), body).value_or(""));
        pattern.remove_prefix(std::min(end + start, pattern.size()));
    }
    return text;
}

std::string subject_of(const Statement& statement) {
    const ActType* type = find_act(statement.kind);
    const auto body = parse_json(statement.body);
    return type && body ? fill_subject(type->subject, *body) : "";
}

}  // namespace comity
