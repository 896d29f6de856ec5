// SPDX-License-Identifier: Apache-2.0
#include "acts/rules.h"

#include <algorithm>

namespace comity::rules {
namespace {

std::unexpected<Refusal> refuse_author(std::string code, const Circumstances& at,
                                       std::string_view who) {
    return refuse(std::move(code),
                  std::string(at.author) + " may not: this is for " + std::string(who));
}

constexpr std::size_t address_size_max = 256;

Result<> named(const VerifierKey& key, const std::string& name, std::string_view where) {
    if (key.name == name) return {};
    return refuse("key.name", "the key's name should be " + name, std::string(where));
}

/// Whose the key is; nobody's if it was never seen.
std::string owner_of(const State& state, const PublicKey& key) {
    const auto same = [&](const auto& known) { return known.key.key == key; };
    for (const DepositaryTerm& term : state.seals.depositaries)
        if (same(term)) return "the depositary";
    for (const SealingEpoch& epoch : state.seals.epochs)
        for (const Member& sealer : epoch.sealers)
            if (same(sealer)) return sealer.party;
    for (const auto& [author, known] : state.authors)
        if (std::ranges::any_of(known.keys, same) || (known.cosigner && same(*known.cosigner)) ||
            (known.recovery && known.recovery->key == key))
            return author;
    return {};
}

/// One key, one use: whatever it signs can be taken for nothing else.
Result<> never_seen(const State& state, const PublicKey& key, std::string_view where) {
    const std::string owner = owner_of(state, key);
    if (owner.empty()) return {};
    return refuse("key.known", "this key was already registered for " + owner, std::string(where));
}

}  // namespace

Result<> only_secretariat(const Circumstances& at) {
    if (at.author == secretariat) return {};
    return refuse_author("author.secretariat", at, "the secretariat");
}

Result<> secretariat_or_party(const State& state, const Circumstances& at) {
    if (at.author == secretariat) return {};
    const auto party = state.parties.find(at.author);
    if (party != state.parties.end() && party->second.status_on(day_of(state, at))) return {};
    return refuse_author("author.not-a-party", at, "the secretariat and the parties");
}

Result<> secretariat_or_pledger(const Pledge& pledge, const Circumstances& at) {
    if (at.author == secretariat) return {};
    if (std::ranges::find(pledge.by, at.author, &PartyCode::value) != pledge.by.end()) return {};
    return refuse_author("author.not-the-pledger", at, "the secretariat and who made the pledge");
}

Result<const Party*> known_party(const State& state, const PartyCode& party,
                                 std::string_view where) {
    const auto found = state.parties.find(party.value);
    if (found != state.parties.end()) return &found->second;
    return refuse("party.unknown", "there is no party " + party.value, std::string(where));
}

Result<> not_in_the_future(Date date, const Circumstances& at, std::string_view where) {
    // The author's time is in UTC, where a day begins up to 14 hours later than elsewhere.
    if (date <= Instant{at.time.seconds + 14 * 60 * 60}.date()) return {};
    return refuse("date.future", "should not be in the future", std::string(where));
}

Result<const Pledge*> known_pledge(const State& state, const Identifier& pledge) {
    const auto found = state.pledges.find(pledge.value);
    if (found != state.pledges.end()) return &found->second;
    return refuse("pledge.unknown", "there is no pledge '" + pledge.value + "'", "/pledge");
}

Result<const Pledge*> standing_pledge(const State& state, const Identifier& pledge) {
    const Pledge* found = TRY(known_pledge(state, pledge));
    if (!found->withdrawn) return found;
    return refuse("pledge.withdrawn", "'" + pledge.value + "' was withdrawn", "/pledge");
}

Result<const Delivery*> known_delivery(const State& state, const Identifier& delivery,
                                       std::string_view where) {
    const auto found = state.deliveries.find(delivery.value);
    if (found != state.deliveries.end()) return &found->second;
    return refuse("delivery.unknown", "there is no delivery '" + delivery.value + "'",
                  std::string(where));
}

Result<const Delivery*> standing_delivery(const State& state, const Identifier& delivery,
                                          std::string_view where) {
    const Delivery* found = TRY(known_delivery(state, delivery, where));
    if (found->stands()) return found;
    return refuse("delivery.withdrawn", "the report of '" + delivery.value + "' was withdrawn",
                  std::string(where));
}

Result<const Delivery*> delivery_to_author(const State& state, const Identifier& delivery,
                                           const Circumstances& at) {
    const Delivery* found = TRY(standing_delivery(state, delivery, "/delivery"));
    if (found->receiver.value == at.author) return found;
    return refuse("delivery.receiver",
                  "only the receiver, " + found->receiver.value + ", may say so", "/delivery");
}

Result<> later_standing(const Party& party, Date from) {
    if (party.standings.back().from < from) return {};
    return refuse(
        "party.order",
        "should be after " + party.standings.back().from.text() + ", when its last status began",
        "/from");
}

Result<> unused_key(const State& state, const VerifierKey& key, const std::string& name,
                    std::string_view where) {
    if (key.type != KeyType::ed25519)
        return refuse("key.type", "should be an Ed25519 key that signs notes", std::string(where));
    TRY(named(key, name, where));
    return never_seen(state, key.key, where);
}

Result<> fresh_cosigner(const State& state, const VerifierKey& key, const Circumstances& at,
                        std::string_view where) {
    if (key.type != KeyType::cosignature)
        return refuse("key.type", "should be a key for cosignatures", std::string(where));
    TRY(named(key, author_key_name(at.origin, at.author), where));
    return never_seen(state, key.key, where);
}

Result<> fresh_depositary_key(const State& state, const VerifierKey& key, std::string_view where) {
    return unused_key(state, key, state.association->origin, where);
}

Result<> can_be_depositary(const State& state, std::string_view author, std::string_view where) {
    if (state.authors.contains(author)) return {};
    return refuse("author.unknown", std::string(author) + " has no key in this record",
                  std::string(where));
}

Result<> node_address(std::string_view address, std::string_view where) {
    const std::size_t scheme = address.starts_with("https://")  ? 8
                               : address.starts_with("http://") ? 7
                                                                : 0;
    const std::string_view rest = address.substr(scheme);
    const auto plain = [](char c) {
        return c > ' ' && c < 0x7f && c != '?' && c != '#' && c != '@';
    };
    if (scheme != 0 && !rest.empty() && rest.front() != '/' && address.size() <= address_size_max &&
        std::ranges::all_of(rest, plain))
        return {};
    return refuse("address.malformed", "should be an address such as https://node.example",
                  std::string(where));
}

Result<> fresh_key(const State& state, const VerifierKey& key, std::string_view author,
                   const Circumstances& at, std::string_view where) {
    return unused_key(state, key, author_key_name(at.origin, author), where);
}

Result<const Author*> known_author(const State& state, std::string_view author,
                                   std::string_view where) {
    const auto found = state.authors.find(author);
    if (found != state.authors.end()) return &found->second;
    return refuse("author.unknown", "there is no key of that author in this record",
                  std::string(where));
}

Result<> signed_change(const KeyChangeText& change, const VerifierKey& by,
                       const InnerSignature& signature, std::string_view where) {
    if (verify(by.key, change.text(), signature.bytes)) return {};
    return refuse("key.bad-signature", "should be signed by " + by.text(), std::string(where));
}

Date day_of(const State& state, const Circumstances& at) {
    return std::max(at.time, state.secretariat_time).date();
}

Result<const ConfidentialContent*> known_content(const State& state, const Identifier& content) {
    const auto found = state.confidential.find(content.value);
    if (found != state.confidential.end()) return &found->second;
    return refuse("confidential.unknown",
                  "there is no confidential content '" + content.value + "'", "/confidential");
}

}  // namespace comity::rules
