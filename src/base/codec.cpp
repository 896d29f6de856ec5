// SPDX-License-Identifier: Apache-2.0
#include "base/schema.h"

#include "base/text.h"

namespace comity {
namespace codec {

Json text_schema(std::string_view format) {
    Json::Object schema{{"type", "string"}};
    if (!format.empty()) schema.set("format", format);
    return {std::move(schema)};
}

Json from_json_text(std::string_view text) {
    auto json = parse_json(text);
    return json ? *std::move(json) : Json{text};
}

Result<std::string_view> read_text(const Json& json) {
    if (const auto* text = json.as<std::string>()) return *text;
    return refuse("field.type", "should be text");
}

Json list_from_text(std::string_view text, Json (*item_from_text)(std::string_view)) {
    if (text.starts_with('[')) return from_json_text(text);
    Json::Array items;
    while (!text.empty()) {
        const std::size_t comma = std::min(text.find(','), text.size());
        items.push_back(item_from_text(text.substr(0, comma)));
        text.remove_prefix(std::min(comma + 1, text.size()));
    }
    return {std::move(items)};
}

Json list_schema(Json item) { return Json::Object{{"type", "array"}, {"items", std::move(item)}}; }

Json map_schema(Json value) {
    return Json::Object{{"type", "object"}, {"additionalProperties", std::move(value)}};
}

Json enum_schema(const std::vector<std::string_view>& words) {
    Json::Array values;
    for (const std::string_view word : words) values.emplace_back(word);
    return Json::Object{{"type", "string"}, {"enum", std::move(values)}};
}

std::unexpected<Refusal> refuse_word(std::string_view given,
                                     const std::vector<std::string_view>& words) {
    return refuse("field.word",
                  "'" + std::string(given) + "' should be one of " + joined(words, ", "));
}

}  // namespace codec

Result<std::string> Codec<std::string>::read(const Json& json) {
    return std::string(TRY(codec::read_text(json)));
}

Result<std::int64_t> Codec<std::int64_t>::read(const Json& json) {
    if (const auto* number = json.as<std::int64_t>()) return *number;
    return refuse("field.type", "should be a whole number");
}
Json Codec<std::int64_t>::schema() { return Json::Object{{"type", "integer"}}; }

Result<bool> Codec<bool>::read(const Json& json) {
    if (const auto* truth = json.as<bool>()) return *truth;
    return refuse("field.type", "should be true or false");
}
Json Codec<bool>::schema() { return Json::Object{{"type", "boolean"}}; }

Result<Hash> Codec<Hash>::read(const Json& json) {
    if (const auto hash = hash_from_hex(TRY(codec::read_text(json)))) return *hash;
    return refuse("field.hash", "should be 64 hexadecimal digits in lower case");
}

namespace schema {

Result<> check_no_unknown(const Json::Object& object, std::span<const FieldInfo> fields) {
    for (const auto& [key, value] : object)
        if (std::ranges::find(fields, key, &FieldInfo::name) == fields.end())
            return refuse("field.unknown", "there is no such field here", pointer_token(key));
    return {};
}

Json object_schema(std::span<const FieldInfo> fields) {
    Json::Object properties;
    Json::Array required;
    for (const FieldInfo& field : fields) {
        Json property = field.schema();
        property.as<Json::Object>()->set("description", field.meaning);
        properties.set(field.name, std::move(property));
        if (field.required) required.emplace_back(field.name);
    }
    return Json::Object{{"type", "object"},
                        {"properties", std::move(properties)},
                        {"required", std::move(required)},
                        {"additionalProperties", false}};
}

Json object_sample(std::span<const FieldInfo> fields) {
    Json::Object object;
    for (const FieldInfo& field : fields) object.set(field.name, field.sample());
    return {std::move(object)};
}

}  // namespace schema
}  // namespace comity
