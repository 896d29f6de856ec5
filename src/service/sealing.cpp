// SPDX-License-Identifier: Apache-2.0
#include "service/sealing.h"

#include "record/cosignature.h"

#include <algorithm>

namespace comity {
namespace {

std::string cosigner_path(const std::string& author) { return "keys/" + author + ".cosigner.key"; }

Result<> declare(Node& node, const std::string& author, const VerifierKey& key, Instant now) {
    const auto& authors = node.state().authors;
    const auto known = authors.find(author);
    if (known != authors.end() && known->second.cosigner && known->second.cosigner->key == key)
        return {};
    TRY(node.submit({"cosigner.declare", author, Json::Object{{"key", key.text()}}}, now));
    return {};
}

/// Whether nobody else's cosignature is needed.
Result<> check_alone(const State& state, const std::string& author) {
    const auto& epochs = state.seals.epochs;
    const auto other = [&](const Member& sealer) { return sealer.party != author; };
    if (epochs.empty() || std::ranges::none_of(epochs.back().sealers, other)) return {};
    return refuse("seal.others",
                  "members have declared cosigning keys: comity serve asks their nodes");
}

Result<std::uint64_t> enter_seal(Node& node, const std::string& author, const NamedKey& key,
                                 Instant now) {
    Note note = TRY(parse_note(node.log().checkpoint()));
    note.signatures.push_back(TRY(cosign(note.text, key.name, key.key, now)));
    return node.submit({"seal.enter", author, Json::Object{{"checkpoint", to_bytes(note)}}}, now);
}

bool passes_a_deadline(const State& state, Instant now) {
    const auto deadlines = open_deadlines(state);
    return !deadlines.empty() && deadlines.front() <= now;
}

}  // namespace

Result<NamedKey> cosigning_key(Node& node, const std::string& author) {
    const std::string path = cosigner_path(author);
    if (!node.disk().exists(path))
        TRY(write_key_file(node.disk(), path,
                           {author_key_name(node.origin(), author), SecretKey::generate()}));
    return read_key_file(node.disk(), path);
}

Result<std::uint64_t> seal_alone(Node& node, Instant now) {
    if (!node.state().association)
        return refuse("seal.empty", "a record that has begun; comity found begins it");
    const std::string author = node.state().seals.depositaries.back().author;
    TRY(check_alone(node.state(), author));
    const NamedKey key = TRY(cosigning_key(node, author));
    TRY(declare(node, author, cosigner(key.name, key.key.public_key()), now));
    const std::uint64_t entry = TRY(enter_seal(node, author, key, now));
    if (passes_a_deadline(node.state(), now)) TRY(enter_seal(node, author, key, now));
    return entry;
}

}  // namespace comity
