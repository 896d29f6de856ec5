// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/date.h"
#include "base/decimal.h"
#include "base/json.h"
#include "base/period.h"
#include "base/sha256.h"

#include <algorithm>
#include <map>
#include <optional>

namespace comity {

/// How a C++ type is named, read and written outside the program. Every way in (JSON, TOML, command
/// line, web form) goes through `read`, so a rule that holds for all values of a type is checked
/// once.
///
/// A codec has: `type` (the word in the documentation), `read`, `write`, `from_text` (what a person
/// types on a command line, as JSON for `read`), `sample` (a valid value, for generated tests and
/// documentation) and `schema` (JSON Schema 2020-12).
template <class T>
struct Codec;

namespace codec {
Json text_schema(std::string_view format);
Json from_json_text(std::string_view text);  ///< JSON if it parses as that, else the text itself
/// The text of `json`, valid as long as it.
Result<std::string_view> read_text(const Json& json);
}  // namespace codec

template <>
struct Codec<std::string> {
    static constexpr std::string_view type = "text";
    static Result<std::string> read(const Json& json);
    static Json write(const std::string& text) { return {text}; }
    static Json from_text(std::string_view text) { return {text}; }
    static Json sample() { return {"text"}; }
    static Json schema() { return codec::text_schema(""); }
};

template <>
struct Codec<std::int64_t> {
    static constexpr std::string_view type = "integer";
    static Result<std::int64_t> read(const Json& json);
    static Json write(std::int64_t number) { return {number}; }
    static Json from_text(std::string_view text) { return codec::from_json_text(text); }
    static Json sample() { return {7}; }
    static Json schema();
};

template <>
struct Codec<bool> {
    static constexpr std::string_view type = "yes or no";
    static Result<bool> read(const Json& json);
    static Json write(bool truth) { return {truth}; }
    static Json from_text(std::string_view text) { return codec::from_json_text(text); }
    static Json sample() { return {true}; }
    static Json schema();
};

/// Codecs of the types that are a text with a grammar: `T::parse(text)` and `value.text()`.
template <class T>
struct TextCodec {
    static Result<T> read(const Json& json) { return T::parse(TRY(codec::read_text(json))); }
    static Json write(const T& value) { return {value.text()}; }
    static Json from_text(std::string_view text) { return {text}; }
};

template <>
struct Codec<Decimal> : TextCodec<Decimal> {
    static constexpr std::string_view type = "decimal";
    static Json sample() { return {"1234.5"}; }
    static Json schema() { return codec::text_schema("decimal"); }
};

template <>
struct Codec<Date> : TextCodec<Date> {
    static constexpr std::string_view type = "date";
    static Json sample() { return {"2021-09-17"}; }
    static Json schema() { return codec::text_schema("date"); }
};

template <>
struct Codec<Instant> : TextCodec<Instant> {
    static constexpr std::string_view type = "UTC instant";
    static Json sample() { return {"2021-09-17T06:00:00Z"}; }
    static Json schema() { return codec::text_schema("date-time"); }
};

template <>
struct Codec<Period> : TextCodec<Period> {
    static constexpr std::string_view type = "period";
    static Json sample() { return {"2021"}; }
    static Json schema() { return codec::text_schema("sdmx-time-period"); }
};

template <>
struct Codec<Hash> {
    static constexpr std::string_view type = "SHA-256 (hexadecimal)";
    static Result<Hash> read(const Json& json);
    static Json write(const Hash& hash) { return {to_hex(hash)}; }
    static Json from_text(std::string_view text) { return {text}; }
    static Json sample() { return {to_hex(sha256("sample"))}; }
    static Json schema() { return codec::text_schema("sha-256"); }
};

template <class T>
struct Codec<std::optional<T>> {
    static constexpr std::string_view type = Codec<T>::type;
    static Result<std::optional<T>> read(const Json& json) { return TRY(Codec<T>::read(json)); }
    static Json write(const std::optional<T>& value) {
        return value ? Codec<T>::write(*value) : Json{};
    }
    static Json from_text(std::string_view text) { return Codec<T>::from_text(text); }
    static Json sample() { return Codec<T>::sample(); }
    static Json schema() { return Codec<T>::schema(); }
};

namespace codec {
/// An act is bounded by the size of its entry; this bounds what comes by other ways.
constexpr std::size_t list_length_max = 1'000'000;
Json list_from_text(std::string_view text, Json (*item_from_text)(std::string_view));
Json list_schema(Json item);
}  // namespace codec

/// On a command line a list is `a,b,c` or a JSON array.
template <class T>
struct Codec<std::vector<T>> {
    static constexpr std::string_view type = "list";
    static Result<std::vector<T>> read(const Json& json) {
        const auto* items = json.as<Json::Array>();
        if (!items) return refuse("field.type", "should be a list");
        if (items->size() > codec::list_length_max)
            return refuse("field.length",
                          "has more than " + std::to_string(codec::list_length_max) + " items");
        std::vector<T> values;
        for (const Json& item : *items) {
            auto value = Codec<T>::read(item);
            if (!value) return refuse_at("/" + std::to_string(values.size()), std::move(value));
            values.push_back(*std::move(value));
        }
        return values;
    }
    static Json write(const std::vector<T>& values) {
        Json::Array items;
        for (const T& value : values) items.push_back(Codec<T>::write(value));
        return {std::move(items)};
    }
    static Json from_text(std::string_view text) {
        return codec::list_from_text(text, &Codec<T>::from_text);
    }
    static Json sample() { return {Json::Array{Codec<T>::sample()}}; }
    static Json schema() { return codec::list_schema(Codec<T>::schema()); }
};

namespace codec {
Json map_schema(Json value);
}  // namespace codec

/// Values by name, in order of name.
template <class T>
struct Codec<std::map<std::string, T>> {
    static constexpr std::string_view type = "values by name";
    static Result<std::map<std::string, T>> read(const Json& json) {
        const auto* object = json.as<Json::Object>();
        if (!object) return refuse("field.type", "should be an object: name to value");
        std::map<std::string, T> values;
        for (const auto& [name, item] : *object) {
            auto value = Codec<T>::read(item);
            if (!value) return refuse_at(pointer_token(name), std::move(value));
            values.emplace(name, *std::move(value));
        }
        return values;
    }
    static Json write(const std::map<std::string, T>& values) {
        Json::Object object;
        for (const auto& [name, value] : values) object.set(name, Codec<T>::write(value));
        return {std::move(object)};
    }
    static Json from_text(std::string_view text) { return codec::from_json_text(text); }
    static Json sample() { return Json::Object{{"name", Codec<T>::sample()}}; }
    static Json schema() { return codec::map_schema(Codec<T>::schema()); }
};

/// Specialised for an enum: `static constexpr std::string_view type` and
/// `static constexpr std::array values = {std::pair{E::a, std::string_view("a")}, …}`.
template <class E>
struct EnumText;

namespace codec {
Json enum_schema(const std::vector<std::string_view>& words);
std::unexpected<Refusal> refuse_word(std::string_view given,
                                     const std::vector<std::string_view>& words);
template <class E>
std::vector<std::string_view> enum_words() {
    std::vector<std::string_view> words;
    for (const auto& [value, word] : EnumText<E>::values) words.push_back(word);
    return words;
}
}  // namespace codec

/// The word for an enum value.
template <class E>
    requires requires { EnumText<E>::values; }
std::string_view word(E wanted) {
    for (const auto& [value, text] : EnumText<E>::values)
        if (value == wanted) return text;
    return {};
}

template <class E>
    requires requires { EnumText<E>::values; }
struct Codec<E> {
    static constexpr std::string_view type = EnumText<E>::type;
    static Result<E> read(const Json& json) {
        const std::string_view text = TRY(codec::read_text(json));
        for (const auto& [value, word] : EnumText<E>::values)
            if (word == text) return value;
        return codec::refuse_word(text, codec::enum_words<E>());
    }
    static Json write(E value) { return {word(value)}; }
    static Json from_text(std::string_view text) { return {text}; }
    static Json sample() { return {EnumText<E>::values.front().second}; }
    static Json schema() { return codec::enum_schema(codec::enum_words<E>()); }
};

template <class T>
inline constexpr bool is_optional = false;
template <class T>
inline constexpr bool is_optional<std::optional<T>> = true;

}  // namespace comity
