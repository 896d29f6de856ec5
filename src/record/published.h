// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/check.h"
#include "base/disk.h"
#include "record/checkpoint.h"
#include "record/tiles.h"

namespace comity {

/// Reading a log's published files, each checked as far as one file can be.

inline const std::string checkpoint_path = "checkpoint";

/// `log.damaged`: the file at `where` is not what was expected.
std::unexpected<Refusal> log_damaged(std::string where, std::string expected);
/// The same for those who rely on what was checked before.
Fault damage_fault(const std::string& what);
/// `log.invalid`: the entry at `where` stands in the log and may not, as `why` says.
std::unexpected<Refusal> log_invalid(std::string where, const Refusal& why);

Result<std::vector<Hash>> read_tile(const Disk& disk, const TileName& name);

/// A bundle whose entries have the hashes of the level-0 tile beside it.
struct Bundle {
    std::string bytes;
    std::vector<std::string_view> entries;  ///< views into `bytes`
    std::vector<Hash> leaves;
};

/// An entry as a reader of the log finds it.
struct LoggedEntry {
    std::uint64_t index = 0;
    std::string_view bytes;  ///< exactly as received
    Hash leaf;               ///< of these bytes
};

Result<std::unique_ptr<Bundle>> read_bundle(const Disk& disk, const TileName& name);

/// The note of the newest checkpoint; refusal `log.absent`.
Result<std::string> read_checkpoint_note(const Disk& disk);

}  // namespace comity
