// SPDX-License-Identifier: Apache-2.0
#include "access/gate.h"

#include "access/drafts.h"
#include "access/totp.h"
#include "support.h"

#include <doctest/doctest.h>

#include <sys/stat.h>
#include <chrono>
#include <thread>

using namespace comity;

namespace {

constexpr primitives::PasswordCost cheap{.passes = 1, .memory_kib = 8};
constexpr Instant start{1'800'000'000};
Instant later(std::int64_t seconds) { return {start.seconds + seconds}; }

struct Door {
    fixture::TemporaryFolder folder;
    Gate gate{folder.path(), {.cost = cheap}};
    std::string password = *gate.add({.name = "li", .party = "CHN", .role = Role::act});

    Result<SignedIn> enter(std::string name, std::string with, std::string code = {},
                           Instant now = start) {
        return gate.sign_in({.name = std::move(name),
                             .password = std::move(with),
                             .code = std::move(code),
                             .address = "192.0.2.1"},
                            now);
    }
    SignedIn enter() {
        auto entered = enter("li", password);
        REQUIRE(entered);
        return *std::move(entered);
    }
    std::string refusal(const std::string& name, const std::string& with,
                        const std::string& code = {}, Instant now = start) {
        const auto entered = enter(name, with, code, now);
        return entered ? "" : entered.error().code;
    }
};

}  // namespace

TEST_CASE("the right password opens a session that tells who acts for whom") {
    Door door;
    const SignedIn entered = door.enter();
    CHECK(entered.id.size() == 43);
    CHECK(entered.session.person.name == "li");
    CHECK(entered.session.person.party == "CHN");
    CHECK(entered.session.person.role == Role::act);
    CHECK(entered.session.token.size() == 64);
    const auto again = door.gate.session(entered.id, start);
    REQUIRE(again);
    CHECK(again->token == entered.session.token);
    CHECK(door.enter().id != entered.id);
}

TEST_CASE("a wrong password, a name that nobody has and no password are refused alike") {
    Door door;
    const auto wrong = door.enter("li", "wrong");
    const auto unknown = door.enter("nobody", door.password);
    REQUIRE_FALSE(wrong);
    REQUIRE_FALSE(unknown);
    CHECK(wrong.error() == unknown.error());
    CHECK(wrong.error().code == "session.refused");
    CHECK(door.refusal("li", "") == "session.refused");
    CHECK(door.refusal("", "") == "session.refused");
    CHECK(door.refusal("li' OR '1'='1", "x") == "session.refused");
    CHECK(door.refusal(std::string(65, 'a'), "x") == "session.form");
    CHECK(door.refusal("li", std::string(1'025, 'a')) == "session.form");
}

TEST_CASE("a name that nobody has takes as long as a wrong password") {
    fixture::TemporaryFolder folder;
    Gate gate(folder.path(), {.cost = {.passes = 3, .memory_kib = 8 * 1024}});
    REQUIRE(gate.add({.name = "li", .party = "CHN", .role = Role::act}));
    const auto fastest = [&](const char* name) {
        auto least = std::chrono::nanoseconds::max();
        for (int i = 0; i < 4; ++i) {
            const auto begun = std::chrono::steady_clock::now();
            CHECK_FALSE(gate.sign_in({.name = name, .password = "wrong"}, start));
            least =
                std::min<std::chrono::nanoseconds>(least, std::chrono::steady_clock::now() - begun);
        }
        return static_cast<double>(least.count());
    };
    const double ratio = fastest("nobody") / fastest("li");
    CHECK(ratio > 0.5);
    CHECK(ratio < 2);
}

TEST_CASE("after five failures a name waits, whether anyone has it or not") {
    for (const char* name : {"li", "nobody"}) {
        Door door;
        for (int i = 0; i < 5; ++i) CHECK(door.refusal(name, "wrong") == "session.refused");
        CHECK(door.refusal(name, door.password) == "session.wait");
        CHECK(door.refusal(name, "wrong", "", later(29)) == "session.wait");
        CHECK(door.refusal(name, "wrong", "", later(30)) == "session.refused");
        CHECK(door.refusal(name, "wrong", "", later(89)) == "session.wait");
    }
}

TEST_CASE("after the wait the right password opens, and failures are counted anew") {
    Door door;
    for (int i = 0; i < 5; ++i) CHECK(door.refusal("li", "wrong") == "session.refused");
    CHECK(door.enter("li", door.password, "", later(30)));
    CHECK(door.refusal("li", "wrong", "", later(30)) == "session.refused");
    CHECK(door.enter("li", door.password, "", later(30)));
}

TEST_CASE("an address waits after thirty failures, whatever the names") {
    Door door;
    for (int i = 0; i < 30; ++i)
        CHECK(door.refusal("name" + std::to_string(i), "wrong") == "session.refused");
    CHECK(door.refusal("li", door.password) == "session.wait");
    CHECK(door.gate.sign_in({"li", door.password, "", "192.0.2.2", ""}, start));
    CHECK(door.enter("li", door.password, "", later(30)));
}

TEST_CASE("guesses at the same time are all counted") {
    Door door;
    std::atomic<int> judged = 0;
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < 8; ++i)
            threads.emplace_back([&] {
                for (int j = 0; j < 5; ++j)
                    if (door.refusal("li", "wrong") == "session.refused") ++judged;
            });
    }
    CHECK(judged == 5);
}

TEST_CASE("a session ends when it is idle, when it is old, and when it is ended") {
    Door door;
    const std::string idle = door.enter().id;
    CHECK(door.gate.session(idle, later(1'799)));
    CHECK(door.gate.session(idle, later(1'799 + 1'799)));
    CHECK_FALSE(door.gate.session(idle, later(1'799 + 1'799 + 1'800)));
    const std::string busy = door.enter().id;
    for (int minutes = 0; minutes < 12 * 60; minutes += 20)
        CHECK(door.gate.session(busy, later(minutes * 60)));
    CHECK_FALSE(door.gate.session(busy, later(12 * 60 * 60)));
    const std::string ended = door.enter().id;
    door.gate.sign_out(ended);
    CHECK_FALSE(door.gate.session(ended, start));
}

TEST_CASE("signing in ends the session that the browser had, and never takes an id from outside") {
    Door door;
    const std::string planted(43, 'A');
    const auto first = door.gate.sign_in({"li", door.password, "", "", planted}, start);
    REQUIRE(first);
    CHECK(first->id != planted);
    CHECK_FALSE(door.gate.session(planted, start));
    const auto second = door.gate.sign_in({"li", door.password, "", "", first->id}, start);
    REQUIRE(second);
    CHECK_FALSE(door.gate.session(first->id, start));
    CHECK(door.gate.session(second->id, start));
}

TEST_CASE("the file holds no session, password or recovery code") {
    Door door;
    const NewCodes codes = *door.gate.make_codes("li");
    const auto entered = door.enter("li", door.password, codes.recovery[0]);
    REQUIRE(entered);
    const std::string kept = fixture::read_text(door.folder / "access.db") +
                             fixture::read_text(door.folder / "access.db-wal");
    CHECK(kept.contains("CHN"));
    CHECK_FALSE(kept.contains(entered->id));
    CHECK_FALSE(kept.contains(entered->session.token));
    CHECK_FALSE(kept.contains(door.password));
    CHECK_FALSE(kept.contains(codes.recovery[1]));
    struct stat status{};
    for (const char* name : {"access.db", "access.db-wal"}) {
        REQUIRE(::stat((door.folder / name).c_str(), &status) == 0);
        CHECK((status.st_mode & 0777U) == 0600U);
    }
}

TEST_CASE("a person with codes needs one, each works once, and so does each recovery code") {
    Door door;
    const NewCodes codes = *door.gate.make_codes("li");
    CHECK(codes.recovery.size() == 10);
    const std::string code = totp_code(codes.secret, start.seconds / totp_step_seconds);
    CHECK(door.refusal("li", door.password) == "session.code-required");
    CHECK(door.refusal("li", "wrong", code) == "session.refused");
    CHECK(door.enter("li", door.password, code));
    CHECK(door.refusal("li", door.password, code) == "session.refused");
    CHECK(door.enter("li", door.password, codes.recovery[3]));
    CHECK(door.refusal("li", door.password, codes.recovery[3]) == "session.refused");
    CHECK(door.refusal("li", door.password, "aaaa-aaaa-aaaa-aaaa-aaaa") == "session.refused");
    std::string typed = codes.recovery[4];
    for (char& c : typed)
        if (c == '-') c = ' ';
    CHECK(door.enter("li", door.password, typed));
    REQUIRE(door.gate.drop_codes("li"));
    CHECK(door.enter("li", door.password));
}

TEST_CASE("codes cannot be tried without end by whoever knows the password") {
    Door door;
    REQUIRE(door.gate.make_codes("li"));
    for (int i = 0; i < 5; ++i) {
        CHECK(door.refusal("li", door.password) == "session.code-required");
        CHECK(door.refusal("li", door.password, "00000" + std::to_string(i)) == "session.refused");
    }
    CHECK(door.refusal("li", door.password) == "session.wait");
}

TEST_CASE("what an operator changes holds at once") {
    Door door;
    const std::string id = door.enter().id;
    REQUIRE(door.gate.set_role("li", Role::observe));
    CHECK(door.gate.session(id, start)->person.role == Role::observe);
    const auto password = door.gate.reset_password("li");
    REQUIRE(password);
    CHECK_FALSE(door.gate.session(id, start));
    CHECK(door.refusal("li", door.password) == "session.refused");
    const auto again = door.enter("li", *password);
    REQUIRE(again);
    REQUIRE(door.gate.remove("li"));
    CHECK_FALSE(door.gate.session(again->id, start));
    CHECK(door.gate.people().empty());
    for (const Result<>& result : {door.gate.remove("li"), door.gate.set_role("li", Role::act),
                                   door.gate.drop_codes("li"), door.gate.set_subject("li", "x")}) {
        REQUIRE_FALSE(result);
        CHECK(result.error().code == "person.unknown");
    }
}

TEST_CASE("a person is added once, under a plain name, for a party") {
    Door door;
    const auto code_of = [&](const Person& person) {
        const auto added = door.gate.add(person);
        return added ? "" : added.error().code;
    };
    CHECK(code_of({.name = "li", .party = "IND"}) == "person.exists");
    for (const std::string& name : {std::string(), std::string("Li"), std::string("a b"),
                                    std::string("@a"), std::string(65, 'a'), std::string("李")})
        CHECK(code_of({.name = name, .party = "IND"}) == "person.name");
    CHECK(code_of({.name = "a", .party = "nowhere"}) == "person.party");
    CHECK(code_of({.name = "a", .party = "secretariat"}).empty());
    CHECK(code_of({.name = "a.b-c@d.example", .party = "IND"}).empty());
}

TEST_CASE("a provider's word opens a session for the person linked, and its state serves once") {
    Door door;
    REQUIRE(door.gate.set_subject("li", "https://id.example 42"));
    REQUIRE(door.gate.add({.name = "other", .party = "IND"}));
    CHECK(door.gate.set_subject("other", "https://id.example 42").error().code == "person.subject");
    const auto entered = door.gate.sign_in_subject("https://id.example 42", "", start);
    REQUIRE(entered);
    CHECK(entered->session.person.name == "li");
    CHECK(door.gate.sign_in_subject("42", "", start).error().code == "session.subject-unknown");

    const PendingSignIn pending = *door.gate.begin_provider_sign_in(start);
    const auto taken = door.gate.take_pending(pending.state, later(599));
    REQUIRE(taken);
    CHECK(taken->nonce == pending.nonce);
    CHECK(taken->verifier == pending.verifier);
    CHECK(door.gate.take_pending(pending.state, start).error().code == "session.state");
    const PendingSignIn old = *door.gate.begin_provider_sign_in(start);
    CHECK(door.gate.take_pending(old.state, later(600)).error().code == "session.state");
    CHECK(door.gate.take_pending("", start).error().code == "session.state");
}

TEST_CASE("four eyes are asked for once that is set") {
    Door door;
    CHECK_FALSE(door.gate.four_eyes());
    door.gate.set_four_eyes(true);
    CHECK(door.gate.four_eyes());
    door.gate.set_four_eyes(false);
    CHECK_FALSE(door.gate.four_eyes());
}

TEST_CASE("a file that others may read is not opened") {
    fixture::TemporaryFolder folder;
    {
        const Gate gate(folder.path(), {.cost = cheap});
    }
    ::chmod((folder / "access.db").c_str(), 0644);
    CHECK_THROWS(Gate(folder.path(), {.cost = cheap}));
}
