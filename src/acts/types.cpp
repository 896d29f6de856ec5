// SPDX-License-Identifier: Apache-2.0
#include "acts/types.h"

#include "base/check.h"
#include "base/text.h"

#include <algorithm>

namespace comity {
namespace {

bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Whether `text` has at most `length_max` characters of `allowed` or '-', the first not a '-'.
bool is_code(std::string_view text, std::size_t length_max, bool (*allowed)(char)) {
    return !text.empty() && text.size() <= length_max && text.front() != '-' &&
           std::ranges::all_of(text, [&](char c) { return c == '-' || allowed(c); });
}

bool is_identifier_character(char c) { return is_lower(c) || is_digit(c); }
bool is_party_character(char c) { return is_upper(c) || is_digit(c); }
bool is_language_character(char c) { return is_lower(c) || is_upper(c) || is_digit(c); }

/// `text` up to `separator`, which is removed with it.
std::string_view take_until(std::string_view& text, std::string_view separator) {
    const std::size_t at = text.find(separator);
    const std::string_view taken = text.substr(0, at);
    text.remove_prefix(at == std::string_view::npos ? text.size() : at + separator.size());
    return taken;
}

/// Whether a code point, in UTF-8, is a control other than '\n' or changes the direction of text:
/// U+0000 to U+001F, U+007F to U+009F, U+202A to U+202E, U+2066 to U+2069.
bool has_control(std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto at = [&](std::size_t k) {
            return i + k < text.size() ? static_cast<unsigned char>(text[i + k]) : 0U;
        };
        if ((at(0) < 0x20 && text[i] != '\n') || at(0) == 0x7f) return true;
        if (at(0) == 0xc2 && at(1) < 0xa0) return true;
        if (at(0) != 0xe2) continue;
        if (at(1) == 0x80 && at(2) >= 0xaa && at(2) <= 0xae) return true;
        if (at(1) == 0x81 && at(2) >= 0xa6 && at(2) <= 0xa9) return true;
    }
    return false;
}

std::string_view code_of(const PartyCode& party) { return party.value; }
std::string_view word_of(const Status& status) { return word(status); }

Json codes_from_text(std::string_view text) {
    return Codec<std::vector<PartyCode>>::from_text(text);
}

}  // namespace

Result<Identifier> Identifier::parse(std::string_view text) {
    if (is_code(text, 64, &is_identifier_character)) return Identifier{std::string(text)};
    return refuse("identifier.malformed",
                  "should be 1 to 64 of a-z, 0-9 and '-', not beginning with '-'");
}

Result<PartyCode> PartyCode::parse(std::string_view text) {
    if (text.size() >= 2 && is_code(text, 16, &is_party_character))
        return PartyCode{std::string(text)};
    return refuse("party.malformed",
                  "should be 2 to 16 of A-Z, 0-9 and '-', not beginning with '-'");
}

Result<Unit> Unit::parse(std::string_view text) {
    Unit unit{std::string(text)};
    if (unit.is_currency() || is_code(text, 32, &is_identifier_character)) return unit;
    return refuse("unit.malformed",
                  "should be a currency code of three capitals, or a word of a-z, 0-9 and '-'");
}

bool Unit::is_currency() const { return value.size() == 3 && std::ranges::all_of(value, is_upper); }

Result<> check_text(std::string_view text) {
    if (text.find_first_not_of(" \n") == std::string_view::npos)
        return refuse("text.empty", "should not be empty");
    if (text.size() > text_size_max)
        return refuse("text.length", "should be at most 16 KiB; longer texts are attachments");
    if (has_control(text))
        return refuse("text.control", "should have no control or direction characters");
    return {};
}

Result<> check_text(std::string_view text, std::string_view where) {
    auto checked = check_text(text);
    if (!checked) return refuse_at(where, std::move(checked));
    return {};
}

Result<> check_language(std::string_view tag) {
    if (is_code(tag, 35, &is_language_character) && is_lower(tag.front())) return {};
    return refuse("text.language", "should be a language tag such as en, ru, zh");
}

const std::string& Translations::in(std::string_view language) const {
    check(!by_language.empty(), "the codec refuses a text without any language");
    auto found = by_language.find(std::string(language));
    if (found == by_language.end()) found = by_language.find("en");
    return found == by_language.end() ? by_language.begin()->second : found->second;
}

Result<Translations> Codec<Translations>::read(const Json& json) {
    const auto* object = json.as<Json::Object>();
    if (!object) return refuse("field.type", "should be an object: language to text");
    if (object->empty()) return refuse("text.empty", "should have a text in some language");
    Translations texts;
    for (const auto& [language, json_text] : *object) {
        const std::string where = pointer_token(language);
        const auto* text = json_text.as<std::string>();
        auto tag = check_language(language);
        if (!tag) return refuse_at(where, std::move(tag));
        if (!text) return refuse("field.type", "should be text", where);
        TRY(check_text(*text, where));
        texts.by_language.emplace(language, *text);
    }
    return texts;
}

Json Codec<Translations>::write(const Translations& texts) {
    Json::Object object;
    for (const auto& [language, text] : texts.by_language) object.set(language, text);
    return {std::move(object)};
}

Json Codec<Translations>::from_text(std::string_view text) {
    if (text.starts_with('{')) return codec::from_json_text(text);
    return Json::Object{{"en", text}};
}

Json Codec<Translations>::schema() {
    return Json::Object{
        {"type", "object"}, {"minProperties", 1}, {"additionalProperties", codec::text_schema("")}};
}

Json Codec<VerifierKey>::sample() {
    // The public key of RFC 8032, section 7.1, test 1.
    const auto bytes =
        hash_from_hex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
    check(bytes.has_value(), "it is 64 hexadecimal digits");
    return {
        VerifierKey{"comity.example/log/CHN", KeyType::ed25519, PublicKey{bytes->bytes}}.text()};
}

Result<> Source::valid() const {
    TRY(check_text(citation, "/citation"));
    return url ? check_text(*url, "/url") : Result<>{};
}

Json Source::from_text(std::string_view text) {
    if (text.starts_with('{')) return codec::from_json_text(text);
    return Json::Object{{"citation", text}};
}

Result<> Window::valid() const {
    if (from.frequency != to.frequency)
        return refuse("window.frequency", "both ends should be of one frequency", "/to");
    if (to < from) return refuse("window.order", "should not end before it begins", "/to");
    return {};
}

Json Window::from_text(std::string_view text) {
    if (text.starts_with('{')) return codec::from_json_text(text);
    const std::string_view first = take_until(text, "..");
    return Json::Object{{"from", first}, {"to", text.empty() ? first : text}};
}

Result<GroupMoment> GroupMoment::parse(std::string_view text) {
    if (text == "period-start") return GroupMoment{Kind::period_start, {}};
    if (text == "period-end") return GroupMoment{Kind::period_end, {}};
    return GroupMoment{Kind::day, TRY(Date::parse(text))};
}

std::string GroupMoment::text() const {
    switch (kind) {
        case Kind::day:
            return day.text();
        case Kind::period_start:
            return "period-start";
        case Kind::period_end:
            return "period-end";
    }
    return {};
}

Result<> Group::valid() const {
    const bool fixed = parties && !statuses && !at && !except;
    const bool by_status = !parties && statuses && at;
    if (!fixed && !by_status)
        return refuse("group.form", "should have either 'parties' alone, or 'statuses' with 'at'");
    if (fixed ? parties->empty() : statuses->empty())
        return refuse("group.empty", "should name at least one", fixed ? "/parties" : "/statuses");
    return {};
}

Json Group::from_text(std::string_view text) {
    if (text.starts_with('{')) return codec::from_json_text(text);
    if (!text.contains('@')) return Json::Object{{"parties", codes_from_text(text)}};
    const std::string_view statuses = take_until(text, "@");
    const std::string_view at = take_until(text, " except ");
    Json::Object group{{"statuses", Codec<std::vector<Status>>::from_text(statuses)}, {"at", at}};
    if (!text.empty()) group.set("except", codes_from_text(text));
    return {std::move(group)};
}

Json Group::sample() { return Json::Object{{"parties", Json::Array{"CHN", "RUS"}}}; }

std::string Group::text() const {
    if (parties) return joined(*parties, ",", &code_of);
    std::string text = joined(statuses.value_or(std::vector<Status>{}), ",", &word_of);
    if (at) text += "@" + at->text();
    if (except) text += " except " + joined(*except, ",", &code_of);
    return text;
}

}  // namespace comity
