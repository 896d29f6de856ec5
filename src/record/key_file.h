// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/disk.h"
#include "record/note.h"

namespace comity {

/// A secret key and the name it signs under.
struct NamedKey {
    std::string name;
    SecretKey key;

    VerifierKey verifier() const { return {name, KeyType::ed25519, key.public_key()}; }
};

/// Writes `comity/key/v1`, the name and the base64 of the seed, three lines, readable by the owner
/// alone. An encrypted form will have another first line. Refusals `key.exists`, `key.name`.
Result<> write_key_file(Disk& disk, const std::string& path, const NamedKey& key);

/// Refusals `key.absent`, `key.exposed` (others may read the file), `key.version` (the first line
/// is of a form this program does not know), `key.malformed` (where = line).
Result<NamedKey> read_key_file(const Disk& disk, const std::string& path);

}  // namespace comity
