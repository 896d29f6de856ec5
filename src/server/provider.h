// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "access/gate.h"
#include "base/schema.h"

namespace comity {

/// How people sign in with a provider (OpenID Connect), in the file sign-in.toml of a node's
/// folder. The provider must know the address /api/v1/session/provider/answer of this site.
struct ProviderConfig {
    static constexpr std::string_view type = "provider";
    std::string issuer;
    std::string client;
    std::optional<std::string> secret;
    static constexpr std::tuple fields = {
        Field{"issuer", &ProviderConfig::issuer, "the provider's address: https://…"},
        Field{"client", &ProviderConfig::client, "what the provider calls this node"},
        Field{"secret", &ProviderConfig::secret, "by which it recognises this node, if it does"}};
};

/// A provider that vouches for people: the authorisation code flow with PKCE (RFC 7636). Its
/// descriptions are fetched whenever someone signs in, so that its new keys are known.
class Provider {
public:
    /// None if the folder has no sign-in.toml. Refusals `provider.config`, `provider.issuer` (not
    /// TLS, and not on this machine).
    static Result<std::optional<Provider>> read(const std::string& folder);

    /// Where the browser is sent.
    Result<std::string> address_for(const PendingSignIn& pending, std::string_view answer_at) const;
    /// For whom the provider vouches with a code, as "issuer subject". Refusals `provider.answer`,
    /// `provider.token`, and those of `fetch`.
    Result<std::string> subject_of(const PendingSignIn& pending, std::string_view code,
                                   std::string_view answer_at, Instant now) const;

private:
    explicit Provider(ProviderConfig config) : config_(std::move(config)) {}
    ProviderConfig config_;
};

}  // namespace comity
