// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "access/role.h"
#include "access/secret_text.h"
#include "statistics/sqlite.h"

#include <mutex>

namespace comity {

/// An act that a party's people prepare. It does not change: another text is another draft, so that
/// what was approved is what is submitted.
struct SavedDraft {
    std::string id;  ///< 128 random bits: nobody finds a draft by trying
    std::string party;
    std::string person;  ///< who saved it
    std::string kind;
    Json body;
    Instant saved;
    bool operator==(const SavedDraft&) const = default;
};

/// Which person had an act entered, and who drafted it if that was another. The public sees roles
/// and never names.
struct Submission {
    std::uint64_t entry = 0;
    std::string party;
    std::string person;
    Role role = Role::act;
    std::optional<std::string> drafter = {};
    Instant made = {};
    bool operator==(const Submission&) const = default;
};

/// What was answered to a request that may be sent again.
struct KeptReply {
    std::string request;  ///< digest of what was asked
    int status = 0;
    std::string body;
};

constexpr std::int64_t drafts_per_party_max = 1'000;

/// The drafts in access.db, and what became of them. May be used from several threads.
class Drafts {
public:
    Drafts(const std::string& folder, RandomSource random);

    /// Gives it an id; refusal `draft.too-many`.
    Result<SavedDraft> save(SavedDraft draft);
    /// A party's own draft; refusal `draft.unknown`, the same for another's as for none.
    Result<SavedDraft> find(std::string_view id, std::string_view party);
    std::vector<SavedDraft> list(std::string_view party);
    Result<> remove(std::string_view id, std::string_view party);

    void remember(const Submission& submission);
    std::optional<Submission> submission(std::uint64_t entry);

    /// For a day after it was made.
    std::optional<KeptReply> reply(std::string_view person, std::string_view key, Instant now);
    void keep_reply(std::string_view person, std::string_view key, const KeptReply& reply,
                    Instant now);

private:
    std::mutex mutex_;
    sqlite::Database database_;
    RandomSource random_;
};

}  // namespace comity
