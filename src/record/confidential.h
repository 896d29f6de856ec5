// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/json.h"
#include "base/sha256.h"
#include "record/primitives.h"

#include <vector>

namespace comity {

/// An X25519 public key as text, `x25519:` and 32 bytes in base64.
struct ConfidentialKey {
    primitives::Bytes32 bytes{};
    bool operator==(const ConfidentialKey&) const = default;
    /// Refusals `confidential.key`, `confidential.weak-key` (of small order).
    static Result<ConfidentialKey> parse(std::string_view text);
    std::string text() const;
};

/// The public key that follows from a seed.
ConfidentialKey confidential_key(const primitives::Bytes32& seed);

/// One field of confidential content with the salt that hides it behind its commitment.
struct ConfidentialField {
    std::string name;
    Json value;
    Hash salt;
    bool operator==(const ConfidentialField&) const = default;
};

/// SHA-256 of `comity/confidential-field/v1` LF, the salt (32 bytes), the name as canonical JSON,
/// LF, and the value as canonical JSON. The name in quotes cannot run into the value.
Hash commitment(const ConfidentialField& field);

/// Who can open sealed content.
struct Reader {
    std::string name;
    ConfidentialKey key;
};

struct SealedContent {
    std::vector<ConfidentialField> fields;  ///< in the order of their names
    std::string bytes;                      ///< encrypted, to keep
};

/// Salts and encrypts the members of an object: the content by a new key, that key for each reader.
/// Refusals `confidential.content` (not an object with members), `confidential.readers` (none, too
/// many, one twice, or a name that is blank).
Result<SealedContent> seal_content(const Json& content, const std::vector<Reader>& readers);

/// Opens sealed content as the reader `name` whose seed is given. Refusals `confidential.malformed`
/// (where = line), `confidential.reader` (is not among the readers), `confidential.unreadable`
/// (another key, or the bytes were altered).
Result<std::vector<ConfidentialField>> open_content(std::string_view bytes, std::string_view name,
                                                    const primitives::Bytes32& seed);

/// One field, made public: whoever has the record checks it against the act's commitment.
struct Disclosure {
    std::string origin;
    std::string content;  ///< its name in the record
    std::uint64_t index = 0;
    ConfidentialField field;
    bool operator==(const Disclosure&) const = default;
};

/// Six lines: `comity/disclosure/v1`, origin, content, index, base64 of the salt, and the canonical
/// JSON of name and value.
std::string to_text(const Disclosure& disclosure);
/// Refusals `disclosure.malformed` (where = line), those of canonical JSON.
Result<Disclosure> parse_disclosure(std::string_view text);
/// Refusals `disclosure.index` (there is no such field), `disclosure.mismatch`.
Result<> check_disclosure(const Disclosure& disclosure, const std::vector<Hash>& commitments);

}  // namespace comity
