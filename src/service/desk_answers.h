// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "access/role.h"
#include "service/answers.h"

namespace comity {

/// What people who are signed in send and are answered.
namespace requests {

struct SignIn {
    static constexpr std::string_view type = "sign-in";
    std::string name;
    std::string password;
    std::optional<std::string> code;
    static constexpr std::tuple fields = {
        Field{"name", &SignIn::name, "of the person"},
        Field{"password", &SignIn::password, "the person's password"},
        Field{"code", &SignIn::code, "a one-time or recovery code, if the person has these"}};
};

struct Act {
    static constexpr std::string_view type = "act to be entered";
    std::string kind;
    Json body;
    static constexpr std::tuple fields = {
        Field{"kind", &Act::kind, "such as pledge.make; see docs/acts.md"},
        Field{"body", &Act::body, "the act's fields"}};
};

}  // namespace requests

namespace answers {

struct SignedIn {
    static constexpr std::string_view type = "session";
    Text name;
    Text party;
    Role role = Role::observe;
    bool four_eyes = false;
    Text token;
    Instant ends;
    static constexpr std::tuple fields = {
        Field{"name", &SignedIn::name, "of the person"},
        Field{"party", &SignedIn::party, "for which the person acts, or secretariat"},
        Field{"role", &SignedIn::role, "what the person may do"},
        Field{"four_eyes", &SignedIn::four_eyes, "whether a second person must approve acts"},
        Field{"token", &SignedIn::token, "goes into X-Comity-Token of whatever changes something"},
        Field{"ends", &SignedIn::ends, "the session, however busy it is"}};
};

struct Done {
    static constexpr std::string_view type = "done";
    Text done;
    static constexpr std::tuple fields = {Field{"done", &Done::done, "what was done"}};
};

struct Entered {
    static constexpr std::string_view type = "entered act";
    Count entry = 0;
    static constexpr std::tuple fields = {
        Field{"entry", &Entered::entry, "the number of the act's entry in the record"}};
};

struct Checked {
    static constexpr std::string_view type = "checked act";
    Text kind;
    Json body;
    static constexpr std::tuple fields = {Field{"kind", &Checked::kind, "of the act"},
                                          Field{"body", &Checked::body, "as it would be signed"}};
};

struct EnteredBy {
    static constexpr std::string_view type = "who had an act entered";
    Count entry = 0;
    Text party;
    Role role = Role::act;
    bool approved = false;
    static constexpr std::tuple fields = {
        Field{"entry", &EnteredBy::entry, "the act's entry in the record"},
        Field{"party", &EnteredBy::party, "whose act it is"},
        Field{"role", &EnteredBy::role, "of the person who had it entered; names are not shown"},
        Field{"approved", &EnteredBy::approved, "whether another person had drafted it"}};
};

struct Draft {
    static constexpr std::string_view type = "draft";
    Text draft;
    Text kind;
    Json body;
    Text person;
    Instant saved;
    static constexpr std::tuple fields = {
        Field{"draft", &Draft::draft, "its name, which cannot be guessed"},
        Field{"kind", &Draft::kind, "of the act"},
        Field{"body", &Draft::body, "the act's fields, as they were sent"},
        Field{"person", &Draft::person, "who saved it; shown within the party alone"},
        Field{"saved", &Draft::saved, "when"}};
};

struct Drafts {
    static constexpr std::string_view type = "drafts";
    List<Draft> drafts;
    static constexpr std::tuple fields = {
        Field{"drafts", &Drafts::drafts, "of the person's party, oldest first"}};
};

struct PersonLine {
    static constexpr std::string_view type = "person";
    Text name;
    Text party;
    Role role = Role::observe;
    Instant since;
    bool code = false;
    bool provider = false;
    static constexpr std::tuple fields = {
        Field{"name", &PersonLine::name, "to sign in with"},
        Field{"party", &PersonLine::party, "for which the person acts"},
        Field{"role", &PersonLine::role, "what the person may do"},
        Field{"since", &PersonLine::since, "when the person was added"},
        Field{"code", &PersonLine::code, "whether one-time codes are asked for"},
        Field{"provider", &PersonLine::provider, "whether a provider may vouch for the person"}};
};

struct PeopleList {
    static constexpr std::string_view type = "people";
    List<PersonLine> people;
    static constexpr std::tuple fields = {
        Field{"people", &PeopleList::people, "of the person's party; of all for the secretariat"}};
};

struct RouteLine {
    static constexpr std::string_view type = "route";
    Text method;
    Text path;
    Text least;
    Text summary;
    static constexpr std::tuple fields = {
        Field{"method", &RouteLine::method, "GET, POST, PUT or DELETE"},
        Field{"path", &RouteLine::path, "below /api/v1"},
        Field{"least", &RouteLine::least, "who may: anyone, or the least role"},
        Field{"summary", &RouteLine::summary, "what it does"}};
};

struct Routes {
    static constexpr std::string_view type = "routes";
    List<RouteLine> routes;
    static constexpr std::tuple fields = {
        Field{"routes", &Routes::routes, "every address below /api/v1"}};
};

}  // namespace answers
}  // namespace comity
