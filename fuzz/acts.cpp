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

State base_state() {
    State state;
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
