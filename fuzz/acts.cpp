// uses: acts record base
// SPDX-License-Identifier: Apache-2.0
//
// `kind author body`: any act by anyone, on a record that has a little of everything. A refused act
// changes nothing; an accepted one is written as it was read, and folds the same a second time.
#include "acts/all.h"
#include "base/check.h"

namespace {

using namespace comity;

constexpr std::string_view origin = "comity.example/log";

std::string key(std::string_view name, std::uint8_t seed) {
    return VerifierKey{std::string(name), KeyType::ed25519, SecretKey({seed}).public_key()}.text();
}

Json text(std::string_view words) { return Json::Object{{"en", words}}; }

void must_fold(State& state, std::string_view kind, const Json& body) {
    const auto folded = find_act(kind)->fold(
        state, body, {state.entries++, origin, secretariat, Instant::of(Date::of(2024, 1, 1))});
    check(folded.has_value(), "the base state is made of acts that are permitted");
}

/// A seal that proves that all deadlines of the base state have passed, as if it had been entered.
void seal_everything(State& state, Instant dated) {
    for (int seal = 0; seal < 2; ++seal) {  // the second covers the first, and so proves it
        const std::uint64_t size = state.entries;
        while (state.seals.sealed.size() < size) state.seals.sealed.append(sha256("an entry"));
        state.seals.entered.push_back({state.entries++, size, dated, 1, 1});
    }
}

void put(State& state, const char* proposal, const char* kind, Json::Object more) {
    Json::Object body = {{"proposal", proposal},
                         {"kind", kind},
                         {"title", text("A title")},
                         {"text", text("One.\nTwo.")}};
    for (const auto& [name, value] : more) body.set(name, value);
    must_fold(state, "proposal.circulate", std::move(body));
}

/// Bodies, decisions, what is open, concerns and actions.
void consult(State& state) {
    must_fold(state, "body.establish",
              Json::Object{{"body", "council"},
                           {"name", text("Council")},
                           {"level", "heads-of-state"},
                           {"members", Json::Object{{"parties", Json::Array{"CHN", "KAZ"}}}},
                           {"chair", Json::Object{{"order", Json::Array{"CHN", "KAZ"}},
                                                  {"from", "2023-01-01"},
                                                  {"months", 12}}}});
    must_fold(state, "meeting.call",
              Json::Object{{"meeting", "first"},
                           {"body", "council"},
                           {"title", text("First")},
                           {"venue", text("Almaty")},
                           {"time", Codec<MeetingTime>::sample()},
                           {"agenda", Json::Array{Json::Object{{"title", text("Rivers")}}}}});
    for (const char* name : {"adopted", "project"})
        put(state, name, name == std::string_view("project") ? "project" : "decision",
            {{"deadline", "2024-01-02T00:00:00Z"}, {"body", "council"}});
    seal_everything(state, Instant::of(Date::of(2024, 1, 2)));
    put(state, "open", "decision", {{"deadline", "2024-02-01T00:00:00Z"}});
    must_fold(state, "decision.record",
              Json::Object{{"proposal", "room"},
                           {"kind", "decision"},
                           {"title", text("A title")},
                           {"text", text("One.")},
                           {"date", "2024-01-01"}});
    must_fold(state, "action.assign",
              Json::Object{{"action", "plant"},
                           {"decision", "adopted"},
                           {"text", text("Plant.")},
                           {"owner", "CHN"}});
}

State base_state() {
    State state;
    state.secretariat_time = Instant::of(Date::of(2024, 1, 1));
    must_fold(state, "association.found",
              Json::Object{{"name", text("A")},
                           {"origin", origin},
                           {"founded", "2001-06-15"},
                           {"languages", Json::Array{"en"}},
                           {"depositary", key(origin, 1)},
                           {"secretariat", key("comity.example/log/secretariat", 2)}});
    for (const char* party : {"CHN", "KAZ"})
        must_fold(state, "party.admit",
                  Json::Object{{"party", party}, {"status", "member"}, {"from", "2001-06-15"}});
    must_fold(state, "pledge.make",
              Json::Object{{"pledge", "doses"},
                           {"kind", "pledge"},
                           {"by", Json::Array{"CHN"}},
                           {"title", text("Doses")},
                           {"text", text("Doses.")},
                           {"date", "2021-09-17"},
                           {"source", Json::Object{{"citation", "A speech"}}},
                           {"quantity", "100"},
                           {"unit", "doses"}});
    must_fold(state, "delivery.report",
              Json::Object{{"delivery", "first"},
                           {"pledge", "doses"},
                           {"provider", "CHN"},
                           {"receiver", "KAZ"},
                           {"flow", "goods"},
                           {"stage", "dispatched"},
                           {"quantity", "5"},
                           {"unit", "doses"},
                           {"date", "2021-10-01"}});
    consult(state);
    return state;
}

std::string_view take_word(std::string_view& input) {
    const std::string_view word = input.substr(0, input.find(' '));
    input.remove_prefix(std::min(input.size(), word.size() + 1));
    return word;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const State base = base_state();
    std::string_view input(reinterpret_cast<const char*>(data), size);
    const ActType* type = find_act(take_word(input));
    const std::string_view author = take_word(input);
    const auto body = parse_json(input);
    if (!type || !body) return 0;
    // An author of an entry has a key, which rotate_key relies on.
    if (author != secretariat && type->kind == "key.rotate") return 0;

    const Circumstances at{base.entries, origin, author, Instant::of(Date::of(2024, 1, 1))};
    State state = base;
    if (!type->fold(state, *body, at)) {
        check(state == base, "a refused act changes nothing");
        return 0;
    }
    const auto written = type->normalise(*body);
    check(written && type->normalise(*written) == written, "an act has one form");
    State again = base;
    check(type->fold(again, *written, at).has_value() && again == state, "its form means the same");
    return 0;
}
