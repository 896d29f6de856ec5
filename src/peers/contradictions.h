// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/disk.h"
#include "record/note.h"

#include <set>
#include <vector>

namespace comity {

/// Who said two things that cannot both be true, as two signed notes.
struct Contradiction {
    std::string first;
    std::string second;
    bool operator==(const Contradiction&) const = default;
};

/// The first note's length in bytes and both notes: how a contradiction is kept and passed on.
std::string to_text(const Contradiction& contradiction);
/// Refusal `peer.contradiction`. The notes are not looked at.
Result<Contradiction> parse_contradiction(std::string_view text);

/// The contradictions that a node has found or been shown, on its disk. It keeps the first sixteen:
/// one is enough to stop at.
class Contradictions {
public:
    explicit Contradictions(Disk& disk);

    const std::vector<Contradiction>& all() const { return all_; }
    /// Keeps it, durably, unless it is known.
    void add(const Contradiction& found);
    /// Whether one of them is signed by this key.
    bool incriminate(const VerifierKey& key) const;

private:
    Disk& disk_;
    std::vector<Contradiction> all_;
};

}  // namespace comity
