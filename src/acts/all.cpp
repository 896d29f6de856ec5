// SPDX-License-Identifier: Apache-2.0
#include "acts/all.h"

#include "base/check.h"

#include <algorithm>

namespace comity {

extern const ActType found_association;
extern const ActType admit_party;
extern const ActType change_status;
extern const ActType withdraw_party;
extern const ActType register_key;
extern const ActType rotate_key;
extern const ActType make_pledge;
extern const ActType amend_pledge;
extern const ActType withdraw_pledge;
extern const ActType add_reading;
extern const ActType withdraw_reading;
extern const ActType publish_dataset;
extern const ActType report_delivery;
extern const ActType confirm_delivery;
extern const ActType dispute_delivery;
extern const ActType withdraw_delivery;
extern const ActType place_note;
extern const ActType attach_assessment;
extern const ActType declare_cosigner;
extern const ActType enter_seal;
extern const ActType hand_over_depositary;
extern const ActType take_over_depositary;
extern const ActType circulate_proposal;
extern const ActType object_to_proposal;
extern const ActType withdraw_proposal;
extern const ActType place_opinion;
extern const ActType record_decision;
extern const ActType correct_decision;
extern const ActType opt_out_of_project;
extern const ActType join_project;
extern const ActType set_rules;
extern const ActType establish_body;
extern const ActType change_body;
extern const ActType end_body;
extern const ActType call_meeting;
extern const ActType change_meeting;
extern const ActType cancel_meeting;
extern const ActType minute_meeting;
extern const ActType raise_concern;
extern const ActType answer_concern;
extern const ActType escalate_concern;
extern const ActType close_concern;
extern const ActType assign_action;
extern const ActType report_action;
extern const ActType guard_key;
extern const ActType revoke_key;
extern const ActType replace_key;
extern const ActType confide_key;
extern const ActType place_confidential;
extern const ActType erase_confidential;
extern const ActType open_instrument;
extern const ActType sign_instrument;
extern const ActType deposit_consent;
extern const ActType make_reservation;
extern const ActType declare_on_instrument;
extern const ActType answer_reservation;
extern const ActType withdraw_from_instrument;
extern const ActType take_back_action;
extern const ActType suspend_instrument;
extern const ActType resume_instrument;
extern const ActType terminate_instrument;
extern const ActType record_extinction;
extern const ActType state_entry_into_force;
extern const ActType correct_instrument;

namespace {

constexpr std::array acts = {&found_association,
                             &admit_party,
                             &change_status,
                             &withdraw_party,
                             &register_key,
                             &rotate_key,
                             &make_pledge,
                             &amend_pledge,
                             &withdraw_pledge,
                             &add_reading,
                             &withdraw_reading,
                             &publish_dataset,
                             &report_delivery,
                             &confirm_delivery,
                             &dispute_delivery,
                             &withdraw_delivery,
                             &place_note,
                             &attach_assessment,
                             &declare_cosigner,
                             &enter_seal,
                             &hand_over_depositary,
                             &take_over_depositary,
                             &circulate_proposal,
                             &object_to_proposal,
                             &withdraw_proposal,
                             &place_opinion,
                             &record_decision,
                             &correct_decision,
                             &opt_out_of_project,
                             &join_project,
                             &set_rules,
                             &establish_body,
                             &change_body,
                             &end_body,
                             &call_meeting,
                             &change_meeting,
                             &cancel_meeting,
                             &minute_meeting,
                             &raise_concern,
                             &answer_concern,
                             &escalate_concern,
                             &close_concern,
                             &assign_action,
                             &report_action,
                             &guard_key,
                             &revoke_key,
                             &replace_key,
                             &confide_key,
                             &place_confidential,
                             &erase_confidential,
                             &open_instrument,
                             &sign_instrument,
                             &deposit_consent,
                             &make_reservation,
                             &declare_on_instrument,
                             &answer_reservation,
                             &withdraw_from_instrument,
                             &take_back_action,
                             &suspend_instrument,
                             &resume_instrument,
                             &terminate_instrument,
                             &record_extinction,
                             &state_entry_into_force,
                             &correct_instrument};

/// The key that the first entry names as the secretariat's: it vouches for itself, and whoever
/// reads the record compares its fingerprint with what the association published elsewhere.
Result<VerifierKey> founding_key(const Entry& entry, const Json& body) {
    if (entry.statement.kind != found_association.kind)
        return refuse("act.not-founded", "the first entry should found the association");
    const Json* key = body.find("secretariat");
    if (!key) return refuse("field.missing", "is required", "/secretariat");
    auto read = Codec<VerifierKey>::read(*key);
    if (!read) return refuse_at("/secretariat", std::move(read));
    return read;
}

AuthorHead head_of(const Author::Key& key, const std::optional<Hash>& previous) {
    return {.key_name = key.key.name, .key_id = key.id, .previous = previous};
}

/// The key by which the entry must be signed, once its place in its author's chain is right.
Result<PublicKey> signing_key(const State& state, const Entry& entry, const Json& body) {
    const Statement& statement = entry.statement;
    if (!state.association) {
        const Author::Key key{TRY(founding_key(entry, body))};
        TRY(check_chain(entry, statement.origin, head_of(key, {})));
        return key.key.key;
    }
    const auto author = state.authors.find(statement.author);
    if (author == state.authors.end())
        return refuse("author.unknown", statement.author + " has no key in this record");
    const Author::Key& key = author->second.keys.back();
    TRY(check_chain(entry, state.association->origin, head_of(key, author->second.previous)));
    return key.key.key;
}

Result<const ActType*> type_of(const Statement& statement) {
    const ActType* type = find_act(statement.kind);
    if (type && type->version == statement.version) return type;
    return refuse("act.unknown", "there is no act '" + statement.kind + "' of version " +
                                     std::to_string(statement.version));
}

/// An entry whose place in the record is right: what it is, and by which key it must be signed.
struct Judged {
    const ActType* type;
    Json body;
    PublicKey key;
};

Result<Judged> judge(const State& state, const Entry& entry) {
    const ActType* type = TRY(type_of(entry.statement));
    Json body = TRY(parse_canonical_json(entry.statement.body));
    const PublicKey key = TRY(signing_key(state, entry, body));
    return Judged{type, std::move(body), key};
}

Result<> carry_out(State& state, std::uint64_t index, const Statement& statement,
                   const Judged& judged) {
    return judged.type->fold(state, judged.body,
                             {index, statement.origin, statement.author, statement.time});
}

void remember(State& state, const Entry& entry) {
    const Statement& statement = entry.statement;
    const auto author = state.authors.find(statement.author);
    check(author != state.authors.end(), "whoever signed has a key");
    author->second.previous = entry.leaf;
    if (statement.author == secretariat)
        state.secretariat_time = std::max(state.secretariat_time, statement.time);
    state.seals.unsealed.push_back(entry.leaf);
    ++state.entries;
}

}  // namespace

std::span<const ActType* const> all_acts() { return acts; }

/// Asked for every entry that is folded.
const ActType* find_act(std::string_view kind) {
    static const auto by_kind = [] {
        auto sorted = acts;
        std::ranges::sort(sorted, {}, &ActType::kind);
        return sorted;
    }();
    const auto found = std::ranges::lower_bound(by_kind, kind, {}, &ActType::kind);
    return found != by_kind.end() && (*found)->kind == kind ? *found : nullptr;
}

Result<PublicKey> fold(State& state, std::uint64_t index, const Entry& entry) {
    const Judged judged = TRY(judge(state, entry));
    TRY(carry_out(state, index, entry.statement, judged));
    remember(state, entry);
    return judged.key;
}

Result<> fold_verified(State& state, std::uint64_t index, const Entry& entry) {
    const Judged judged = TRY(judge(state, entry));
    TRY(check_signature(entry, judged.key));
    TRY(carry_out(state, index, entry.statement, judged));
    remember(state, entry);
    return {};
}

Result<> fold_journal(State& state, const Log& log) {
    for (std::uint64_t index = state.entries; index < log.size(); ++index) {
        const auto entry = parse_entry(log.entry(index));
        const auto folded =
            entry ? fold_verified(state, index, *entry) : std::unexpected(entry.error());
        if (!folded) return log_invalid("journal, entry " + std::to_string(index), folded.error());
    }
    return {};
}

}  // namespace comity
