// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace comity {

/// What became of an entry that was handed in.
enum class Taken : std::uint8_t {
    entered,  ///< it stands in the log of the node that was asked
    held,     ///< it is durable there, and the log lacks it
    refused,
};

struct HandInAnswer {
    Taken taken = Taken::refused;
    std::string code = {};  ///< why, if it was refused
    bool operator==(const HandInAnswer&) const = default;
};

constexpr std::size_t hand_in_entries_max = 1'000;  // in one request

/// The body of a request that hands in entries: each with its length before it, as in a bundle.
std::string hand_in_text(std::span<const std::string> entries);
/// Refusal `peer.hand-in`: at least one whole entry, at most 1,000.
Result<std::vector<std::string>> parse_hand_in(std::string_view body);

/// The answer: a line for each entry, `entered`, `held` or `refused CODE`, an empty line, and the
/// receipt for those that were not refused, if the node gives one.
struct HandInReply {
    std::vector<HandInAnswer> answers;
    std::string receipt;
    bool operator==(const HandInReply&) const = default;
};

std::string to_text(const HandInReply& reply);
/// Refusal `peer.hand-in`, where = line.
Result<HandInReply> parse_hand_in_reply(std::string_view text);

}  // namespace comity
