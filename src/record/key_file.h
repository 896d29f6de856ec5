// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/disk.h"
#include "record/note.h"
#include "record/primitives.h"

#include <functional>

namespace comity {

/// A secret key and the name it signs under.
struct NamedKey {
    std::string name;
    SecretKey key;

    VerifierKey verifier() const { return {name, KeyType::ed25519, key.public_key()}; }
};

/// Asked for the passphrase of the key in a file, only if that is encrypted. Refusal `key.locked`:
/// there is nobody to ask.
using PassphraseSource = std::function<Result<std::string>(const std::string& path)>;

/// With what a key is encrypted. The cost is written into the file.
struct Passphrase {
    std::string text;
    primitives::PasswordCost cost = {};
};

/// What argon2id may cost: a file that asks for more would stop the program, one that asks for less
/// would protect nothing.
constexpr std::uint32_t passes_max = 16;
constexpr std::uint32_t memory_kib_min = 8 * 1024;
constexpr std::uint32_t memory_kib_max = 1024 * 1024;
constexpr std::size_t passphrase_size_max = 1024;

/// Writes `comity/key/v1`, the name and the base64 of the seed, three lines, readable by the owner
/// alone. Refusals `key.exists`, `key.name`.
Result<> write_key_file(Disk& disk, const std::string& path, const NamedKey& key);
/// Writes `comity/key/v2`: the verifier key, `argon2id PASSES KIB SALT`, and the seed encrypted by
/// XChaCha20-Poly1305 with the lines before it as context. Refusals `key.exists`, `key.name`,
/// `key.passphrase-empty`, `key.passphrase-length`.
Result<> write_key_file(Disk& disk, const std::string& path, const NamedKey& key,
                        const Passphrase& passphrase);

/// Refusals `key.absent`, `key.exposed` (others may read the file), `key.version` (the first line
/// is of a form this program does not know), `key.malformed` (where = line), `key.cost` (argon2id
/// would cost too much or too little), `key.locked` (no passphrase given), `key.passphrase` (a
/// wrong one, or the file was altered).
Result<NamedKey> read_key_file(const Disk& disk, const std::string& path,
                               const PassphraseSource& passphrase = {});
/// The same for the text of such a file; `path` is for the question and for refusals.
Result<NamedKey> parse_key_file(std::string_view text, const std::string& path,
                                const PassphraseSource& passphrase);

/// The verifier key of a key file, for which no passphrase is needed. Refusals of `read_key_file`.
Result<VerifierKey> read_public_half(const Disk& disk, const std::string& path);
/// Whether the file is there and encrypted.
bool is_encrypted_key(const Disk& disk, const std::string& path);

}  // namespace comity
