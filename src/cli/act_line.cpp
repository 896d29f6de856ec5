// SPDX-License-Identifier: Apache-2.0
#include "cli/act_line.h"

#include <array>

namespace comity::cli {
namespace {

/// One part of a line: words, and the member whose text follows them.
struct Part {
    std::string_view words;
    std::string_view member;
};

struct Line {
    std::string_view kind;
    std::array<Part, 3> parts;
};

constexpr std::array lines = {
    Line{"association.found", {Part{"", "name"}}},
    Line{"party.admit", {Part{"", "party"}, Part{" as ", "status"}, Part{" from ", "from"}}},
    Line{"party.change-status",
         {Part{"", "party"}, Part{" becomes ", "status"}, Part{" on ", "from"}}},
    Line{"party.withdraw", {Part{"", "party"}, Part{" from ", "from"}}},
    Line{"key.register", {Part{"key of ", "party"}}},
    Line{"key.rotate", {Part{"", "key"}}},
    Line{"pledge.make", {Part{"", "pledge"}, Part{" by ", "by"}}},
    Line{"pledge.amend", {Part{"", "pledge"}}},
    Line{"pledge.withdraw", {Part{"", "pledge"}}},
    Line{"reading.add", {Part{"", "reading"}, Part{" of ", "pledge"}}},
    Line{"reading.withdraw", {Part{"", "reading"}, Part{" of ", "pledge"}}},
    Line{"dataset.publish", {Part{"", "dataset"}, Part{", retrieved ", "retrieved"}}},
    Line{"delivery.report",
         {Part{"", "delivery"}, Part{", ", "provider"}, Part{" to ", "receiver"}}},
    Line{"delivery.confirm", {Part{"", "delivery"}}},
    Line{"delivery.dispute", {Part{"", "delivery"}}},
    Line{"note.place", {Part{"on ", "pledge"}, Part{"on ", "delivery"}, Part{": ", "text"}}},
};

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

}  // namespace

std::string act_line(std::string_view kind, const Json& body) {
    std::string text;
    for (const Line& line : lines) {
        if (line.kind != kind) continue;
        for (const Part& part : line.parts) {
            const Json* value = part.member.empty() ? nullptr : body.find(part.member);
            const std::string shown = value ? member_text(*value) : "";
            if (shown.empty()) continue;
            const bool leads = text.empty() && part.words.starts_with(": ");
            text.append(leads ? "" : part.words).append(shown);
        }
    }
    return text;
}

}  // namespace comity::cli
