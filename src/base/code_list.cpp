// SPDX-License-Identifier: Apache-2.0
#include "base/code_list.h"

#include "base/json.h"

#include <algorithm>

namespace comity {
namespace {

std::unexpected<Refusal> malformed(std::string where) {
    return refuse("code-list.malformed", "should be a file of the iso-codes package",
                  std::move(where));
}

Result<const Json::Array*> items_of(const Json& document, std::string_view standard) {
    const Json* list = document.find(standard);
    const auto* items = list ? list->as<Json::Array>() : nullptr;
    if (!items) return malformed(pointer_token(standard));
    return items;
}

std::string text_of(const Json& item, std::string_view key) {
    const Json* value = item.find(key);
    const auto* text = value ? value->as<std::string>() : nullptr;
    return text ? *text : "";
}

}  // namespace

CountryList::CountryList(std::vector<Country> countries) : countries_(std::move(countries)) {
    std::ranges::sort(countries_, {}, &Country::alpha3);
}

const Country* CountryList::by_alpha3(std::string_view code) const {
    const auto found = std::ranges::lower_bound(countries_, code, {}, &Country::alpha3);
    return found != countries_.end() && found->alpha3 == code ? &*found : nullptr;
}

Result<CountryList> parse_countries(std::string_view text) {
    const Json document = TRY(parse_json(text));
    std::vector<Country> countries;
    for (const Json& item : *TRY(items_of(document, "3166-1"))) {
        Country country{text_of(item, "alpha_3"), text_of(item, "alpha_2"), text_of(item, "name"),
                        text_of(item, "common_name")};
        if (country.alpha3.size() != 3 || country.alpha2.size() != 2 || country.name.empty())
            return malformed("/3166-1/" + std::to_string(countries.size()));
        countries.push_back(std::move(country));
    }
    return CountryList(std::move(countries));
}

Result<CurrencyCodes> parse_currencies(std::string_view text) {
    const Json document = TRY(parse_json(text));
    CurrencyCodes codes;
    for (const Json& item : *TRY(items_of(document, "4217"))) {
        codes.push_back(text_of(item, "alpha_3"));
        if (codes.back().size() != 3) return malformed("/4217/" + std::to_string(codes.size() - 1));
    }
    std::ranges::sort(codes);
    return codes;
}

}  // namespace comity
