// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "record/key_file.h"

#include <map>
#include <memory>

namespace comity {

/// The keys that a node keeps in its folder. A passphrase is asked for once a process, and argon2id
/// runs once for each key: what was opened stays open as long as the file is the same.
/// Not for use by several threads at once.
class KeyRing {
public:
    KeyRing(Disk& disk, PassphraseSource source) : disk_(&disk), source_(std::move(source)) {}
    KeyRing(const KeyRing&) = delete;
    KeyRing& operator=(const KeyRing&) = delete;
    ~KeyRing();

    /// The key in a file; valid until the next call with the same path. Refusals of
    /// `read_key_file`.
    Result<const NamedKey*> key(const std::string& path);
    /// The passphrase that opened a key before, or else the source's.
    Result<std::string> passphrase(const std::string& path);

private:
    Result<NamedKey> open(const std::string& path);

    struct Opened {
        std::string text;  ///< of the file
        std::unique_ptr<NamedKey> key;
    };
    Disk* disk_;
    PassphraseSource source_;
    std::string passphrase_;  ///< that opened the last encrypted key
    std::map<std::string, Opened> opened_;
};

/// Where a node keeps the keys of an author, below its folder.
std::string key_path(std::string_view author);
std::string next_key_path(std::string_view author);
std::string recovery_key_path(std::string_view author);
std::string confidential_key_path(std::string_view author);

}  // namespace comity
