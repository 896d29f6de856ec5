// SPDX-License-Identifier: Apache-2.0
#include "record/seal.h"

#include "record/text_lines.h"

#include <algorithm>
#include <functional>
#include <set>

namespace comity {
namespace {

Result<> check_members(std::span<const Member> members) {
    if (members.empty()) return refuse("seal.members", "at least one member");
    std::set<std::string_view> parties;
    std::set<std::array<std::uint8_t, 32>> keys;  // whatever their names: one key is one vote
    for (const Member& member : members) {
        if (member.key.type != KeyType::cosignature)
            return refuse("seal.members", "keys of type 4, for cosignatures", member.party);
        if (!parties.insert(member.party).second || !keys.insert(member.key.key.bytes).second)
            return refuse("seal.members", "each party and each key once", member.party);
    }
    return {};
}

constexpr std::string_view member_start = "witness ";

Result<Member> parse_member(std::string_view line) {
    const std::size_t space = line.rfind(' ');
    if (!line.starts_with(member_start) || space <= member_start.size())
        return refuse("seal.members", "lines 'witness PARTY KEY'");
    return Member{
        std::string(line.substr(member_start.size(), space - member_start.size())),
        TRY(VerifierKey::parse(line.substr(space + 1))),
    };
}

/// The largest t such that `count` of the times are >= t.
std::optional<Instant> reached_by(const std::vector<Cosigning>& cosigned, std::size_t count) {
    if (cosigned.size() < count) return {};
    std::vector<Instant> times;
    for (const Cosigning& cosigning : cosigned) times.push_back(cosigning.time);
    std::ranges::sort(times, std::greater());
    return times[count - 1];
}

std::string parties_of(const Seal& seal) {
    std::string text;
    for (const Cosigning& cosigning : seal.cosigned)
        text += (text.empty() ? ": " : ", ") + cosigning.party;
    return text;
}

}  // namespace

Result<std::vector<Member>> parse_members(std::string_view text) {
    std::vector<Member> members;
    TextLines lines(text);
    while (!lines.rest().empty()) {
        auto member = parse_member(lines.next().value_or(""));
        if (!member) return refuse_at(std::to_string(lines.number()), std::move(member));
        members.push_back(std::move(*member));
    }
    TRY(check_members(members));
    return members;
}

Result<Seal> read_seal(const Note& note, std::span<const Member> members, Instant now) {
    TRY(check_members(members));
    Seal seal;
    seal.members = members.size();
    for (const Member& member : members) {
        const auto time = check_cosignature(note, member.key, now);
        if (time)
            seal.cosigned.push_back({member.party, *time});
        else if (time.error().code != "note.unsigned")
            return refuse(time.error().code, time.error().message, member.party);
    }
    seal.dated = reached_by(seal.cosigned, quorum(members.size()));
    return seal;
}

Result<Seal> check_seal(const Note& note, std::span<const Member> members, Instant now) {
    Seal seal = TRY(read_seal(note, members, now));
    if (!seal.dated)
        return refuse("seal.quorum", "cosignatures of " + std::to_string(quorum(seal.members)) +
                                         " of " + std::to_string(seal.members) + " members");
    return seal;
}

std::string summary(const Seal& seal) {
    if (seal.dated && seal.members == 1)
        return "sealed " + seal.dated->text() + " by the depositary alone";
    const std::string counted =
        "by " + std::to_string(seal.cosigned.size()) + " of " + std::to_string(seal.members);
    if (seal.dated) return "sealed " + seal.dated->text() + " " + counted + parties_of(seal);
    return "not sealed: cosigned " + counted + " (needs " + std::to_string(quorum(seal.members)) +
           ")" + parties_of(seal);
}

}  // namespace comity
