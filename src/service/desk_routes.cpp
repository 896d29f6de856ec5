// SPDX-License-Identifier: Apache-2.0
#include "service/desk_routes.h"

#include "service/desk_answers.h"

namespace comity {
namespace {

using Id = DeskRoute::Id;

template <class A>
Json schema_of() {
    return schema::object_schema(field_infos<A>);
}

constexpr auto signed_in = &schema_of<answers::SignedIn>;
constexpr auto done = &schema_of<answers::Done>;
constexpr auto entered = &schema_of<answers::Entered>;
constexpr auto draft = &schema_of<answers::Draft>;
constexpr auto act = &schema_of<requests::Act>;
constexpr std::optional<Role> anyone;

constexpr std::array routes = {
    DeskRoute{Id::sign_in, "POST", "/session", anyone, 201, "Signs a person in.", signed_in,
              &schema_of<requests::SignIn>},
    DeskRoute{Id::who_am_i, "GET", "/session", Role::observe, 200, "Who is signed in.", signed_in},
    DeskRoute{Id::sign_out, "DELETE", "/session", Role::observe, 200, "Ends the session.", done},
    DeskRoute{Id::provider, "GET", "/session/provider", anyone, 302,
              "Sends the browser to the provider (OpenID Connect), which vouches for the person."},
    DeskRoute{Id::provider_answer, "GET", "/session/provider/answer", anyone, 302,
              "Where the provider sends the browser back to."},
    DeskRoute{Id::enter_act, "POST", "/acts", Role::act, 201,
              "Signs an act for the person's party and enters it.", entered, act},
    DeskRoute{Id::check_act, "POST", "/acts/check", Role::draft, 200,
              "Says whether an act would be entered now; nothing is.", &schema_of<answers::Checked>,
              act},
    DeskRoute{Id::entered_by, "GET", "/acts/{entry}", anyone, 200,
              "In which role a person had an act entered.", &schema_of<answers::EnteredBy>},
    DeskRoute{Id::save_draft, "POST", "/drafts", Role::draft, 201,
              "Saves a draft of an act, for the person's party alone.", draft, act},
    DeskRoute{Id::list_drafts, "GET", "/drafts", Role::draft, 200, "The party's drafts.",
              &schema_of<answers::Drafts>},
    DeskRoute{Id::show_draft, "GET", "/drafts/{draft}", Role::draft, 200, "One draft.", draft},
    DeskRoute{Id::remove_draft, "DELETE", "/drafts/{draft}", Role::draft, 200, "Removes a draft.",
              done},
    DeskRoute{Id::approve_draft, "POST", "/drafts/{draft}/approve", Role::act, 201,
              "Enters a draft as an act; with four eyes, only if another person saved it.",
              entered},
    DeskRoute{Id::list_people, "GET", "/people", Role::hold_keys, 200, "Who may sign in.",
              &schema_of<answers::PeopleList>},
    DeskRoute{Id::list_routes, "GET", "/routes", anyone, 200, "Every address, and who may use it.",
              &schema_of<answers::Routes>}};

}  // namespace

std::span<const DeskRoute> desk_routes() { return routes; }

std::string_view least_word(const DeskRoute& route) {
    return route.least ? word(*route.least) : "anyone";
}

Json all_routes() {
    answers::Routes all;
    for (const Question* question : all_questions())
        all.routes.push_back(
            {"GET", std::string(question->path), "anyone", std::string(question->summary)});
    for (const DeskRoute& route : routes)
        all.routes.push_back({std::string(route.method), std::string(route.path),
                              std::string(least_word(route)), std::string(route.summary)});
    return encode(all);
}

}  // namespace comity
