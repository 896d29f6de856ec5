// SPDX-License-Identifier: Apache-2.0
#include "access/id_token.h"

#include "access/secret_text.h"
#include "access/token_signature.h"
#include "base/hmac.h"

#include <algorithm>

namespace comity {
namespace {

constexpr std::size_t token_size_max = std::size_t{32} * 1024;
constexpr std::size_t subject_size_max = 255;
constexpr std::int64_t leeway_seconds = 60;

std::unexpected<Refusal> refuse_token(std::string message, std::string where = {}) {
    return refuse("provider.token", std::move(message), std::move(where));
}

/// A token's three parts; the signature is of the first two with the dot between.
struct Parts {
    Json header;
    Json claims;
    std::string signature;
    std::string_view signed_text;
};

Result<Json> read_part(std::string_view part) {
    const auto bytes = from_base64url(part);
    if (!bytes) return refuse_token("a part is not base64url");
    auto json = parse_json(*bytes);
    if (!json || !json->as<Json::Object>()) return refuse_token("a part is not a JSON object");
    return json;
}

Result<Parts> split(std::string_view token) {
    const std::size_t first = token.find('.');
    const std::size_t last = token.rfind('.');
    if (token.size() > token_size_max || first == std::string_view::npos || first == last ||
        token.substr(first + 1, last - first - 1).contains('.'))
        return refuse_token("it should have three parts");
    auto signature = from_base64url(token.substr(last + 1));
    if (!signature) return refuse_token("the signature is not base64url");
    Json header = TRY(read_part(token.substr(0, first)));
    Json claims = TRY(read_part(token.substr(first + 1, last - first - 1)));
    return Parts{std::move(header), std::move(claims), *std::move(signature),
                 token.substr(0, last)};
}

std::string_view text_at(const Json& json, std::string_view name) {
    const Json* found = json.find(name);
    const auto* text = found ? found->as<std::string>() : nullptr;
    return text ? std::string_view(*text) : std::string_view();
}

std::string number_at(const Json& key, std::string_view name) {
    return from_base64url(text_at(key, name)).value_or("");
}

/// Whether a member is absent, or that text.
bool may_be(const Json& json, std::string_view name, std::string_view value) {
    return !json.find(name) || text_at(json, name) == value;
}

bool verifies(const Json& key, std::string_view algorithm, const Parts& parts) {
    if (!may_be(key, "use", "sig") || !may_be(key, "alg", algorithm)) return false;
    if (algorithm == "RS256" && text_at(key, "kty") == "RSA")
        return verify_rs256({number_at(key, "n"), number_at(key, "e")}, parts.signed_text,
                            parts.signature);
    if (algorithm == "ES256" && text_at(key, "kty") == "EC" && text_at(key, "crv") == "P-256")
        return verify_es256({number_at(key, "x"), number_at(key, "y")}, parts.signed_text,
                            parts.signature);
    return false;
}

/// By the key that the token names; if it names none, by any.
Result<> check_signature(const Parts& parts, const Json& keys) {
    const std::string_view algorithm = text_at(parts.header, "alg");
    if (algorithm != "RS256" && algorithm != "ES256")
        return refuse_token("its signature should be RS256 or ES256", "/alg");
    if (parts.header.find("crit"))
        return refuse_token("it demands what is not known here", "/crit");
    const Json* list = keys.find("keys");
    const auto* items = list ? list->as<Json::Array>() : nullptr;
    if (!items) return refuse_token("the provider's keys are not a key set");
    const std::string_view name = text_at(parts.header, "kid");
    for (const Json& key : *items)
        if ((name.empty() || text_at(key, "kid") == name) && verifies(key, algorithm, parts))
            return {};
    return refuse_token("no key of the provider's has signed it");
}

bool is_for(const Json& claims, const std::string& client) {
    const Json* audience = claims.find("aud");
    if (!audience) return false;
    if (const auto* one = audience->as<std::string>())
        return *one == client && may_be(claims, "azp", client);
    const auto* several = audience->as<Json::Array>();
    if (!several || std::ranges::find(*several, Json(client)) == several->end()) return false;
    return several->size() == 1 ? may_be(claims, "azp", client) : text_at(claims, "azp") == client;
}

/// Seconds since 1970, or `otherwise`.
std::int64_t moment_at(const Json& claims, std::string_view name, std::int64_t otherwise) {
    const Json* found = claims.find(name);
    const auto* seconds = found ? found->as<std::int64_t>() : nullptr;
    return seconds ? *seconds : otherwise;
}

Result<> check_claims(const Json& claims, const TokenExpectation& expected) {
    if (text_at(claims, "iss") != expected.issuer)
        return refuse_token("another provider made it", "/iss");
    if (!is_for(claims, expected.client)) return refuse_token("it is for someone else", "/aud");
    if (expected.nonce.empty() || !equal_in_constant_time(text_at(claims, "nonce"), expected.nonce))
        return refuse_token("it belongs to another sign-in", "/nonce");
    const std::int64_t now = expected.now.seconds;
    if (moment_at(claims, "exp", 0) <= now - leeway_seconds)
        return refuse_token("it is too old, or does not say until when it holds", "/exp");
    if (moment_at(claims, "iat", now + leeway_seconds + 1) > now + leeway_seconds)
        return refuse_token("it was made later than now, or does not say when", "/iat");
    return {};
}

}  // namespace

Result<std::string> verify_id_token(std::string_view token, const Json& keys,
                                    const TokenExpectation& expected) {
    const Parts parts = TRY(split(token));
    TRY(check_signature(parts, keys));
    TRY(check_claims(parts.claims, expected));
    const std::string_view subject = text_at(parts.claims, "sub");
    if (subject.empty() || subject.size() > subject_size_max)
        return refuse_token("it does not say for whom it vouches", "/sub");
    return std::string(subject);
}

}  // namespace comity
