// SPDX-License-Identifier: Apache-2.0
#include "server/provider.h"

#include "access/id_token.h"
#include "base/disk.h"
#include "base/sha256.h"
#include "base/toml.h"
#include "server/http_client.h"
#include "server/url.h"

namespace comity {
namespace {

constexpr const char* file_name = "sign-in.toml";
constexpr std::chrono::milliseconds deadline{5'000};

/// What is needed of a provider's description of itself.
struct Discovered {
    std::string authorization;
    std::string token;
    std::string keys;
};

Result<Json> ask_for_json(const HttpCall& call) {
    const HttpReply reply = TRY(fetch(call));
    if (reply.status != 200)
        return refuse("provider.answer",
                      "the provider answered with status " + std::to_string(reply.status),
                      call.url);
    auto json = parse_json(reply.body);
    if (!json) return refuse("provider.answer", "the provider did not answer in JSON", call.url);
    return json;
}

/// An address that the provider names; what goes there is not for everyone to read.
Result<std::string> address_in(const Json& description, std::string_view name) {
    const Json* found = description.find(name);
    const auto* text = found ? found->as<std::string>() : nullptr;
    const auto url = parse_url(text ? *text : "");
    if (url && is_private_way(*url)) return *text;
    return refuse("provider.answer", "the provider's description has no such address over TLS",
                  std::string(name));
}

Result<Discovered> discover(const std::string& issuer) {
    const std::string slash = issuer.ends_with('/') ? "" : "/";
    const std::string url = issuer + slash + ".well-known/openid-configuration";
    const Json description = TRY(ask_for_json({.url = url, .deadline = deadline}));
    const Json* named = description.find("issuer");
    if (!named || *named != Json(issuer))
        return refuse("provider.answer", "the provider calls itself otherwise", "issuer");
    Discovered found;
    found.authorization = TRY(address_in(description, "authorization_endpoint"));
    found.token = TRY(address_in(description, "token_endpoint"));
    found.keys = TRY(address_in(description, "jwks_uri"));
    return found;
}

std::string form_text(const std::vector<std::pair<std::string_view, std::string_view>>& fields) {
    std::string text;
    for (const auto& [name, value] : fields)
        text.append(text.empty() ? "" : "&").append(name).append("=").append(percent_encode(value));
    return text;
}

/// RFC 6749 section 2.3.1.
std::string basic(const std::string& client, const std::string& secret) {
    return "Basic " + to_base64(percent_encode(client) + ":" + percent_encode(secret));
}

}  // namespace

Result<std::optional<Provider>> Provider::read(const std::string& folder) {
    const auto text = open_disk(folder)->read(file_name);
    if (!text) return std::nullopt;
    const TomlDocument document = TRY(parse_toml(*text, folder + "/" + file_name));
    auto config = decode<ProviderConfig>(document.json);
    if (!config)
        return refuse("provider.config", config.error().message,
                      document.place(config.error().where));
    const auto url = parse_url(config->issuer);
    if (!url || !is_private_way(*url))
        return refuse("provider.issuer", "should begin with https://", document.place("/issuer"));
    return Provider(*std::move(config));
}

Result<std::string> Provider::address_for(const PendingSignIn& pending,
                                          std::string_view answer_at) const {
    const Discovered found = TRY(discover(config_.issuer));
    const std::string challenge = to_base64url(sha256(pending.verifier).view());
    const char* joint = found.authorization.find('?') == std::string::npos ? "?" : "&";
    return found.authorization + joint +
           form_text({{"response_type", "code"},
                      {"scope", "openid"},
                      {"client_id", config_.client},
                      {"redirect_uri", answer_at},
                      {"state", pending.state},
                      {"nonce", pending.nonce},
                      {"code_challenge", challenge},
                      {"code_challenge_method", "S256"}});
}

Result<std::string> Provider::subject_of(const PendingSignIn& pending, std::string_view code,
                                         std::string_view answer_at, Instant now) const {
    if (code.empty()) return refuse("provider.answer", "the provider sent no code", "code");
    const Discovered found = TRY(discover(config_.issuer));
    HttpCall call{.url = found.token, .method = "POST", .deadline = deadline};
    call.content_type = "application/x-www-form-urlencoded";
    call.body = form_text({{"grant_type", "authorization_code"},
                           {"code", code},
                           {"redirect_uri", answer_at},
                           {"client_id", config_.client},
                           {"code_verifier", pending.verifier}});
    if (config_.secret)
        call.headers.emplace_back("Authorization", basic(config_.client, *config_.secret));
    const Json tokens = TRY(ask_for_json(call));
    const Json* token = tokens.find("id_token");
    const auto* text = token ? token->as<std::string>() : nullptr;
    if (!text) return refuse("provider.answer", "the provider sent no ID token", "id_token");
    const Json keys = TRY(ask_for_json({.url = found.keys, .deadline = deadline}));
    const std::string subject =
        TRY(verify_id_token(*text, keys, {config_.issuer, config_.client, pending.nonce, now}));
    return config_.issuer + " " + subject;
}

}  // namespace comity
