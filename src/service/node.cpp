// SPDX-License-Identifier: Apache-2.0
#include "service/node.h"

#include "acts/all.h"
#include "base/check.h"
#include "base/descriptor.h"
#include "base/toml.h"
#include "service/blobs.h"
#include "service/depositary_key.h"

#include <filesystem>

namespace comity {
namespace {

namespace fs = std::filesystem;

constexpr const char* config_name = "comity.toml";
constexpr std::string_view origin_characters =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_/:";
constexpr std::string_view depositary_author = "depositary";

std::string config_text(const NodeConfig& config) {
    return "# A Comity node: one association's record. See docs/operating.md.\n"
           "origin = \"" +
           config.origin + "\"\ndepositary = \"" + config.depositary.text() + "\"\n";
}

/// After a rotation the next key is the key.
void take_over_next_keys(const std::string& folder, const Disk& disk, const State& state) {
    for (const auto& [author, known] : state.authors) {
        if (!disk.exists(next_key_path(author))) continue;
        const auto next = read_public_half(disk, next_key_path(author));
        if (next && known.keys.back().key == *next)
            fs::rename(folder + "/" + next_key_path(author), folder + "/" + key_path(author));
    }
}

/// Once an erasure is on record, what is erased is not kept here.
void remove_erased(const State& state, const Blobs& blobs) {
    for (const auto& [name, content] : state.confidential)
        if (content.erasure && blobs.contains(content.content)) blobs.remove(content.content);
}

Log::Options log_options(KeyRing& ring, const std::string& origin, const VerifierKey& key) {
    return {.origin = origin,
            .sign =
                [&ring](const Checkpoint& checkpoint) {
                    const auto named = ring.key(key_path(depositary_author));
                    if (!named) throw Fault("the depositary's key: " + named.error().message);
                    return sign_checkpoint(checkpoint, (*named)->key);
                },
            .key = key};
}

std::optional<Hash> previous_of(const State& state, const std::string& author) {
    const auto found = state.authors.find(author);
    return found == state.authors.end() ? std::nullopt : found->second.previous;
}

/// The founding act names two keys and the origin: this node's, unless others are given.
Result<Json> completed(KeyRing& ring, const Draft& draft, const std::string& origin,
                       const VerifierKey& depositary) {
    Json body = draft.body;
    auto* members = body.as<Json::Object>();
    if (!members || draft.kind != "association.found") return body;
    const NamedKey* own = TRY(ring.key(key_path(secretariat)));
    members->insert("origin", origin);
    members->insert("depositary", depositary.text());
    members->insert("secretariat", own->verifier().text());
    return body;
}

}  // namespace

Result<NodeConfig> read_node_config(const std::string& folder) {
    const std::string place = folder + "/" + config_name;
    if (!fs::exists(place))
        return refuse("node.absent",
                      "there is no record here; make one with: comity init " + folder, folder);
    const auto text = open_disk(folder)->read(config_name);
    if (!text) throw Fault("cannot read " + place);
    const TomlDocument document = TRY(parse_toml(*text, place));
    auto config = decode<NodeConfig>(document.json);
    if (!config)
        return refuse("node.config", config.error().message, document.place(config.error().where));
    return config;
}

Node::Node(std::string folder, std::unique_ptr<Disk> disk, PassphraseSource passphrase)
    : folder_(std::move(folder)),
      disk_(std::move(disk)),
      keys_(std::make_unique<KeyRing>(*disk_, std::move(passphrase))) {}

Node::~Node() = default;

Result<std::unique_ptr<Node>> Node::init(const std::string& folder, const std::string& origin) {
    if (fs::exists(folder) && !fs::is_empty(folder))
        return refuse("node.exists", "the folder should be new or empty", folder);
    const bool plain = origin.find_first_not_of(origin_characters) == std::string::npos;
    if (!is_key_name(origin) || !plain)
        return refuse("node.origin", "should be a name such as example.org/log", origin);
    std::unique_ptr<Disk> disk = open_disk(folder);
    const NamedKey depositary{origin, SecretKey::generate()};
    TRY(write_key_file(*disk, key_path(depositary_author), depositary));
    TRY(write_key_file(*disk, key_path(secretariat),
                       {author_key_name(origin, secretariat), SecretKey::generate()}));
    const VerifierKey key = depositary.verifier();
    std::unique_ptr<Disk> log_disk = open_disk(folder + "/log");
    KeyRing ring(*disk, {});
    TRY(Log::create(*log_disk, log_options(ring, origin, key)));
    disk->replace_durably(config_name, config_text({origin, key}));
    return open(folder, Access::write);
}

Result<std::unique_ptr<Node>> Node::open(const std::string& folder, Access access,
                                         PassphraseSource passphrase) {
    NodeConfig config = TRY(read_node_config(folder));
    std::unique_ptr<Node> node(new Node(folder, open_disk(folder), std::move(passphrase)));
    node->origin_ = std::move(config.origin);
    node->depositary_ = std::move(config.depositary);
    TRY(node->open_log(access));
    return node;
}

Result<> Node::open_log(Access access) {
    log_disk_ = open_disk(folder_ + "/log");
    if (access == Access::write)
        log_ = TRY(Log::open(*log_disk_, log_options(*keys_, origin_, depositary_)));
    if (!log_) depositary_ = TRY(depositary_key(*log_disk_, origin_, depositary_));
    reader_ = TRY(LogReader::open(*log_disk_, origin_, depositary_));
    TRY(take_in(0));
    if (log_) TRY(publish_pending());
    return {};
}

/// What was appended when the last writer was stopped.
Result<> Node::publish_pending() {
    TRY(fold_journal(state_, *log_));
    log_->publish();
    TRY(reader_->refresh());
    keep_up_with_state();
    return {};
}

Result<> Node::take_in(std::uint64_t first) {
    Result<> result;
    const auto take = [&](const LoggedEntry& logged) {
        if (!result) return;
        const auto entry = parse_entry(logged.bytes, logged.leaf);
        const auto folded =
            entry ? fold(state_, logged.index, *entry) : std::unexpected(entry.error());
        if (!folded) result = log_invalid("entry " + std::to_string(logged.index), folded.error());
    };
    reader_->for_each(first, take);
    return result;
}

Result<bool> Node::refresh() {
    const std::unique_lock lock(mutex_);
    auto refreshed = reader_->refresh();
    if (!refreshed && refreshed.error().code == "note.unsigned") {  // by a successor, perhaps
        depositary_ = TRY(depositary_key(*log_disk_, origin_, depositary_));
        reader_->follow(depositary_);
        refreshed = reader_->refresh();
    }
    if (!TRY(refreshed)) return false;
    TRY(take_in(state_.entries));
    return true;
}

Result<std::string> Node::sign(const Draft& draft, const State& state, Instant now) const {
    const ActType* type = find_act(draft.kind);
    if (!type) return refuse("act.unknown", "there is no act '" + draft.kind + "'");
    const Json given = TRY(completed(*keys_, draft, origin_, depositary_));
    const Json body = TRY(type->normalise(given));
    if (draft.author != secretariat) TRY(PartyCode::parse(draft.author));
    const NamedKey* key = TRY(keys_->key(key_path(draft.author)));
    return sign_statement({.origin = origin_,
                           .kind = draft.kind,
                           .version = type->version,
                           .author = draft.author,
                           .time = now,
                           .previous = previous_of(state, draft.author),
                           .body = to_text(body)},
                          key->key);
}

Result<std::uint64_t> Node::submit(std::span<const Draft> drafts, Instant now,
                                   std::size_t* refused) {
    check(log_ != nullptr, "only a node that was opened for writing submits");
    const std::uint64_t first = state_.entries;
    State next = state_;
    std::vector<std::string> entries;
    for (const Draft& draft : drafts) {
        if (refused) *refused = entries.size();
        entries.push_back(TRY(sign(draft, next, now)));
        const Entry entry = TRY(parse_entry(entries.back()));
        TRY(fold_verified(next, next.entries, entry));
        TRY(check_in_office(next));
    }
    TRY(keys_->key(key_path(depositary_author)));  // or the checkpoint could not be signed
    log_->append(entries);
    publish_appended();
    const std::unique_lock lock(mutex_);
    TRY(reader_->refresh());
    state_ = std::move(next);
    keep_up_with_state();
    return first;
}

/// A change of depositary is entered by the one who comes, under the first checkpoint that it
/// signs.
Result<> Node::check_in_office(const State& next) const {
    const auto& terms = next.seals.depositaries;
    if (terms.empty() || terms.back().key == depositary_) return {};
    return refuse("node.succession", "the node of " + terms.back().author +
                                         " enters this: hand it in there, while comity serve runs");
}

Result<Json> Node::try_out(const Draft& draft, Instant now) const {
    const std::string bytes = TRY(sign(draft, state_, now));
    const Entry entry = TRY(parse_entry(bytes));
    State next = state_;
    TRY(fold_verified(next, next.entries, entry));
    return parse_canonical_json(entry.statement.body);
}

/// The acts are durable now: whoever sees this fail must not hand them in again.
void Node::publish_appended() {
    try {
        log_->publish();
    } catch (const Fault& fault) {
        throw Fault(
            "the acts were entered, and the next command will publish them; do not repeat "
            "them. Publishing failed: " +
            std::string(fault.what()));
    }
}

/// What the acts so far ask of this folder.
void Node::keep_up_with_state() {
    take_over_next_keys(folder_, *disk_, state_);
    if (!state_.confidential.empty()) remove_erased(state_, blobs());
}

Result<> Node::write_key(const std::string& path, const NamedKey& key,
                         const std::optional<Passphrase>& passphrase) {
    return passphrase ? write_key_file(*disk_, path, key, *passphrase)
                      : write_key_file(*disk_, path, key);
}

Result<VerifierKey> Node::make_key(const std::string& author,
                                   const std::optional<Passphrase>& passphrase) {
    if (author != secretariat) TRY(PartyCode::parse(author));
    const bool has_key = disk_->exists(key_path(author));
    const NamedKey key{author_key_name(origin_, author), SecretKey::generate()};
    TRY(write_key(has_key ? next_key_path(author) : key_path(author), key, passphrase));
    return key.verifier();
}

Result<VerifierKey> Node::make_recovery_key(const std::string& author,
                                            const std::optional<Passphrase>& passphrase) {
    if (author != secretariat) TRY(PartyCode::parse(author));
    const NamedKey key{author_key_name(origin_, author) + "/recovery", SecretKey::generate()};
    TRY(write_key(recovery_key_path(author), key, passphrase));
    return key.verifier();
}

Result<ConfidentialKey> Node::make_confidential_key(const std::string& author,
                                                    const std::optional<Passphrase>& passphrase) {
    TRY(PartyCode::parse(author));
    const NamedKey key{author_key_name(origin_, author) + "/confidential", SecretKey::generate()};
    TRY(write_key(confidential_key_path(author), key, passphrase));
    return confidential_key(key.key.seed());
}

Result<> Node::encrypt_key(const std::string& path, const Passphrase& passphrase) {
    const NamedKey* key = TRY(keys_->key(path));
    const std::string draft = path + ".draft";
    disk_->remove(draft);
    TRY(write_key_file(*disk_, draft, *key, passphrase));
    fs::rename(folder_ + "/" + draft, folder_ + "/" + path);
    sync_path(folder_ + "/keys");
    return {};
}

const Vintage* Node::current(std::string_view dataset) const {
    const auto found = state_.datasets.find(dataset);
    return found == state_.datasets.end() ? nullptr : vintage(found->second.publications.back());
}

const Vintage* Node::vintage(const Publication& publication) const {
    const std::scoped_lock lock(vintages_mutex_);
    auto& opened = vintages_[publication.file];
    if (!opened && fs::exists(vintage_path(publication.file)))
        opened = Vintage::open(vintage_path(publication.file));
    return opened.get();
}

std::string Node::vintage_path(const Hash& file) const {
    return folder_ + "/statistics/" + to_hex(file) + ".vintage";
}

Blobs Node::blobs() const { return Blobs(folder_ + "/blobs"); }

void Node::close_vintages() {
    const std::scoped_lock lock(vintages_mutex_);
    vintages_.clear();
}

}  // namespace comity
