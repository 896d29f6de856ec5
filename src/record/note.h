// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "record/signature.h"

#include <string>
#include <string_view>
#include <vector>

namespace comity {

/// One signature line of a note (N3): `— name base64(keyID || signature)`.
struct NoteSignature {
    std::string name;
    std::uint32_t key_id = 0;
    std::string signature;  ///< the bytes after the key id
    bool operator==(const NoteSignature&) const = default;
};

/// A signed note (C2SP signed-note v1.0.0), parsed and not yet believed.
struct Note {
    std::string text;  ///< with its final newline; the signed bytes
    std::vector<NoteSignature> signatures;
};

/// Rules N1 to N3 and N7 (at most 100 signatures, at most 1 MB). Refusals `note.malformed`,
/// `note.utf8`, `note.control-character`, `note.signature-line`, `note.too-many-signatures`,
/// `note.size`; `where` is the line number.
Result<Note> parse_note(std::string_view bytes);
std::string to_bytes(const Note& note);
std::string to_line(const NoteSignature& signature);

/// Type byte of a key (N4).
enum class KeyType : std::uint8_t { ed25519 = 0x01, cosignature = 0x04 };

/// A verifier key, `name+8 hex digits+base64(type || key)` (N5).
struct VerifierKey {
    std::string name;
    KeyType type = KeyType::ed25519;
    PublicKey key;
    bool operator==(const VerifierKey&) const = default;

    /// Refusals `key.malformed`, `key.id` (the id is not that of name and key), `key.weak`.
    static Result<VerifierKey> parse(std::string_view text);
    std::string text() const;
    std::uint32_t id() const;
};

/// The name rules of N3.
bool is_key_name(std::string_view name);

NoteSignature sign_note(std::string_view text, const std::string& name, const SecretKey& key);

/// What a key of type `cosignature` signs (S2): the time in POSIX seconds, and the text.
std::string cosigned_message(std::string_view text, std::uint64_t time);

/// Rule N6 for one key: `note.unsigned` if no signature is by it, `note.bad-signature` if one is
/// and fails.
Result<> check_note(const Note& note, const VerifierKey& key);

}  // namespace comity
