// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/date.h"
#include "base/sha256.h"
#include "record/note.h"

#include <optional>

namespace comity {

constexpr std::size_t entry_size_max = 65'535;  // L6: the length is a uint16

/// What an author states and signs: an act, bound to one association and to the author's own chain.
/// Its text is seven lines: `comity.example/entry/v1`-style header, origin, kind and version,
/// author, time, previous, body (see docs/record-format.md).
struct Statement {
    std::string origin;            ///< the association's log; an entry for another one is refused
    std::string kind;              ///< "pledge.make"
    int version = 1;               ///< of the kind
    std::string author;            ///< "CHN", "secretariat"
    Instant time;                  ///< the author's clock: a claim, not evidence
    std::optional<Hash> previous;  ///< leaf hash of the author's previous entry; none for the first
    std::string body;              ///< the act in canonical JSON, without newline
    bool operator==(const Statement&) const = default;
};

/// An entry of the log: a statement signed by its author, kept as the exact bytes received.
struct Entry {
    Statement statement;
    NoteSignature signature;  ///< exactly one; its key name is `origin/author`
    std::string text;         ///< the signed bytes
    Hash leaf;                ///< T2 over the whole note
};

/// The key name under which an author signs for an association.
std::string author_key_name(std::string_view origin, std::string_view author);

std::string to_text(const Statement& statement);

/// The bytes of the entry, ready to append. `entry.size` if it would be too long.
Result<std::string> sign_statement(const Statement& statement, const SecretKey& key);

/// Reads an entry; believes nothing: signature and chain are checked with `check_entry`.
/// Refusals `entry.size`, `entry.malformed` (where = line), `entry.signatures`, those of notes and
/// of canonical JSON (`json.*`), `instant.*`.
Result<Entry> parse_entry(std::string_view bytes);
/// The same for bytes whose leaf hash the caller knows.
Result<Entry> parse_entry(std::string_view bytes, const Hash& leaf);

/// What is known of an author before an entry of theirs is accepted.
struct AuthorHead {
    std::string_view key_name;     ///< of the key in force; empty if there is none
    std::uint32_t key_id = 0;      ///< of the same key
    std::optional<Hash> previous;  ///< leaf hash of the author's last entry
};

/// Refusals `entry.origin`, `entry.chain` (`previous` is not the author's last entry: replayed,
/// reordered or thinned), `entry.key` (signed by another key than the one in force).
/// The signature itself is checked by `check_signature`, which costs 30 times as much.
Result<> check_chain(const Entry& entry, std::string_view origin, const AuthorHead& head);

/// Refusal `entry.bad-signature`. That `key` is the author's is for `check_chain` to see.
Result<> check_signature(const Entry& entry, const PublicKey& key);

}  // namespace comity
