// SPDX-License-Identifier: Apache-2.0
#include "cli/people_commands.h"

#include "access/gate.h"
#include "access/totp.h"
#include "base/text.h"

namespace comity {

namespace cli {
enum class Switch : std::uint8_t { on, off };
}

template <>
struct EnumText<cli::Switch> {
    static constexpr std::string_view type = "on or off";
    static constexpr std::array values = {std::pair{cli::Switch::on, std::string_view("on")},
                                          std::pair{cli::Switch::off, std::string_view("off")}};
};

namespace cli {
namespace {

struct AddPerson {
    static constexpr std::string_view type = "new person";
    std::string name;
    std::string party;
    Role role = Role::observe;
    static constexpr std::tuple fields = {
        Field{"name", &AddPerson::name, "to sign in with, such as li or li@ministry.example"},
        Field{"party", &AddPerson::party, "the party's code, or secretariat"},
        Field{"role", &AddPerson::role, "what the person may do"}};
};

struct OnePerson {
    static constexpr std::string_view type = "person";
    std::string name;
    static constexpr std::tuple fields = {Field{"name", &OnePerson::name, "the person's name"}};
};

struct PersonRole {
    static constexpr std::string_view type = "person's role";
    std::string name;
    Role role = Role::observe;
    static constexpr std::tuple fields = {
        Field{"name", &PersonRole::name, "the person's name"},
        Field{"role", &PersonRole::role, "what the person may do from now on"}};
};

struct PersonCodes {
    static constexpr std::string_view type = "person's codes";
    std::string name;
    std::optional<bool> off;
    static constexpr std::tuple fields = {
        Field{"name", &PersonCodes::name, "the person's name"},
        Field{"off", &PersonCodes::off, "ask this person for no codes any more"}};
};

struct PersonLink {
    static constexpr std::string_view type = "person's provider";
    std::string name;
    std::optional<std::string> subject;
    static constexpr std::tuple fields = {
        Field{"name", &PersonLink::name, "the person's name"},
        Field{"subject", &PersonLink::subject,
              "the provider's address, a space, and what it calls the person; absent: no link"}};
};

struct FourEyes {
    static constexpr std::string_view type = "four eyes";
    Switch setting = Switch::off;
    static constexpr std::tuple fields = {
        Field{"setting", &FourEyes::setting, "whether a second person must approve acts"}};
};

/// The gate of a folder that holds a record.
Result<std::unique_ptr<Gate>> gate_of(const Context& context) {
    TRY(read_node_config(context.folder));
    return std::make_unique<Gate>(context.folder, Gate::Options{});
}

Result<> check_party(const Context& context, const std::string& party) {
    if (party == secretariat) return {};
    const auto node = TRY(Node::open(context.folder, Node::Access::read));
    if (node->state().parties.contains(party)) return {};
    return refuse("party.unknown", "there is no party " + party, "/party");
}

Report password_report(const std::string& name, const std::string& password) {
    return {
        Json::Object{{"name", name}, {"password", password}}, password + "\n",
        "This is the password of " + name + ". It is shown this once; hand it over in private.\n"};
}

Report done_report(const std::string& name, const std::string& what) {
    return {Json::Object{{"name", name}, {"done", what}}, name + ": " + what + "\n"};
}

Result<Report> add_person(const Context& context, const Json& given) {
    const auto person = TRY(decode<AddPerson>(given));
    TRY(check_party(context, person.party));
    const auto gate = TRY(gate_of(context));
    const std::string password =
        TRY(gate->add({person.name, person.party, person.role, context.now}));
    return password_report(person.name, password);
}

Json person_json(const Person& person) {
    return Json::Object{{"name", person.name},       {"party", person.party},
                        {"role", word(person.role)}, {"since", person.since.text()},
                        {"code", person.has_code},   {"subject", person.subject.value_or("")}};
}

std::string person_text(const Person& person) {
    return person.name + "  " + person.party + "  " + std::string(word(person.role)) + "  since " +
           person.since.date().text() + (person.has_code ? "  with codes" : "") +
           (person.subject ? "  as " + *person.subject : "") + "\n";
}

Result<Report> list_people(const Context& context, const Json&) {
    const auto gate = TRY(gate_of(context));
    Json::Array people;
    std::string text;
    for (const Person& person : gate->people()) {
        people.push_back(person_json(person));
        text += person_text(person);
    }
    return Report{std::move(people), text};
}

Result<Report> set_role(const Context& context, const Json& given) {
    const auto person = TRY(decode<PersonRole>(given));
    const auto gate = TRY(gate_of(context));
    TRY(gate->set_role(person.name, person.role));
    return done_report(person.name, "has the role " + std::string(word(person.role)));
}

Result<Report> reset_password(const Context& context, const Json& given) {
    const auto person = TRY(decode<OnePerson>(given));
    const auto gate = TRY(gate_of(context));
    return password_report(person.name, TRY(gate->reset_password(person.name)));
}

Result<Report> remove_person(const Context& context, const Json& given) {
    const auto person = TRY(decode<OnePerson>(given));
    const auto gate = TRY(gate_of(context));
    TRY(gate->remove(person.name));
    return done_report(person.name, "removed, and signed out");
}

Result<Report> link_person(const Context& context, const Json& given) {
    const auto person = TRY(decode<PersonLink>(given));
    const auto gate = TRY(gate_of(context));
    TRY(gate->set_subject(person.name, person.subject));
    return done_report(person.name, person.subject ? "linked" : "not linked any more");
}

Report codes_report(const std::string& name, const NewCodes& codes) {
    const std::string address = totp_address("Comity", name, codes.secret);
    Json::Array recovery(codes.recovery.begin(), codes.recovery.end());
    return {Json::Object{{"name", name},
                         {"secret", to_base32(codes.secret)},
                         {"address", address},
                         {"recovery", std::move(recovery)}},
            address + "\n" + joined(codes.recovery, "\n") + "\n",
            "The first line is for an authenticator; each of the others opens once in its stead. "
            "They are shown this once.\n"};
}

Result<Report> set_codes(const Context& context, const Json& given) {
    const auto person = TRY(decode<PersonCodes>(given));
    const auto gate = TRY(gate_of(context));
    if (person.off.value_or(false)) {
        TRY(gate->drop_codes(person.name));
        return done_report(person.name, "is asked for no codes any more");
    }
    return codes_report(person.name, TRY(gate->make_codes(person.name)));
}

Result<Report> set_four_eyes(const Context& context, const Json& given) {
    const bool wanted = TRY(decode<FourEyes>(given)).setting == Switch::on;
    const auto gate = TRY(gate_of(context));
    gate->set_four_eyes(wanted);
    return Report{Json::Object{{"four_eyes", wanted}},
                  wanted ? "A second person must approve acts that are entered here.\n"
                         : "One person is enough to enter an act here.\n"};
}

constexpr std::array commands = {
    FieldCommand{.name = "people",
                 .group = "Service",
                 .what = "who may sign in at this node, for whom, and in which role"},
    FieldCommand{.parent = "people",
                 .name = "add",
                 .what = "let a person sign in; prints the password",
                 .fields = field_infos<AddPerson>,
                 .place = "name",
                 .footer = "Example:\n  comity people add li --party CHN --role act",
                 .run = &add_person},
    FieldCommand{.parent = "people",
                 .name = "list",
                 .what = "list the people who may sign in",
                 .run = &list_people},
    FieldCommand{.parent = "people",
                 .name = "role",
                 .what = "give a person another role",
                 .fields = field_infos<PersonRole>,
                 .place = "name",
                 .run = &set_role},
    FieldCommand{.parent = "people",
                 .name = "reset",
                 .what = "give a person a new password, and end the person's sessions",
                 .fields = field_infos<OnePerson>,
                 .place = "name",
                 .run = &reset_password},
    FieldCommand{.parent = "people",
                 .name = "totp",
                 .what = "ask a person for one-time codes; prints the secret and recovery codes",
                 .fields = field_infos<PersonCodes>,
                 .place = "name",
                 .run = &set_codes},
    FieldCommand{.parent = "people",
                 .name = "link",
                 .what = "let a provider (OpenID Connect) vouch for a person",
                 .fields = field_infos<PersonLink>,
                 .place = "name",
                 .run = &link_person},
    FieldCommand{.parent = "people",
                 .name = "remove",
                 .what = "let a person sign in no more, and end the person's sessions",
                 .fields = field_infos<OnePerson>,
                 .place = "name",
                 .run = &remove_person},
    FieldCommand{.parent = "people",
                 .name = "four-eyes",
                 .what = "whether a second person must approve what binds a party",
                 .fields = field_infos<FourEyes>,
                 .place = "setting",
                 .run = &set_four_eyes}};

}  // namespace

std::span<const FieldCommand> people_commands() { return commands; }

}  // namespace cli
}  // namespace comity
