// SPDX-License-Identifier: Apache-2.0
#include "service/code_check.h"

#include <algorithm>

namespace comity {
namespace {

Result<> check_party(const ActType& type, const Json& body, const CountryList& countries) {
    const Json* party = body.find("party");
    const auto* code = party ? party->as<std::string>() : nullptr;
    if (type.kind != "party.admit" || !code || body.find("name")) return {};
    if (countries.empty() || countries.by_alpha3(*code)) return {};
    return refuse(
        "party.not-in-list",
        "'" + *code + "' is not an ISO 3166-1 alpha-3 code; give a name for other parties",
        "/party");
}

Result<> check_unit(const Json& json, const CurrencyCodes& currencies, const std::string& where) {
    const auto* text = json.as<std::string>();
    if (!text || currencies.empty() || !Unit{*text}.is_currency() ||
        std::ranges::binary_search(currencies, *text))
        return {};
    return refuse("unit.not-in-list", "'" + *text + "' is not an ISO 4217 currency code", where);
}

}  // namespace

Result<> check_codes(const ActType& type, const Json& body, const CodeLists& lists) {
    TRY(check_party(type, body, lists.countries));
    if (const Json* unit = body.find("unit")) TRY(check_unit(*unit, lists.currencies, "/unit"));
    return {};
}

}  // namespace comity
