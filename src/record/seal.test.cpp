// SPDX-License-Identifier: Apache-2.0
#include "record/seal.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace comity;

namespace {

const std::string text = "example.org/log\n5\nAAAA\n";
constexpr Instant now = {1'000'000};

const SecretKey& secret(std::size_t member) {
    static const auto keys = [] {
        std::vector<SecretKey> made;
        for (std::uint8_t i = 0; i < 10; ++i) made.emplace_back(std::array<std::uint8_t, 32>{i});
        return made;
    }();
    return keys[member];
}

std::string party(std::size_t member) { return std::string(1, static_cast<char>('A' + member)); }

std::vector<Member> members(std::size_t count) {
    std::vector<Member> all;
    for (std::size_t i = 0; i < count; ++i)
        all.push_back({party(i), cosigner("log/" + party(i), secret(i).public_key())});
    return all;
}

NoteSignature by(std::size_t member, std::int64_t seconds) {
    return *cosign(text, "log/" + party(member), secret(member), Instant{seconds});
}

/// A note cosigned by members 0, 1, ... at these times.
Note cosigned_at(const std::vector<std::int64_t>& times) {
    Note note = {text, {}};
    for (std::size_t i = 0; i < times.size(); ++i) note.signatures.push_back(by(i, times[i]));
    return note;
}

template <class T>
std::string code(const Result<T>& result) {
    return result ? "" : result.error().code;
}

std::int64_t date_of(const Note& note, std::size_t count) {
    const auto seal = check_seal(note, members(count), now);
    return seal ? seal->dated->seconds : -1;
}

}  // namespace

TEST_CASE("A quorum of n members is floor((n + f) / 2) + 1 with f = floor((n - 1) / 3)") {
    constexpr std::array<std::size_t, 10> expected = {1, 2, 2, 3, 4, 4, 5, 6, 6, 7};
    for (std::size_t n = 1; n <= 10; ++n) CHECK(quorum(n) == expected[n - 1]);
    for (std::size_t n = 1; n <= 300; ++n) {
        const std::size_t f = faulty_max(n);
        CHECK(3 * f < n);
        CHECK(2 * quorum(n) >= n + f + 1);       // two quorums share more than f members
        CHECK(quorum(n) <= n - f);               // the honest ones can seal
        CHECK(2 * (quorum(n) - 1) < n + f + 1);  // and one fewer would not do
    }
}

TEST_CASE("A seal is dated by the largest time that a quorum of cosignatures has reached") {
    CHECK(date_of(cosigned_at({10, 20, 30}), 4) == 10);
    CHECK(date_of(cosigned_at({10, 20, 30, 40}), 4) == 20);
    CHECK(date_of(cosigned_at({40, 10, 30, 20}), 4) == 20);
    CHECK(date_of(cosigned_at({30, 30, 30, 0}), 4) == 30);
    CHECK(date_of(cosigned_at({8, 7, 6, 5, 4, 3, 2, 1}), 8) == 3);
}

TEST_CASE("The date of a seal is the largest time that the definition allows, for any times") {
    std::vector<std::int64_t> times = {5, 1, 4, 4, 9, 2, 7};
    for (int round = 0; round < 40; ++round) {
        std::ranges::next_permutation(times);
        const std::int64_t dated = date_of(cosigned_at(times), times.size());
        const auto reached = [&](std::int64_t t) {
            return static_cast<std::size_t>(
                std::ranges::count_if(times, [&](std::int64_t time) { return time >= t; }));
        };
        CHECK(reached(dated) >= quorum(times.size()));
        CHECK(reached(dated + 1) < quorum(times.size()));
    }
}

TEST_CASE("Up to f members with wrong clocks move no seal out of the times of the others") {
    CHECK(date_of(cosigned_at({100, 101, 102, 999'999}), 4) == 101);
    CHECK(date_of(cosigned_at({100, 101, 102, 0}), 4) == 100);
    CHECK(date_of(cosigned_at({100, 100, 100, 100, 100, 100, 999'999, 999'999}), 8) == 100);
}

TEST_CASE("Fewer cosignatures than the quorum seal nothing") {
    CHECK(code(check_seal(cosigned_at({10, 20}), members(4), now)) == "seal.quorum");
    CHECK(code(check_seal({text, {}}, members(1), now)) == "seal.quorum");
    CHECK(read_seal(cosigned_at({10, 20}), members(4), now) ==
          Seal{4, {{"A", {10}}, {"B", {20}}}, {}});
}

TEST_CASE("A member that cosigns several times counts once, with its latest time") {
    Note note = cosigned_at({10, 20});
    for (int i = 0; i < 3; ++i) note.signatures.push_back(by(0, 15 + i));
    CHECK(code(check_seal(note, members(4), now)) == "seal.quorum");
    note.signatures.push_back(by(2, 30));
    CHECK(date_of(note, 4) == 17);
}

TEST_CASE("Strangers, members of other epochs and other keys of a name count for nothing") {
    Note note = cosigned_at({10, 20});
    note.signatures.push_back(by(7, 30));                                // no member
    note.signatures.push_back(*cosign(text, "log/C", secret(8), {30}));  // a member's name
    note.signatures.push_back(*cosign(text, "log/X", secret(2), {30}));  // a member's key
    note.signatures.push_back(sign_note(text, "log/C", secret(2)));      // not a cosignature
    const auto seal = read_seal(note, members(4), now);
    REQUIRE(seal);
    CHECK(seal->cosigned == std::vector<Cosigning>{{"A", {10}}, {"B", {20}}});
    CHECK(!seal->dated);
    CHECK(read_seal(note, members(8), now)->cosigned.size() == 3);  // the stranger has joined
}

TEST_CASE("N6: a member's signature that fails spoils the seal, and names the party") {
    Note note = cosigned_at({10, 20, 30, 40});
    note.signatures[1].signature[20] = static_cast<char>(note.signatures[1].signature[20] ^ 1);
    const auto seal = check_seal(note, members(4), now);
    CHECK(code(seal) == "note.bad-signature");
    CHECK(seal.error().where == "B");
    note = cosigned_at({10, 20, 30, now.seconds + 1});
    CHECK(code(check_seal(note, members(4), now)) == "cosignature.time");
    CHECK(date_of(note, 3) == 20);  // what a stranger says of the future harms nobody
}

TEST_CASE("An epoch has members, each party once and each key once") {
    CHECK(code(check_seal(cosigned_at({10}), {}, now)) == "seal.members");
    auto twice = members(3);
    twice[2].key = cosigner("another/name", secret(0).public_key());
    CHECK(code(check_seal(cosigned_at({10}), twice, now)) == "seal.members");
    twice = members(3);
    twice[2].party = "A";
    CHECK(code(check_seal(cosigned_at({10}), twice, now)) == "seal.members");
    auto other_type = members(1);
    other_type[0].key.type = KeyType::ed25519;
    CHECK(code(check_seal(cosigned_at({10}), other_type, now)) == "seal.members");
}

TEST_CASE("With one member a seal is the depositary's alone, and says so") {
    CHECK(summary(*check_seal(cosigned_at({10}), members(1), now)) ==
          "sealed 1970-01-01T00:00:10Z by the depositary alone");
    CHECK(summary(*check_seal(cosigned_at({10, 20, 30}), members(4), now)) ==
          "sealed 1970-01-01T00:00:10Z by 3 of 4: A, B, C");
    CHECK(summary(*read_seal(cosigned_at({10}), members(4), now)) ==
          "not sealed: cosigned by 1 of 4 (needs 3): A");
    CHECK(summary(*read_seal({text, {}}, members(1), now)) ==
          "not sealed: cosigned by 0 of 1 (needs 1)");
}

TEST_CASE("P2: members are read from lines of a policy") {
    std::string text;
    for (const Member& member : members(3))
        text += "witness " + member.party + " " + member.key.text() + "\n";
    CHECK(parse_members(text) == members(3));
    CHECK(code(parse_members("")) == "seal.members");
    CHECK(code(parse_members(text + text)) == "seal.members");
    const std::string key = members(1)[0].key.text();
    for (const std::string& bad : {"witness " + key + "\n", "witness  " + key + "\n",
                                   "log A " + key + "\n", std::string("\n"), "witness A " + key})
        CHECK(code(parse_members(bad)) == "seal.members");
    const auto malformed = parse_members(text + "witness D x" + key + "\n");
    CHECK(code(malformed) == "key.id");
    CHECK(malformed.error().where == "4");
}
