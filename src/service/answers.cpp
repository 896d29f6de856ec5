// SPDX-License-Identifier: Apache-2.0
#include "service/answers.h"

namespace comity {

Result<std::map<std::string, std::int64_t>> Codec<std::map<std::string, std::int64_t>>::read(
    const Json& json) {
    const auto* object = json.as<Json::Object>();
    if (!object) return refuse("field.type", "should be an object: name to number");
    Numbers numbers;
    for (const auto& [name, value] : *object) {
        auto number = Codec<std::int64_t>::read(value);
        if (!number) return refuse_at(pointer_token(name), std::move(number));
        numbers.emplace(name, *number);
    }
    return numbers;
}

Json Codec<std::map<std::string, std::int64_t>>::write(const Numbers& numbers) {
    Json::Object object;
    for (const auto& [name, number] : numbers) object.set(name, number);
    return {std::move(object)};
}

Json Codec<std::map<std::string, std::int64_t>>::schema() {
    return Json::Object{{"type", "object"},
                        {"additionalProperties", Codec<std::int64_t>::schema()}};
}

}  // namespace comity
