// SPDX-License-Identifier: Apache-2.0
// What the desk does for people, each thing on its own; desk.cpp says who may ask for it.
#include "acts/all.h"
#include "base/digits.h"
#include "base/hmac.h"
#include "server/cookie.h"
#include "server/desk.h"
#include "server/desk_status.h"
#include "service/desk_answers.h"

namespace comity {
namespace {

constexpr std::int64_t pending_seconds = 10 * 60;
constexpr std::string_view answer_path = "/api/v1/session/provider/answer";

// Words in the margin of the record; whatever else a party says binds it.
constexpr std::string_view note_kind = "note.place";

template <class A>
Result<A> read_body(const HttpRequest& request) {
    return decode<A>(TRY(parse_json(request.body)));
}

/// What changes who speaks for a party is for those who hold its keys.
Role least_role(std::string_view kind) {
    for (const std::string_view prefix : {"key.", "cosigner.", "depositary."})
        if (kind.starts_with(prefix)) return Role::hold_keys;
    return Role::act;
}

Result<> check_role(const Session& session, std::string_view kind) {
    const Role least = least_role(kind);
    if (session.person.role >= least) return {};
    return refuse("role.too-small",
                  std::string(kind) + " takes the role " + std::string(word(least)), "/kind");
}

/// A refusal of the act, whose places lie within the request's body.
Refusal within_body(Refusal refusal) {
    const bool whole = refusal.where.empty() && refusal.code.starts_with("field.");
    if (whole || refusal.where.starts_with('/')) refusal.where.insert(0, "/body");
    return refusal;
}

/// Lists change, so the record knows none: they are asked before an act is signed.
Result<> check_lists(const Draft& act, const CodeLists& lists) {
    const ActType* type = find_act(act.kind);
    if (!type) return {};  // the node refuses that better
    const auto passed = check_codes(*type, act.body, lists);
    if (!passed) return std::unexpected(within_body(passed.error()));
    return {};
}

answers::Draft shown(const SavedDraft& draft) {
    return {draft.id, draft.kind, draft.body, draft.person, draft.saved};
}

bool may_see(const Person& who, const Person& other) {
    return who.party == secretariat || who.party == other.party;
}

const std::string& query_text(const Target& target, const std::string& name) {
    static const std::string none;
    const auto found = target.query.find(name);
    return found == target.query.end() ? none : found->second;
}

/// For which site a provider sends browsers back.
std::string answer_address(const HttpRequest& request, const std::string& public_origin) {
    const std::string origin = public_origin.empty() ? "http://" + request.host : public_origin;
    return origin + std::string(answer_path);
}

}  // namespace

HttpResponse Desk::sign_in(const Call& call) {
    const auto given = read_body<requests::SignIn>(call.request);
    if (!given) return refused(given.error());
    const auto entered = gate_.sign_in({.name = given->name,
                                        .password = given->password,
                                        .code = given->code.value_or(""),
                                        .address = address_of(call.request),
                                        .earlier = call.cookie},
                                       call.now);
    if (!entered) return refused(entered.error());
    HttpResponse response = answered(call.route.status, describe(entered->session));
    response.headers.emplace_back("Set-Cookie",
                                  set_cookie_text({cookie_name(), entered->id, is_secure()}));
    return response;
}

HttpResponse Desk::sign_out(const Call& call) {
    gate_.sign_out(call.cookie);
    HttpResponse response = answered(call.route.status, encode(answers::Done{"signed out"}));
    response.headers.emplace_back("Set-Cookie", set_cookie_text({cookie_name(), "", is_secure(),
                                                                 Cookie::SameSite::strict, 0}));
    return response;
}

HttpResponse Desk::begin_provider(const Call& call) {
    if (!provider_) return refused({"provider.absent", "no provider is set up here", ""});
    const auto pending = gate_.begin_provider_sign_in(call.now);
    if (!pending) return refused(pending.error());
    auto address =
        provider_->address_for(*pending, answer_address(call.request, options_.public_origin));
    if (!address) return refused(address.error());
    HttpResponse response = sent_to(*std::move(address));
    response.headers.emplace_back(
        "Set-Cookie", set_cookie_text({pending_cookie_name(), pending->state, is_secure(),
                                       Cookie::SameSite::lax, pending_seconds}));
    return response;
}

/// The state must be that of this browser's own cookie: nobody can sign a person in as another.
HttpResponse Desk::end_provider(const Call& call) {
    if (!provider_) return refused({"provider.absent", "no provider is set up here", ""});
    const std::string name = pending_cookie_name();
    const std::string& state = query_text(call.target, "state");
    const std::string_view cookie = find_cookie(call.request.cookie, name).value_or("");
    if (state.empty() || !equal_in_constant_time(state, cookie))
        return refused({"session.state", "this sign-in was not begun in this browser", "state"});
    const auto pending = gate_.take_pending(state, call.now);
    if (!pending) return refused(pending.error());
    const auto subject =
        provider_->subject_of(*pending, query_text(call.target, "code"),
                              answer_address(call.request, options_.public_origin), call.now);
    if (!subject) return refused(subject.error());
    const auto entered = gate_.sign_in_subject(*subject, call.cookie, call.now);
    if (!entered) return refused(entered.error());
    HttpResponse response = sent_to("/");
    response.headers.emplace_back("Set-Cookie",
                                  set_cookie_text({cookie_name(), entered->id, is_secure()}));
    return response;
}

Json Desk::describe(const Session& session) {
    const Person& person = session.person;
    return encode(answers::SignedIn{person.name, person.party, person.role, gate_.four_eyes(),
                                    session.token, session.ends});
}

Result<Json> Desk::check_act(const Call& call) {
    auto given = TRY(read_body<requests::Act>(call.request));
    const Draft act{given.kind, call.session->person.party, std::move(given.body)};
    TRY(check_lists(act, options_.lists));
    const auto lock = node_.reading();
    auto body = node_.try_out(act, call.now);
    if (!body) return std::unexpected(within_body(std::move(body).error()));
    return encode(answers::Checked{std::move(given.kind), *std::move(body)});
}

Result<Json> Desk::enter_act(const Call& call) {
    auto given = TRY(read_body<requests::Act>(call.request));
    if (gate_.four_eyes() && given.kind != note_kind)
        return refuse("act.four-eyes", "save it as a draft: another person has to approve it",
                      "/kind");
    return enter(call, {given.kind, call.session->person.party, std::move(given.body)}, {});
}

Result<Json> Desk::enter(const Call& call, const Draft& act, std::optional<std::string> drafter) {
    const Person& person = call.session->person;
    TRY(check_role(*call.session, act.kind));
    TRY(check_lists(act, options_.lists));
    const auto entry = node_.submit(act, call.now);
    if (!entry) return std::unexpected(within_body(entry.error()));
    drafts_.remember(
        {*entry, person.party, person.name, person.role, std::move(drafter), call.now});
    return encode(answers::Entered{static_cast<std::int64_t>(*entry)});
}

Result<Json> Desk::entered_by(const Call& call) {
    const auto entry = parse_number<std::uint32_t>(call.arguments.at("entry"));
    const auto found = entry ? drafts_.submission(*entry) : std::nullopt;
    if (!found) return refuse("submission.unknown", "no person had this entered here", "entry");
    const bool approved = found->drafter && *found->drafter != found->person;
    return encode(answers::EnteredBy{static_cast<std::int64_t>(found->entry), found->party,
                                     found->role, approved});
}

Result<Json> Desk::save_draft(const Call& call) {
    auto given = TRY(read_body<requests::Act>(call.request));
    const Person& person = call.session->person;
    SavedDraft draft;
    draft.party = person.party;
    draft.person = person.name;
    draft.kind = std::move(given.kind);
    draft.body = std::move(given.body);
    draft.saved = call.now;
    return encode(shown(TRY(drafts_.save(std::move(draft)))));
}

Result<Json> Desk::list_drafts(const Call& call) {
    const std::string& party = call.session->person.party;
    if (call.route.id == DeskRoute::Id::show_draft)
        return encode(shown(TRY(drafts_.find(call.arguments.at("draft"), party))));
    answers::Drafts all;
    for (const SavedDraft& draft : drafts_.list(party)) all.drafts.push_back(shown(draft));
    return encode(all);
}

Result<Json> Desk::remove_draft(const Call& call) {
    const std::scoped_lock lock(writing_);  // not while it is being entered
    TRY(drafts_.remove(call.arguments.at("draft"), call.session->person.party));
    return encode(answers::Done{"removed"});
}

Result<Json> Desk::approve_draft(const Call& call) {
    const Person& person = call.session->person;
    const SavedDraft draft = TRY(drafts_.find(call.arguments.at("draft"), person.party));
    if (gate_.four_eyes() && draft.kind != note_kind && draft.person == person.name)
        return refuse("draft.own", "another person than the one who saved it has to approve it");
    const Draft act{draft.kind, person.party, draft.body};
    Json entered = TRY(enter(call, act, draft.person));
    TRY(drafts_.remove(draft.id, person.party));
    return entered;
}

Json Desk::list_people(const Call& call) {
    answers::PeopleList list;
    for (const Person& person : gate_.people())
        if (may_see(call.session->person, person))
            list.people.push_back({person.name, person.party, person.role, person.since,
                                   person.has_code, person.subject.has_value()});
    return encode(list);
}

}  // namespace comity
