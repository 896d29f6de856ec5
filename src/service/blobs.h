// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/sha256.h"

#include <string>

namespace comity {

/// Attachments by salted hash. The name of a blob is SHA-256(salt || bytes) with a salt of 32
/// random bytes that lies beside it as `<name>.salt`: who has only the record cannot test guesses
/// about the content, and the content can be erased without a trace in the log.
class Blobs {
public:
    explicit Blobs(std::string folder);

    /// What was stored: its name, and the plain SHA-256 and size of its bytes.
    struct Stored {
        Hash name;
        Hash plain;
        std::uint64_t bytes = 0;
    };

    /// Copies a file of any size in, durably. `Fault` if it cannot be read or written.
    Stored store_file(const std::string& path) const;
    Stored store_text(std::string_view text) const;
    void remove(const Hash& name) const;

    std::string path(const Hash& name) const;
    bool contains(const Hash& name) const;
    /// Whether the bytes still hash to the name; false too if they are absent.
    bool intact(const Hash& name) const;

private:
    std::string folder_;
};

}  // namespace comity
