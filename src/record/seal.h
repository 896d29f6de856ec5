// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "record/cosignature.h"

#include <optional>
#include <span>

namespace comity {

/// How many of n members may fail in any way without harm: floor((n - 1) / 3); n > 0.
constexpr std::size_t faulty_max(std::size_t members) { return (members - 1) / 3; }

/// How many cosignatures seal a checkpoint: floor((n + f) / 2) + 1; n > 0. Any two quorums have
/// more than f members in common, so an honest one, and the n - f honest ones are a quorum.
constexpr std::size_t quorum(std::size_t members) {
    return (members + faulty_max(members)) / 2 + 1;
}

/// Who seals the log in one epoch of membership.
struct Member {
    std::string party;
    VerifierKey key;  ///< of its cosignatures
    bool operator==(const Member&) const = default;
};

/// Members as lines `witness PARTY KEY` (P2, without URLs). Refusals `seal.members` (as of
/// `read_seal`), those of keys; where = line.
Result<std::vector<Member>> parse_members(std::string_view text);

/// One member's part in a seal.
struct Cosigning {
    std::string party;
    Instant time;
    bool operator==(const Cosigning&) const = default;
};

/// What the cosignatures under a checkpoint amount to.
struct Seal {
    std::size_t members = 0;          ///< of the epoch
    std::vector<Cosigning> cosigned;  ///< in the order of the members; each party once
    /// The largest t such that a quorum of the cosignatures carry a time >= t; none: not sealed.
    std::optional<Instant> dated = {};
    bool operator==(const Seal&) const = default;
};

/// Reads the seal of a checkpoint's note, whose log signature is for the caller to check. Who is
/// no member is ignored; a member counts once, with its latest time. Refusals `seal.members`
/// (none, one twice by party or key, or a key that makes no cosignatures) and those of
/// `check_cosignature` for a signature that claims to be a member's and is not: it spoils the note
/// (N6).
Result<Seal> read_seal(const Note& note, std::span<const Member> members, Instant now);

/// The same for whoever needs one: refusal `seal.quorum` too if there is no quorum.
Result<Seal> check_seal(const Note& note, std::span<const Member> members, Instant now);

/// "sealed 2026-01-02T03:04:05Z by 3 of 4: CHN, KAZ, UZB", "not sealed: cosigned by 1 of 4 (needs
/// 3): CHN", and with one member "sealed 2026-01-02T03:04:05Z by the depositary alone".
std::string summary(const Seal& seal);

}  // namespace comity
