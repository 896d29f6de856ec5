// SPDX-License-Identifier: Apache-2.0
#include "peers/fixture.h"
#include "peers/hand_in.h"
#include "record/witness.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace comity;
using fixture::Network;

namespace {

const std::vector<std::string> four = {"CHN", "KAZ", "RUS", "UZB"};

Network four_members() {
    Network net;
    net.found();
    net.admit(four);
    return net;
}

Progress progress_of_last(const Peer& peer) { return peer.outbox().back().progress; }

std::uint64_t seals_of(const Peer& peer) { return peer.state().seals.entered.size(); }

std::string entry_of(const Network& net, const std::string& author, const std::string& text,
                     const std::optional<Hash>& previous) {
    return net.sign(author, "note.place", Network::note_body(text), previous);
}

Reply hand_in(Network& net, const std::string& to, const std::vector<std::string>& entries) {
    return net.ask(to, {"POST", "/peer/hand-in", hand_in_text(entries)});
}

HandInReply answers_of(const Reply& reply) {
    const auto read = parse_hand_in_reply(reply.body);
    REQUIRE(reply.status == 200);
    REQUIRE(read);
    return *read;
}

}  // namespace

TEST_CASE("an office with one node seals alone") {
    Network net;
    net.found();
    net.pass(3);
    const State& state = net.peer("secretariat").state();
    CHECK(state.entries == 3);  // the founding, the key, the seal
    REQUIRE(state.seals.entered.size() == 1);
    CHECK(state.seals.entered[0].size == 2);
    CHECK(state.seals.entered[0].sealers == 1);
    CHECK(net.sent == 0);
    net.pass(30);
    CHECK(state.entries == 3);  // a seal alone needs no seal
}

TEST_CASE("members mirror the log, hand in acts, and seal it as a quorum") {
    Network net = four_members();
    CHECK(net.note("CHN", "Good morning.") == "");
    CHECK(progress_of_last(net.peer("CHN")) == Progress::handed_in);
    net.pass(3);
    CHECK(progress_of_last(net.peer("CHN")) == Progress::entered);
    net.pass(70);
    CHECK(progress_of_last(net.peer("CHN")) == Progress::sealed);
    const State& state = net.peer("secretariat").state();
    CHECK(state.seals.entered.back().sealers == 4);
    CHECK(state.seals.entered.back().cosigned >= 3);
    for (const std::string& party : four) CHECK(net.peer(party).state() == state);
}

TEST_CASE("a node that was away takes in what it missed, and one that is new all of it") {
    Network net = four_members();
    net.stop("UZB");
    for (int i = 0; i < 600; ++i) CHECK(net.note("CHN", std::to_string(i)) == "");
    net.pass(20);
    net.start("UZB");
    net.start("MNG");
    net.pass(5);
    const State& state = net.peer("secretariat").state();
    CHECK(state.notes.size() == 600);
    CHECK(net.peer("UZB").state() == state);
    CHECK(net.peer("MNG").state() == state);
}

TEST_CASE("the same act twice is one entry, and each is answered by itself") {
    Network net = four_members();
    const auto previous = net.peer("CHN").last_of_author();
    const std::string first = entry_of(net, "CHN", "One.", previous);
    const std::string second = entry_of(net, "CHN", "Two.", leaf_hash(first));
    const std::string wrong = entry_of(net, "KAZ", "Three.", leaf_hash("nothing"));
    const auto once = answers_of(hand_in(net, "secretariat", {first, wrong, second, first, "x"}));
    CHECK(once.answers == std::vector<HandInAnswer>{{Taken::entered},
                                                    {Taken::refused, "entry.chain"},
                                                    {Taken::entered},
                                                    {Taken::entered},
                                                    {Taken::refused, "note.malformed"}});
    const std::uint64_t entries = net.peer("secretariat").state().entries;
    CHECK(answers_of(hand_in(net, "secretariat", {first})).answers[0].taken == Taken::entered);
    net.pass();
    CHECK(net.peer("secretariat").state().entries == entries + 2);
    CHECK(answers_of(hand_in(net, "secretariat", {second})).answers[0].taken == Taken::entered);
    net.pass();
    CHECK(net.peer("secretariat").state().entries == entries + 2);
}

TEST_CASE("members give receipts for an act that the depositary does not get") {
    Network net = four_members();
    net.drops = [](const std::string& to, const Request& request) {
        return to == fixture::address_of("secretariat") && request.path == "/peer/hand-in";
    };
    CHECK(net.note("CHN", "Hear me.") == "");
    net.pass(3);
    CHECK(progress_of_last(net.peer("CHN")) == Progress::handed_in);
    CHECK(net.peer("CHN").outbox().back().received == 3);
    net.stop("CHN");  // with its receipts on its disk
    net.start("CHN");
    CHECK(net.peer("CHN").outbox().back().received == 3);
}

TEST_CASE("a log that leaves out an act beyond the merge delay is not cosigned") {
    Network net = four_members();
    net.pass(70);
    net.drops = [](const std::string& to, const Request& request) {
        return to == fixture::address_of("secretariat") && request.path == "/peer/hand-in";
    };
    CHECK(net.note("CHN", "Hear me.") == "");
    net.pass(3);
    net.now.seconds += 25 * 3600;
    const std::uint64_t before = seals_of(net.peer("secretariat"));
    CHECK(net.note("secretariat", "Nothing happens.") == "");
    net.pass(100);
    CHECK(seals_of(net.peer("secretariat")) == before);
    net.drops = {};
    net.pass(100);
    CHECK(seals_of(net.peer("secretariat")) > before);
    CHECK(progress_of_last(net.peer("CHN")) == Progress::sealed);
}

TEST_CASE("a loss of power anywhere loses nothing that was acknowledged") {
    for (std::uint64_t at = 1; at < 60; ++at) {
        Network net;
        net.found();
        net.pass(2);
        net.disk("secretariat").lose_power_after(at);
        std::vector<std::string> acknowledged;
        try {
            for (int i = 0; i < 4; ++i) {
                const std::string text = std::to_string(i);
                if (net.note("secretariat", text).empty()) acknowledged.push_back(text);
                net.pass();
            }
        } catch (const Fault&) {
        }
        net.stop("secretariat");
        net.disk("secretariat").restart();
        net.start("secretariat", true);
        net.pass();
        const State& state = net.peer("secretariat").state();
        REQUIRE(state.notes.size() >= acknowledged.size());
        REQUIRE(net.note("secretariat", "Still here.") == "");
        net.pass(2);
        REQUIRE(state.notes.back().text == Translations{{{"en", "Still here."}}});
    }
}

TEST_CASE("a restored backup signs nothing before it knows what the others have of it") {
    Network net = four_members();
    const SimulatedDisk::Files backup = net.disk("secretariat").files();
    CHECK(net.note("secretariat", "After the backup.") == "");
    net.pass(70);
    const std::uint64_t entries = net.peer("CHN").state().entries;
    net.stop("secretariat");
    net.disk("secretariat").restore(backup);
    net.start("secretariat", true);
    CHECK(answers_of(hand_in(net, "secretariat",
                             {entry_of(net, "CHN", "Now.", net.peer("CHN").last_of_author())}))
              .answers[0]
              .taken == Taken::held);
    net.pass(10);
    CHECK(net.peer("secretariat").state().entries >= entries);
    net.pass(70);
    CHECK(net.note("secretariat", "It goes on.") == "");
    net.pass(70);
    CHECK(net.peer("secretariat").contradictions().empty());
    CHECK(net.peer("CHN").contradictions().empty());
    CHECK(net.peer("CHN").state() == net.peer("secretariat").state());
    CHECK(net.peer("CHN").state().notes.size() == 3);
}

TEST_CASE("two heads of one size are kept as a proof, spread, and stop the cosigning") {
    Network net = four_members();
    net.pass(70);
    const std::uint64_t seals = seals_of(net.peer("secretariat"));
    const auto note = parse_note(net.ask("secretariat", {"GET", "/log/checkpoint"}).body);
    REQUIRE(note);
    Checkpoint head = *parse_checkpoint(note->text);
    head.root = sha256("another log");
    const std::string other = sign_checkpoint(head, fixture::key_of("secretariat", "checkpoints"));
    const CosignRequest request = {head.size, {}, other};
    CHECK(net.ask("CHN", {"POST", "/peer/add-checkpoint", to_text(request)}).status != 200);
    REQUIRE(net.peer("CHN").contradictions().size() == 1);
    CHECK(net.peer("CHN").contradictions()[0].second == other);
    net.pass(40);
    for (const std::string& party : four) CHECK(!net.peer(party).contradictions().empty());
    CHECK(net.note("secretariat", "Does anybody cosign?") == "");
    net.pass(200);
    CHECK(seals_of(net.peer("secretariat")) == seals);
    net.stop("CHN");
    net.start("CHN");
    CHECK(net.peer("CHN").contradictions().size() >= 1);
    CHECK(net.ask("CHN", {"POST", "/peer/contradiction", "no notes"}).status == 400);
    CHECK(
        net.ask("CHN", {"POST", "/peer/contradiction", to_text(Contradiction{"a", "b"})}).status ==
        422);
}

TEST_CASE("the depositary is handed over, and the old one signs nothing more") {
    Network net = four_members();
    CHECK(net.act("secretariat", "depositary.hand-over",
                  Json::Object{{"to", "KAZ"},
                               {"key", fixture::depositary_key("KAZ").verifier().text()}}) == "");
    const std::string last = net.ask("secretariat", {"GET", "/log/checkpoint"}).body;
    net.stop("secretariat");  // at the worst moment: nobody knows yet
    net.start("secretariat", true);
    CHECK(answers_of(hand_in(net, "secretariat",
                             {entry_of(net, "CHN", "Now.", net.peer("CHN").last_of_author())}))
              .answers[0]
              .taken == Taken::held);
    CHECK(net.ask("secretariat", {"GET", "/log/checkpoint"}).body == last);
    net.pass(20);
    for (const auto& author : {"secretariat", "CHN", "KAZ", "RUS", "UZB"})
        CHECK(net.peer(author).state().seals.depositaries.size() == 2);
    CHECK(net.note("RUS", "To the new one.") == "");
    net.pass(100);
    CHECK(progress_of_last(net.peer("RUS")) == Progress::sealed);
    CHECK(net.peer("secretariat").state() == net.peer("KAZ").state());
    CHECK(net.peer("UZB").state() == net.peer("KAZ").state());
}

TEST_CASE("a quorum takes over when the depositary is gone, which cannot fork the log then") {
    Network net = four_members();
    net.pass(70);
    net.stop("secretariat");
    const VerifierKey key = fixture::depositary_key("RUS").verifier();
    CHECK(net.peer("CHN").agree_to_take_over("RUS", key, net.now));
    net.pass(20);
    CHECK(net.peer("RUS").state().seals.depositaries.size() == 1);  // one is no quorum
    CHECK(net.peer("KAZ").agree_to_take_over("RUS", key, net.now));
    const auto other = net.peer("KAZ").agree_to_take_over(
        "KAZ", fixture::depositary_key("KAZ").verifier(), net.now);
    CHECK((!other && other.error().code == "peer.agreed"));
    CHECK(net.peer("RUS").agree_to_take_over("RUS", key, net.now));
    net.pass(20);
    REQUIRE(net.peer("RUS").state().seals.depositaries.size() == 2);
    CHECK(net.note("UZB", "We go on.") == "");
    net.pass(100);
    CHECK(progress_of_last(net.peer("UZB")) == Progress::sealed);

    net.start("secretariat", true);  // it is back, and finds what was agreed
    net.pass(100);
    CHECK(net.peer("secretariat").state() == net.peer("RUS").state());
    CHECK(net.peer("RUS").contradictions().empty());
}

TEST_CASE("an act that the rules have come to forbid is given up, and the author goes on") {
    Network net = four_members();
    net.drops = [](const std::string&, const Request& request) {
        return request.path == "/peer/hand-in";
    };
    CHECK(net.note("UZB", "May I still speak?") == "");
    CHECK(net.note("UZB", "And more?") == "");
    CHECK(net.act("secretariat", "party.withdraw",
                  Json::Object{{"party", "UZB"}, {"from", "2020-01-01"}}) == "");
    net.drops = {};
    net.pass(8);
    const std::vector<HandedIn> acts = net.peer("UZB").outbox();
    REQUIRE(acts.size() == 3);  // with the key that it declared
    CHECK(std::ranges::count(acts, Progress::overtaken, &HandedIn::progress) == 2);
    CHECK(net.peer("UZB").last_of_author() == net.peer("UZB").state().authors.at("UZB").previous);
    CHECK(net.peer("secretariat").state().notes.empty());
}
