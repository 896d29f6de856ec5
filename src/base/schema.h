// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/codec.h"

#include <array>
#include <span>
#include <tuple>

namespace comity {

/// One field of a struct (or of its base): its name outside, where it lives, what it means.
template <class A, class T>
struct Field {
    std::string_view name;
    T A::* member;
    std::string_view meaning;
};

/// The same, without the C++ types: what forms, the command line and the documentation need.
struct FieldInfo {
    std::string_view name;
    std::string_view type;
    std::string_view meaning;
    bool required;
    Json (*from_text)(std::string_view);
    Json (*sample)();
    Json (*schema)();
};

template <class A>
concept HasFields = requires { A::fields; };

template <HasFields A>
inline constexpr auto field_infos = std::apply(
    []<class... B, class... T>(const Field<B, T>&... field) {
        return std::array<FieldInfo, sizeof...(T)>{
            FieldInfo{field.name, Codec<T>::type, field.meaning, !is_optional<T>,
                      &Codec<T>::from_text, &Codec<T>::sample, &Codec<T>::schema}...};
    },
    A::fields);

namespace schema {
/// `field.unknown` for the first member that `fields` does not name.
Result<> check_no_unknown(const Json::Object& object, std::span<const FieldInfo> fields);
Json object_schema(std::span<const FieldInfo> fields);
Json object_sample(std::span<const FieldInfo> fields);

template <class A, class B, class T>
Result<> read_field(A& value, const Json::Object& object, const Field<B, T>& field) {
    const Json* json = object.find(field.name);
    if (!json) {
        if (is_optional<T>) return {};
        return refuse("field.missing", "is required", pointer_token(field.name));
    }
    auto read = Codec<T>::read(*json);
    if (!read) return refuse_at(pointer_token(field.name), std::move(read));
    value.*field.member = *std::move(read);
    return {};
}
}  // namespace schema

/// Reads a struct; refusals `field.type`, `field.missing`, `field.unknown` and those of its codecs,
/// with the place. If `A` has `Result<> valid() const`, it must agree too.
template <HasFields A>
Result<A> decode(const Json& json) {
    const auto* object = json.as<Json::Object>();
    if (!object) return refuse("field.type", "should be an object");
    A value;
    Result<> result;
    std::apply(
        [&](const auto&... field) {
            (void)((result = schema::read_field(value, *object, field)).has_value() && ...);
        },
        A::fields);
    if (!result) return std::unexpected(std::move(result).error());
    TRY(schema::check_no_unknown(*object, field_infos<A>));
    if constexpr (requires { value.valid(); }) TRY(value.valid());
    return value;
}

template <HasFields A>
Json encode(const A& value) {
    Json::Object object;
    std::apply(
        [&](const auto&... field) {
            const auto put = [&]<class B, class T>(const Field<B, T>& f) {
                Json json = Codec<T>::write(value.*f.member);
                if (!json.is_null()) object.set(f.name, std::move(json));
            };
            (put(field), ...);
        },
        A::fields);
    return {std::move(object)};
}

/// A struct with `fields` (and `static constexpr std::string_view type`) is a codec of its own, so
/// structs nest. If it has `static Json from_text(std::string_view)`, people may write a short
/// form.
template <HasFields A>
struct Codec<A> {
    static constexpr std::string_view type = A::type;
    static Result<A> read(const Json& json) { return decode<A>(json); }
    static Json write(const A& value) { return encode(value); }
    static Json from_text(std::string_view text) {
        if constexpr (requires { A::from_text(text); })
            return A::from_text(text);
        else
            return codec::from_json_text(text);
    }
    static Json sample() {
        if constexpr (requires { A::sample(); })
            return A::sample();
        else
            return schema::object_sample(field_infos<A>);
    }
    static Json schema() { return comity::schema::object_schema(field_infos<A>); }
};

}  // namespace comity
