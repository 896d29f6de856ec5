// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/disk.h"
#include "base/result.h"
#include "base/sha256.h"

#include <span>

namespace comity {

inline const std::string journal_path = "journal";

/// The entries appended since the last publication, in one file (docs/record-format.md). A header
/// of 64 bytes names the index of its first entry and the root of the tree before it; then come
/// groups, each written with one sync and each with a checksum of its own. Zeros follow, written in
/// advance, so that a sync need not write the file's metadata as well.
class Journal {
public:
    /// What a journal file holds.
    struct Content {
        std::uint64_t first = 0;
        Hash root;                         ///< of the tree of the `first` entries before
        std::vector<std::string> entries;  ///< in order, from index `first` on
        std::uint64_t end = 0;             ///< offset behind the last whole group
        std::uint64_t torn = 0;            ///< bytes from there to the last that is not zero
    };

    /// Reads a journal. A torn last group was never acknowledged and is left out; a damaged group
    /// with a whole one behind it is a refusal `log.damaged`, where = `journal:<offset>`.
    static Result<Content> read(std::string_view bytes);

    /// Replaces the journal, durably, by an empty one.
    static std::unique_ptr<Journal> start(Disk& disk, std::uint64_t first, const Hash& root);
    /// Goes on with a journal that was read: torn bytes are overwritten with zeros.
    static std::unique_ptr<Journal> resume(Disk& disk, const Content& content);

    /// Appends a group: all of it is durable on return, or `Fault`, and then the journal must not
    /// be used any more.
    void append(std::span<const std::string> entries);

private:
    Journal(std::unique_ptr<File> file, std::uint64_t first, const Hash& root);
    std::string group(std::span<const std::string> entries) const;
    void write(std::string_view bytes);

    std::unique_ptr<File> file_;
    std::string identity_;  ///< the header's checksum, part of every group's
    std::uint64_t next_;    ///< index of the next entry
    std::uint64_t end_;     ///< offset of the next group
    std::uint64_t reserved_;
    bool broken_ = false;
};

}  // namespace comity
