// SPDX-License-Identifier: Apache-2.0
#include "peers/contradictions.h"

#include "base/check.h"
#include "base/sha256.h"
#include "record/text_lines.h"

#include <algorithm>

namespace comity {
namespace {

constexpr std::size_t kept_max = 16;

bool is_signed_by(const std::string& bytes, const VerifierKey& key) {
    const auto note = parse_note(bytes);
    return note && check_note(*note, key);
}

}  // namespace

std::string to_text(const Contradiction& contradiction) {
    return std::to_string(contradiction.first.size()) + "\n" + contradiction.first +
           contradiction.second;
}

Result<Contradiction> parse_contradiction(std::string_view text) {
    TextLines lines(text);
    const auto length = parse_whole_number<std::size_t>(lines.next().value_or(""));
    const std::string_view rest = lines.rest();
    if (!length || *length > rest.size())
        return refuse("peer.contradiction", "the first note's length, and two notes");
    return Contradiction{std::string(rest.substr(0, *length)), std::string(rest.substr(*length))};
}

Contradictions::Contradictions(Disk& disk) : disk_(disk) {
    for (const std::string& name : disk.list("")) {
        if (!hash_from_hex(name)) continue;  // not ours
        auto read = parse_contradiction(disk.read(name).value_or(""));
        if (!read) throw Fault("the contradiction " + name + " is damaged");
        all_.push_back(std::move(*read));
    }
}

void Contradictions::add(const Contradiction& found) {
    if (all_.size() == kept_max || std::ranges::find(all_, found) != all_.end()) return;
    const std::string text = to_text(found);
    disk_.replace_durably(to_hex(sha256(text)), text);
    all_.push_back(found);
}

bool Contradictions::incriminate(const VerifierKey& key) const {
    return std::ranges::any_of(all_, [&](const Contradiction& found) {
        return is_signed_by(found.first, key) && is_signed_by(found.second, key);
    });
}

}  // namespace comity
