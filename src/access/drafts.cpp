// SPDX-License-Identifier: Apache-2.0
#include "access/drafts.h"

#include "access/store.h"
#include "base/check.h"

namespace comity {
namespace {

constexpr std::size_t id_bytes = 16;
constexpr std::int64_t reply_seconds = 24 * 60 * 60;
constexpr std::string_view columns = "SELECT id, party, person, kind, body, saved FROM drafts ";

SavedDraft draft_of(const sqlite::Statement& row) {
    auto body = parse_json(row.text(4));
    if (!body) throw Fault("access.db: a draft is not JSON");
    return {.id = std::string(row.text(0)),
            .party = std::string(row.text(1)),
            .person = std::string(row.text(2)),
            .kind = std::string(row.text(3)),
            .body = *std::move(body),
            .saved = {row.integer(5)}};
}

std::unexpected<Refusal> refuse_unknown() {
    return refuse("draft.unknown", "there is no such draft", "draft");
}

}  // namespace

Drafts::Drafts(const std::string& folder, RandomSource random)
    : database_(open_access_store(folder)), random_(std::move(random)) {}

Result<SavedDraft> Drafts::save(SavedDraft draft) {
    draft.id = to_hex(random_(id_bytes));
    const std::string body = to_text(draft.body);
    const std::scoped_lock lock(mutex_);
    Transaction transaction(database_);
    sqlite::Statement counted(database_, "SELECT count(*) FROM drafts WHERE party=?");
    counted.bind(1, draft.party).step();
    if (counted.integer(0) >= drafts_per_party_max)
        return refuse("draft.too-many", "remove some of the party's drafts first");
    counted.reset();
    sqlite::Statement put(database_, "INSERT INTO drafts VALUES(?,?,?,?,?,?)");
    put.bind(1, draft.id).bind(2, draft.party).bind(3, draft.person).bind(4, draft.kind);
    put.bind(5, body).bind(6, draft.saved.seconds).step();
    transaction.commit();
    return draft;
}

Result<SavedDraft> Drafts::find(std::string_view id, std::string_view party) {
    const std::scoped_lock lock(mutex_);
    const std::string text = std::string(columns) + "WHERE id=? AND party=?";
    sqlite::Statement asked(database_, text);
    if (!asked.bind(1, id).bind(2, party).step()) return refuse_unknown();
    return draft_of(asked);
}

std::vector<SavedDraft> Drafts::list(std::string_view party) {
    const std::scoped_lock lock(mutex_);
    const std::string text = std::string(columns) + "WHERE party=? ORDER BY saved, id";
    sqlite::Statement asked(database_, text);
    asked.bind(1, party);
    std::vector<SavedDraft> drafts;
    while (asked.step()) drafts.push_back(draft_of(asked));
    return drafts;
}

Result<> Drafts::remove(std::string_view id, std::string_view party) {
    const std::scoped_lock lock(mutex_);
    sqlite::Statement removed(database_, "DELETE FROM drafts WHERE id=? AND party=?");
    removed.bind(1, id).bind(2, party).step();
    if (database_.changes() == 0) return refuse_unknown();
    return {};
}

void Drafts::remember(const Submission& submission) {
    const std::scoped_lock lock(mutex_);
    sqlite::Statement put(database_, "INSERT OR REPLACE INTO submissions VALUES(?,?,?,?,?,?)");
    put.bind(1, static_cast<std::int64_t>(submission.entry)).bind(2, submission.party);
    put.bind(3, submission.person).bind(4, word(submission.role));
    submission.drafter ? put.bind(5, *submission.drafter) : put.bind_null(5);
    put.bind(6, submission.made.seconds).step();
}

std::optional<Submission> Drafts::submission(std::uint64_t entry) {
    const std::scoped_lock lock(mutex_);
    sqlite::Statement asked(database_,
                            "SELECT party, person, role, drafter, made FROM submissions "
                            "WHERE entry=?");
    if (!asked.bind(1, static_cast<std::int64_t>(entry)).step()) return {};
    const auto role = Codec<Role>::read(Json(asked.text(2)));
    if (!role) throw Fault("access.db: a submission has no role");
    Submission found{entry, std::string(asked.text(0)), std::string(asked.text(1)), *role, {}, {}};
    if (!asked.is_null(3)) found.drafter = asked.text(3);
    found.made = {asked.integer(4)};
    return found;
}

std::optional<KeptReply> Drafts::reply(std::string_view person, std::string_view key, Instant now) {
    const std::scoped_lock lock(mutex_);
    sqlite::Statement asked(database_,
                            "SELECT request, status, body FROM replies "
                            "WHERE person=? AND key=? AND made>?");
    if (!asked.bind(1, person).bind(2, key).bind(3, now.seconds - reply_seconds).step()) return {};
    return KeptReply{std::string(asked.text(0)), static_cast<int>(asked.integer(1)),
                     std::string(asked.text(2))};
}

void Drafts::keep_reply(std::string_view person, std::string_view key, const KeptReply& reply,
                        Instant now) {
    const std::scoped_lock lock(mutex_);
    Transaction transaction(database_);
    sqlite::Statement old(database_, "DELETE FROM replies WHERE made<=?");
    old.bind(1, now.seconds - reply_seconds).step();
    sqlite::Statement put(database_, "INSERT OR REPLACE INTO replies VALUES(?,?,?,?,?,?)");
    put.bind(1, person).bind(2, key).bind(3, reply.request).bind(4, std::int64_t{reply.status});
    put.bind(5, reply.body).bind(6, now.seconds).step();
    transaction.commit();
}

}  // namespace comity
