// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "acts/confidential.h"
#include "acts/consultation.h"
#include "acts/instrument_state.h"
#include "acts/mention.h"
#include "acts/reading.h"
#include "acts/seals.h"
#include "base/flow.h"
#include "record/entry.h"

namespace comity {

/// The author who keeps the association's books and speaks for none of its parties.
inline constexpr std::string_view secretariat = "secretariat";

struct Association {
    Translations name;
    std::string origin;
    Date founded;
    std::vector<std::string> languages;
    VerifierKey depositary;  ///< signs the checkpoints
    bool operator==(const Association&) const = default;
};

/// Who may sign, and what they signed last. Keys stay here after rotation: old entries verify by
/// them.
struct Author {
    struct Key {
        VerifierKey key;
        std::uint64_t entry = 0;      ///< that put it in force
        std::uint32_t id = key.id();  ///< kept, because every entry is compared with it
        bool operator==(const Key&) const = default;
    };
    /// By which its node cosigns checkpoints.
    struct Cosigner {
        VerifierKey key;
        std::optional<std::string> node;  ///< its address
        std::uint64_t entry = 0;          ///< that put it in force
        bool operator==(const Cosigner&) const = default;
    };
    std::vector<Key> keys;  ///< the last one is in force
    std::optional<Hash> previous;
    std::optional<Cosigner> cosigner;
    std::optional<VerifierKey> recovery;          ///< kept offline; revokes the one in force
    std::optional<ConfidentialKey> confidential;  ///< to which content is encrypted
    bool operator==(const Author&) const = default;
};

/// A party's status from a day on; no status is withdrawal.
struct Standing {
    Date from;
    std::optional<Status> status;
    std::uint64_t entry = 0;
    bool operator==(const Standing&) const = default;
};

struct Party {
    std::optional<Translations> name;  ///< when the code list does not name it
    std::vector<Standing> standings;   ///< in order of `from`; never empty
    bool operator==(const Party&) const = default;
    std::optional<Status> status_on(Date day) const;
};

enum class PledgeKind : std::uint8_t { pledge, claim, proposal };

template <>
struct EnumText<PledgeKind> {
    static constexpr std::string_view type = "kind of pledge";
    static constexpr std::array values = {
        std::pair{PledgeKind::pledge, std::string_view("pledge")},
        std::pair{PledgeKind::claim, std::string_view("claim")},
        std::pair{PledgeKind::proposal, std::string_view("proposal")}};
};

/// An engine's answer to what would follow, by the digests of all that it rests on.
struct AttachedAssessment {
    Identifier name;
    std::string engine;
    Hash scenario;
    std::vector<Hash> data;
    Hash answer;
    Translations finding;
    Mention mention;
    bool operator==(const AttachedAssessment&) const = default;
};

/// What was said, as it now stands; `history` names every entry that made it so.
struct Pledge {
    PledgeKind kind = PledgeKind::pledge;
    std::vector<PartyCode> by;  ///< empty: the association as a whole
    Translations title;
    Translations text;
    Date date;
    Source source;
    std::optional<Decimal> quantity;
    std::optional<Unit> unit;
    std::optional<Date> due;
    std::vector<Mention> history;
    bool amended = false;
    bool withdrawn = false;
    std::map<std::string, ReadingState> readings;
    std::vector<std::string> reading_order;  ///< as they were added
    std::vector<std::string> deliveries;     ///< reported on it
    std::vector<AttachedAssessment> assessments;
    bool operator==(const Pledge&) const = default;
};

enum class Receipt : std::uint8_t { none, confirmed, disputed };

template <>
struct EnumText<Receipt> {
    static constexpr std::string_view type = "receipt";
    static constexpr std::array values = {
        std::pair{Receipt::none, std::string_view("none")},
        std::pair{Receipt::confirmed, std::string_view("confirmed")},
        std::pair{Receipt::disputed, std::string_view("disputed")}};
};

/// A flow that a party reported.
struct Delivery {
    std::optional<Identifier> pledge;
    PartyCode provider;
    PartyCode receiver;
    FlowKind kind = FlowKind::goods;
    Stage stage = Stage::dispatched;
    Decimal quantity;
    Unit unit;
    Date date;
    std::optional<Identifier> continues;
    Receipt receipt = Receipt::none;
    std::optional<Translations> receipt_reason;
    std::optional<Translations> withdrawal_reason;  ///< if the report was taken back
    std::vector<Mention> history;                   ///< the first is the report
    bool stands() const { return !withdrawal_reason.has_value(); }
    bool operator==(const Delivery&) const = default;
};

/// One publication of a dataset: an exact file.
struct Publication {
    Hash file;     ///< salted hash of the data file (name of its blob)
    Hash mapping;  ///< salted hash of the mapping it is read with
    std::string file_name;
    std::int64_t bytes = 0;
    Date retrieved;
    Source source;
    std::string licence;
    Window covers;
    std::vector<Unit> units;
    Mention mention;
    bool operator==(const Publication&) const = default;
};

struct Dataset {
    Translations title;
    std::vector<Publication> publications;  ///< the last one is current; never empty
    bool operator==(const Dataset&) const = default;
};

struct PlacedNote {
    std::optional<Identifier> pledge;
    std::optional<Identifier> delivery;
    Translations text;
    Mention mention;
    bool operator==(const PlacedNote&) const = default;
};

/// What the acts so far add up to. Plain data: compared, thrown away and folded again.
struct State {
    std::uint64_t entries = 0;
    std::optional<Association> association;
    Instant secretariat_time;  ///< of the secretariat's latest act: later acts are no earlier
    std::map<std::string, Author, std::less<>> authors;
    std::map<std::string, Party, std::less<>> parties;
    std::map<std::string, Pledge, std::less<>> pledges;
    std::vector<std::string> pledge_order;  ///< as they were made
    std::map<std::string, Delivery, std::less<>> deliveries;
    std::map<std::string, Dataset, std::less<>> datasets;
    std::vector<PlacedNote> notes;
    Consultation consultation;
    Seals seals;
    std::map<std::string, ConfidentialContent, std::less<>> confidential;
    Instruments instruments;
    bool operator==(const State&) const = default;
};

/// The parties of a group for a period, sorted by code.
std::vector<std::string> resolve(const Group& group, const State& state, const Period& period);

}  // namespace comity
