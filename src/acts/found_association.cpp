// SPDX-License-Identifier: Apache-2.0
#include "acts/rules.h"

namespace comity {
namespace {

struct FoundAssociation {
    static constexpr std::string_view kind = "association.found";
    static constexpr std::string_view command = "found";
    static constexpr std::string_view subject = "{name}";
    static constexpr std::string_view summary =
        "An association begins its record: the first entry, signed by its secretariat.";

    Translations name;
    std::string origin;
    Date founded;
    std::vector<std::string> languages;
    VerifierKey depositary;
    VerifierKey secretariat_key;

    static constexpr std::tuple fields = {
        Field{"name", &FoundAssociation::name, "the association's name"},
        Field{"origin", &FoundAssociation::origin, "the name of its log, as in the checkpoints"},
        Field{"founded", &FoundAssociation::founded, "the day on which it was founded"},
        Field{"languages", &FoundAssociation::languages, "its languages, the first one leading"},
        Field{"depositary", &FoundAssociation::depositary, "the key that signs the checkpoints"},
        Field{"secretariat", &FoundAssociation::secretariat_key, "the secretariat's first key"},
    };

    Result<> permitted(const State& state, const Circumstances& at) const {
        if (state.association) return refuse("association.exists", "the record has begun already");
        TRY(rules::only_secretariat(at));
        if (origin != at.origin)
            return refuse("association.origin", "should be the origin of the entry", "/origin");
        if (depositary.type != KeyType::ed25519)
            return refuse("key.type", "should be an Ed25519 key that signs notes", "/depositary");
        if (depositary.name != origin)
            return refuse("key.name", "the key's name should be " + origin, "/depositary");
        if (languages.empty())
            return refuse("association.languages", "should name at least one", "/languages");
        for (std::size_t i = 0; i < languages.size(); ++i) {
            auto tag = check_language(languages[i]);
            if (!tag) return refuse_at("/languages/" + std::to_string(i), std::move(tag));
        }
        if (secretariat_key.key == depositary.key)
            return refuse("key.known", "should be another key than the depositary's",
                          "/secretariat");
        return rules::fresh_key(state, secretariat_key, secretariat, at, "/secretariat");
    }

    void apply(State& state, const Circumstances& at) const {
        state.association = {.name = name,
                             .origin = origin,
                             .founded = founded,
                             .languages = languages,
                             .depositary = depositary};
        state.authors[std::string(secretariat)].keys.push_back({secretariat_key, at.index});
        state.seals.depositaries.push_back({0, depositary, std::string(secretariat)});
    }
};

}  // namespace

extern constinit const ActType found_association = describe<FoundAssociation>();

}  // namespace comity
