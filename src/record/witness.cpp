// SPDX-License-Identifier: Apache-2.0
#include "record/witness.h"

#include "base/check.h"
#include "record/merkle.h"
#include "record/text_lines.h"

#include <algorithm>

namespace comity {
namespace {

constexpr std::size_t body_size_max = 500'000;  // so that what is kept is a note with room to spare
constexpr std::size_t proof_length_max = 63;
constexpr std::string_view old_start = "old ";

std::string path_of(std::string_view origin, std::string_view file) {
    return to_hex(sha256(origin)) + "/" + std::string(file);
}

std::unexpected<Refusal> malformed(const TextLines& lines, std::string expected) {
    return refuse("witness.malformed", std::move(expected), std::to_string(lines.number()));
}

WitnessAnswer turn_down(int status, const Refusal& refusal) {
    return {status, refusal.code + ": " + refusal.message + "\n"};
}

WitnessAnswer turn_down_fork() {
    return turn_down(422, {"witness.fork", "a log that has not signed two heads of one size"});
}

WitnessAnswer known_size(std::uint64_t size) {
    return {409, std::to_string(size) + "\n", "text/x.tlog.size"};
}

/// Rule N6 over the keys of a log: one has signed, and none that signed has failed.
Result<> check_signed_by_log(const Note& note, const WatchedLog& log) {
    bool found = false;
    for (const VerifierKey& key : log.keys) {
        const auto checked = check_note(note, key);
        if (!checked && checked.error().code != "note.unsigned") return checked;
        found = found || checked;
    }
    if (!found) return refuse("note.unsigned", "a signature by a key of " + log.origin);
    return {};
}

}  // namespace

std::string to_text(const CosignRequest& request) {
    std::string text = std::string(old_start) + std::to_string(request.old_size) + "\n";
    for (const Hash& hash : request.proof) text += to_base64(hash) + "\n";
    return text + "\n" + request.checkpoint;
}

Result<CosignRequest> parse_cosign_request(std::string_view body) {
    TextLines lines(body);
    CosignRequest request;
    if (body.size() > body_size_max) return malformed(lines, "at most 500,000 bytes");
    const std::string_view line = lines.next().value_or("");
    if (!line.starts_with(old_start)) return malformed(lines, "'old' and a size");
    const auto old_size = parse_whole_number<std::uint64_t>(line.substr(old_start.size()));
    if (!old_size) return malformed(lines, "a size without leading zeros");
    request.old_size = *old_size;
    for (;;) {
        const auto next = lines.next();
        if (next && next->empty()) break;
        const auto hash = next ? hash_from_base64(*next) : std::nullopt;
        if (!hash || request.proof.size() == proof_length_max)
            return malformed(lines, "at most 63 hashes in base64, then an empty line");
        request.proof.push_back(*hash);
    }
    request.checkpoint = lines.rest();
    return request;
}

/// What the witness has on its disk about a log.
struct Witness::Known {
    Checkpoint head;  ///< of size 0 if none was cosigned
    Instant time;     ///< of its cosignature
    bool cosigned = false;
    bool forked = false;
};

/// A head that the log signed, offered for cosigning.
struct Witness::Offer {
    CosignRequest request;
    Note note;
    Checkpoint head;
};

Result<std::unique_ptr<Witness>> Witness::open(Disk& disk, Options options) {
    if (!is_key_name(options.name))
        return refuse("witness.name", "a name without spaces and '+'", options.name);
    auto lock = disk.try_lock("lock");
    if (!lock) return refuse("witness.locked", "a folder that no other process uses", "lock");
    return std::unique_ptr<Witness>(new Witness(disk, std::move(options), std::move(lock)));
}

const WatchedLog* Witness::find_log(std::string_view origin) const {
    const auto log = std::ranges::find(options_.logs, origin, &WatchedLog::origin);
    return log == options_.logs.end() ? nullptr : &*log;
}

/// Reads what was cosigned last. Nothing else than what this key signed is taken for it: a head
/// lost or altered would let the witness contradict itself.
Witness::Known Witness::read_known(const std::string& origin) const {
    const std::string path = path_of(origin, "checkpoint");
    const auto bytes = disk_.read(path);
    if (!bytes) return {{origin, 0, empty_tree_hash()}, {}};
    const auto note = parse_note(*bytes);
    const auto time =
        note ? check_cosignature(*note, verifier(), end_of_time) : std::unexpected(note.error());
    const auto head = time ? parse_foreign_checkpoint(note->text) : std::unexpected(time.error());
    if (!head || head->origin != origin)
        throw Fault("the witness's file " + path + " is damaged, or signed by another key");
    return {*head, *time, true, disk_.exists(path_of(origin, "conflict"))};
}

/// The checks of W2 that need no memory: form, origin, signature, order of the sizes.
std::expected<Witness::Offer, WitnessAnswer> Witness::read_offer(std::string_view body) const {
    auto request = parse_cosign_request(body);
    if (!request) return std::unexpected(turn_down(400, request.error()));
    auto note = parse_note(request->checkpoint);
    if (!note) return std::unexpected(turn_down(400, note.error()));
    const auto head = parse_foreign_checkpoint(note->text);
    if (!head) return std::unexpected(turn_down(400, head.error()));
    const WatchedLog* log = find_log(head->origin);
    if (!log) return std::unexpected(turn_down(404, {"witness.origin", "a log watched here"}));
    if (const auto trusted = check_signed_by_log(*note, *log); !trusted)
        return std::unexpected(turn_down(403, trusted.error()));
    if (request->old_size > head->size)
        return std::unexpected(turn_down(400, {"witness.size", "a tree that has not shrunk"}));
    return Offer{std::move(*request), std::move(*note), *head};
}

WitnessAnswer Witness::add_checkpoint(std::string_view body, Instant now) {
    const auto offer = read_offer(body);
    if (!offer) return offer.error();
    const std::lock_guard guard(mutex_);
    return answer(*offer, now);
}

/// The checks of W2 against what was cosigned before.
WitnessAnswer Witness::answer(const Offer& offer, Instant now) {
    const auto& [request, note, head] = offer;
    const Known known = read_known(head.origin);
    if (known.forked) return turn_down_fork();
    if (known.cosigned && head.size == known.head.size && head.root != known.head.root) {
        disk_.replace_durably(path_of(head.origin, "conflict"), to_bytes(note));
        return turn_down_fork();
    }
    if (request.old_size != known.head.size) return known_size(known.head.size);
    const auto consistent =
        check_consistency(known.head.size, head.size, known.head.root, head.root, request.proof);
    if (!consistent) return turn_down(422, consistent.error());
    const auto demanded = options_.demand ? options_.demand(head) : Result<>();
    if (!demanded) return turn_down(422, demanded.error());
    return cosign_offer(offer, std::max(now, known.time));
}

/// The text under one signature by each key of the log, and the witness's own. What else stood
/// under it is left out: it may be anything, up to lines that claim to be this witness's.
Note Witness::cosigned_note(const Offer& offer, const NoteSignature& own) const {
    Note note = {offer.note.text, {}};
    for (const VerifierKey& key : find_log(offer.head.origin)->keys)
        for (const NoteSignature& signature : offer.note.signatures)
            if (signature.name == key.name && signature.key_id == key.id()) {
                note.signatures.push_back(signature);
                break;
            }
    note.signatures.push_back(own);
    return note;
}

/// W3: what is signed is durable before the signature leaves.
WitnessAnswer Witness::cosign_offer(const Offer& offer, Instant time) {
    const auto own = cosign(offer.note.text, options_.name, options_.key, time);
    if (!own) throw Fault("the clock is outside the years 1970 to 9999");
    disk_.replace_durably(path_of(offer.head.origin, "checkpoint"),
                          to_bytes(cosigned_note(offer, *own)));
    return {200, to_line(*own)};
}

std::optional<std::string> Witness::latest(std::string_view origin) const {
    return disk_.read(path_of(origin, "checkpoint"));
}

std::optional<Witness::Conflict> Witness::conflict(std::string_view origin) const {
    auto refused = disk_.read(path_of(origin, "conflict"));
    if (!refused) return {};
    return Conflict{latest(origin).value_or(""), std::move(*refused)};
}

}  // namespace comity
