// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/disk.h"
#include "record/log_reader.h"
#include "record/tile_builder.h"

namespace comity {

/// Writes the published files of a log that another node orders: tiles, bundles and, last, the
/// checkpoint. What is written before `publish` is no part of the log yet: a crash leaves the log
/// as it was, and whole bundles that need not be fetched again.
class LogCopy {
public:
    /// Goes on behind what `published` has; with none, an empty folder.
    LogCopy(Disk& disk, const LogReader* published);

    std::uint64_t size() const { return builder_.size(); }
    Hash root() const { return builder_.root(); }
    /// The next entry, with its leaf hash.
    void append(std::string_view entry, const Hash& leaf);
    /// Makes all of it durable, then the note of a checkpoint of this very tree.
    void publish(std::string_view note);

private:
    void write_full_tiles();
    void write_edge();
    void remove_partials();

    Disk& disk_;
    TileBuilder builder_;
    std::uint64_t published_ = 0;
    std::string bundle_;  ///< the entries of the unfinished bundle
};

}  // namespace comity
