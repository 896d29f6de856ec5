// SPDX-License-Identifier: Apache-2.0
#include "acts/state.h"

#include <doctest/doctest.h>

using namespace comity;

namespace {

constexpr Instant day_of_deadline = Instant{1'000'000};

Translations english(const char* text) { return {{{"en", text}}}; }

/// A log of nothing but entries, in which one proposal stands.
struct Log {
    State state;
    Proposal proposal;
    std::uint64_t entries = 0;

    explicit Log(bool by_majority = false, std::size_t members = 1) {
        proposal.deadline = day_of_deadline;
        proposal.by_majority = by_majority;
        for (std::size_t i = 0; i < members; ++i)
            proposal.electorate.push_back("P" + std::to_string(i));
    }
    std::uint64_t enter() {
        state.seals.unsealed.push_back(sha256(std::to_string(entries)));
        return entries++;
    }
    void object() { proposal.objections.push_back({{enter(), "P", {}}, english("No."), {}}); }
    /// A seal, and another one that covers it.
    void seal(std::uint64_t size, Instant dated) {
        enter_seal(size, dated);
        enter_seal(entries, dated);
    }
    void enter_seal(std::uint64_t size, Instant dated) {
        Seals& seals = state.seals;
        while (seals.sealed.size() < size) {
            seals.sealed.append(seals.unsealed.front());
            seals.unsealed.erase(seals.unsealed.begin());
        }
        seals.entered.push_back({enter(), size, dated, 1, 1});
    }
    ProposalStatus status(std::int64_t now) const {
        return outcome(state, proposal, Instant{now}).status;
    }
};

constexpr std::int64_t before = day_of_deadline.seconds - 1;
constexpr std::int64_t then = day_of_deadline.seconds;

/// The same numbers on every machine (Knuth's constants).
struct Numbers {
    std::uint64_t seed;
    std::uint64_t below(std::uint64_t end) {
        seed = seed * 6364136223846793005ULL + 1442695040888963407ULL;
        return (seed >> 33U) % end;
    }
};

}  // namespace

TEST_CASE("a reader's clock tells open from awaiting a seal, and nothing more") {
    Log log;
    log.enter();
    CHECK(log.status(before) == ProposalStatus::open);
    CHECK(log.status(then) == ProposalStatus::awaiting_seal);
    log.seal(1, Instant{before});
    CHECK(log.status(then) == ProposalStatus::awaiting_seal);
    log.seal(log.entries, Instant{then});
    CHECK(log.status(before) == ProposalStatus::adopted);
    CHECK(outcome(log.state, log.proposal, {}).entry == 3);
    CHECK(outcome(log.state, log.proposal, {}).dated == Instant{then});
}

TEST_CASE("an objection breaks silence when a seal covers it, and not before") {
    Log log;
    log.object();
    CHECK(log.status(before) == ProposalStatus::awaiting_seal);
    CHECK(!in_time(log.state, log.proposal, log.proposal.objections[0]));
    CHECK(!too_late(log.state, log.proposal, log.proposal.objections[0]));
    log.seal(1, Instant{before});
    CHECK(log.status(before) == ProposalStatus::broken);
    CHECK(in_time(log.state, log.proposal, log.proposal.objections[0]));
}

TEST_CASE("an objection that the ending seal does not cover is too late") {
    Log log;
    log.enter();
    log.object();
    log.seal(1, Instant{then});
    CHECK(log.status(before) == ProposalStatus::adopted);
    CHECK(too_late(log.state, log.proposal, log.proposal.objections[0]));
    log.seal(log.entries, Instant{then + 1});
    CHECK(log.status(before) == ProposalStatus::adopted);
}

TEST_CASE("a seal settles nothing until another one covers it: a fork could leave it out") {
    Log log;
    log.enter();
    log.enter_seal(1, Instant{then});
    CHECK(log.status(then) == ProposalStatus::awaiting_seal);
    log.enter_seal(1, Instant{then + 1});  // of the same entries: still not covered
    CHECK(log.status(then) == ProposalStatus::awaiting_seal);
    log.enter_seal(2, Instant{then + 2});
    CHECK(log.status(then) == ProposalStatus::adopted);
    CHECK(outcome(log.state, log.proposal, {}).dated == Instant{then});
}

TEST_CASE("by majority, half of the members stop a question and fewer do not") {
    for (const auto& [members, needed] :
         {std::pair{1, 1}, std::pair{2, 1}, std::pair{4, 2}, std::pair{5, 3}, std::pair{8, 4}}) {
        Log log(true, static_cast<std::size_t>(members));
        for (int i = 1; i < needed; ++i) log.object();
        log.seal(log.entries, Instant{before});
        CHECK(!decided(log.state, log.proposal));
        log.object();
        log.seal(log.entries, Instant{then});
        CHECK(log.status(then) == ProposalStatus::broken);
    }
}

TEST_CASE("whatever is entered in whatever order, what is decided stays decided") {
    for (std::uint64_t seed = 0; seed < 500; ++seed) {
        Numbers numbers{seed};
        Log log(seed % 2 == 0, 1 + numbers.below(5));
        std::int64_t time = before - 10;
        std::optional<Outcome> first;
        for (int step = 0; step < 30; ++step) {
            const std::uint64_t choice = numbers.below(8);
            const bool late = log.state.seals.first_since(log.proposal.deadline);
            if (choice == 0 && !late)
                log.object();
            else if (choice == 1 && !decided(log.state, log.proposal) && seed % 5 == 0)
                log.proposal.withdrawal = {english("Another day."), {log.enter(), "P", {}}};
            else if (choice < 5)
                log.enter();
            else
                log.enter_seal(log.state.seals.sealed.size() +
                                   numbers.below(log.state.seals.unsealed.size() + 1),
                               Instant{time += static_cast<std::int64_t>(numbers.below(6))});
            const auto now = decided(log.state, log.proposal);
            CAPTURE(seed);
            CAPTURE(step);
            if (first) CHECK(now == first);
            first = now;
            if (now) CHECK(outcome(log.state, log.proposal, {}) == *now);
        }
    }
}

TEST_CASE("open deadlines are those of undecided proposals, in order, each once") {
    Log log;
    const auto put = [&](const char* name, std::int64_t deadline) {
        Proposal proposal = log.proposal;
        proposal.deadline = Instant{deadline};
        log.state.consultation.proposals.emplace(name, proposal);
    };
    put("a", then);
    put("b", then - 5);
    put("c", then);
    put("d", then - 100);
    CHECK(open_deadlines(log.state) ==
          std::vector{Instant{then - 100}, Instant{then - 5}, Instant{then}});
    log.enter();
    log.seal(1, Instant{then - 50});
    CHECK(open_deadlines(log.state) == std::vector{Instant{then - 5}, Instant{then}});
    CHECK(open_deadlines(State{}).empty());
}

TEST_CASE("objections and corrections are known by kind and body") {
    const Json body = Json::Object{{"proposal", "flag"}};
    CHECK(objection_to("proposal.object", body) == "flag");
    CHECK(objection_to("decision.correct", body) == "flag");
    CHECK(!objection_to("opinion.place", body));
    CHECK(!objection_to("proposal.object", Json::Array{}));
    CHECK(!objection_to("proposal.object", Json::Object{{"proposal", 7}}));
    Log log;
    CHECK(!objection_deadline(log.state, "proposal.object", body));
    log.state.consultation.proposals.emplace("flag", log.proposal);
    CHECK(objection_deadline(log.state, "proposal.object", body) == day_of_deadline);
}

TEST_CASE("paragraphs are the lines that are not blank, in the language that has most") {
    CHECK(paragraph_count(english("One.")) == 1);
    CHECK(paragraph_count(english("\nOne.\n\n  \nTwo.\n")) == 2);
    CHECK(paragraph_count({{{"en", "One."}, {"ru", "Раз.\nДва.\nТри."}}}) == 3);
}

TEST_CASE("the chair passes on by whole months, and the last rotation that has begun holds") {
    Body body;
    CHECK(!chair_on(body, Date::of(2026, 1, 1)));
    body.rotations.push_back({{{"KAZ"}, {"CHN"}}, {}, Date::of(2025, 7, 1), 6});
    CHECK(!chair_on(body, Date::of(2025, 6, 30)));
    CHECK(chair_on(body, Date::of(2025, 12, 31)) == "KAZ");
    CHECK(chair_on(body, Date::of(2026, 1, 1)) == "CHN");
    CHECK(chair_on(body, Date::of(9999, 12, 31)) == "KAZ");
    body.rotations.push_back({{{"RUS"}}, {}, Date::of(2026, 2, 1), 1});
    CHECK(chair_on(body, Date::of(2026, 1, 31)) == "CHN");
    CHECK(chair_on(body, Date::of(2026, 2, 1)) == "RUS");
}
