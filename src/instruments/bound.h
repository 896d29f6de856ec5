// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "instruments/instrument.h"

#include <span>

namespace comity {

/// From a day until, not including, another; `never` if it has not ended.
struct Span {
    static constexpr Date never{INT32_MAX};
    Date from;
    Date until = never;
    bool holds(Date date) const { return from <= date && date < until; }
    bool operator==(const Span&) const = default;
};

/// How a participant stands towards an instrument.
enum class TreatyStanding : std::uint8_t {
    none,         ///< has done nothing
    signatory,    ///< signed, has not consented (VCLT art. 18 a)
    provisional,  ///< applies it provisionally (art. 25)
    contracting,  ///< consented, not yet in force for it (art. 2 (1) f)
    bound,        ///< a party (art. 2 (1) g)
    suspended,    ///< a party that for the time being need not perform (art. 57, 58, 72)
    withdrawn,    ///< was a party, or had consented
    ended,        ///< the instrument was terminated
};

template <>
struct EnumText<TreatyStanding> {
    static constexpr std::string_view type = "standing";
    static constexpr std::array values = {
        std::pair{TreatyStanding::none, std::string_view("none")},
        std::pair{TreatyStanding::signatory, std::string_view("signatory")},
        std::pair{TreatyStanding::provisional, std::string_view("provisional")},
        std::pair{TreatyStanding::contracting, std::string_view("contracting")},
        std::pair{TreatyStanding::bound, std::string_view("bound")},
        std::pair{TreatyStanding::suspended, std::string_view("suspended")},
        std::pair{TreatyStanding::withdrawn, std::string_view("withdrawn")},
        std::pair{TreatyStanding::ended, std::string_view("ended")}};
};

/// One consent of a participant: from its deposit, in force from `bound.from`, until it left.
struct Consent {
    ActionKind kind = ActionKind::consent;
    Span deposit;
    Span bound;
    std::optional<Date> notice = {};    ///< of withdrawal, if that was given and not taken back
    std::optional<Date> succeeds = {};  ///< day of the succession of states
};

/// Who is a party on a day, and since when. The name lives as long as the `History`.
struct Bound {
    std::string_view participant;
    Date since;
    bool operator==(const Bound&) const = default;
};

/// What is still missing for the entry into force, as known on a day.
struct Outstanding {
    std::int64_t deposits = 0;         ///< that count
    std::int64_t deposits_wanted = 0;  ///< 0: no such condition
    std::vector<std::string> named;    ///< who is named and has not consented
    Decimal share;                     ///< in percent
    Decimal share_wanted;              ///< 0: no such condition
    std::optional<Date> met_on;        ///< when all conditions held
    std::optional<Date> in_force_on;   ///< and what follows from that; it may lie ahead
};

/// What became of a reservation towards another party (VCLT art. 20, 21).
enum class ReservationEffect : std::uint8_t {
    pending,   ///< neither accepted nor objected to, and the time for that still runs
    accepted,  ///< expressly (20 (4) a)
    tacit,     ///< accepted by silence (20 (5))
    objected,  ///< the provisions do not apply between the two to that extent (21 (3))
    precluded  ///< by the objection the instrument is not in force between the two (20 (4) b)
};

template <>
struct EnumText<ReservationEffect> {
    static constexpr std::string_view type = "effect of a reservation";
    static constexpr std::array values = {
        std::pair{ReservationEffect::pending, std::string_view("pending")},
        std::pair{ReservationEffect::accepted, std::string_view("accepted")},
        std::pair{ReservationEffect::tacit, std::string_view("tacit")},
        std::pair{ReservationEffect::objected, std::string_view("objected")},
        std::pair{ReservationEffect::precluded, std::string_view("precluded")}};
};

struct ReservationStatus {
    std::string_view author;
    std::string_view reference;
    ReservationEffect effect = ReservationEffect::pending;
    Date objection_by;  ///< the last day on which silence is not yet acceptance
    bool operator==(const ReservationStatus&) const = default;
};

/// What holds between two participants on a day.
struct Relation {
    bool in_force = false;
    std::vector<ReservationStatus> reservations;  ///< of either towards the other
};

/// The law of one instrument, worked out once from all that was done to it; every question is then
/// one of a day. A pure function of the instrument: it knows no present.
class History {
public:
    /// Refusals: those of the instrument's parts, `instrument.no-entry-rule`, and, with the place
    /// of the action, what cannot have been done: `action.no-signature`,
    /// `action.nothing-to-withdraw`, `action.notice-too-short`, `action.consent-while-leaving`,
    /// `action.nothing-to-revoke`, `action.nothing-to-end`, `action.predecessor-not-contracting`,
    /// `action.no-reservation`, `action.reservation-late`, `action.after-extinction`,
    /// `action.terminated-twice`, `action.entry-stated-twice`, `action.entry-not-stated`. Where
    /// neither a rule nor who negotiated is known it is in force only if that was stated.
    static Result<History> of(const Instrument& instrument);

    /// The day on which it enters or entered into force, if the conditions have been met.
    std::optional<Date> enters_into_force() const { return entry_; }
    /// Whether that day was stated by an action and not worked out from deposits.
    bool entry_is_stated() const { return stated_; }
    /// The day on which it was terminated, or `Span::never`.
    Date terminated() const { return terminated_; }
    /// The first signature, if there was one.
    std::optional<Date> signed_on(std::string_view participant) const;
    bool in_force(Date date) const;
    Outstanding outstanding(Date date) const;

    /// The parties on a day, in order of name.
    std::vector<Bound> bound_on(Date date) const;
    /// Calls `visit(std::string_view participant, Date since)` for each party on a day.
    template <class Visit>
    void for_each_bound(Date date, Visit visit) const {
        if (!in_force(date)) return;
        for (const Slice& slice : slices_)
            for (std::size_t i = slice.first; i < slice.end; ++i)
                if (consents_[i].bound.holds(date)) {
                    visit(std::string_view(slice.name), consents_[i].bound.from);
                    break;
                }
    }
    bool is_bound(std::string_view participant, Date date) const;
    TreatyStanding standing(std::string_view participant, Date date) const;
    /// What a participant consented to over time, in order of date.
    std::span<const Consent> consents(std::string_view participant) const;

    /// A participant's reservations as they stand towards another on a day.
    std::vector<ReservationStatus> reservations(std::string_view author, std::string_view towards,
                                                Date date) const;
    Relation between(std::string_view one, std::string_view other, Date date) const;

private:
    friend class HistoryBuilder;
    /// Everything of one participant; its consents are a slice of `consents_`.
    struct Slice {
        std::string name;
        std::size_t first = 0;
        std::size_t end = 0;
        std::optional<Date> signed_on;
        std::vector<Span> provisional;
        std::vector<Span> suspended;
        std::optional<Date> extinct;
    };
    struct Reservation {
        std::string author;
        std::string reference;
        Span span;
    };
    struct Reaction {
        std::string by;
        std::string author;
        std::string reference;
        Span span;
        ReservationEffect effect = ReservationEffect::accepted;
    };

    const Slice* find(std::string_view participant) const;
    const Consent* consent_on(const Slice& slice, Date date) const;
    ReservationStatus status(const Reservation& reservation, std::string_view towards,
                             Date date) const;

    EntryRule rule_;
    std::vector<Slice> slices_;  ///< in order of name
    std::vector<Consent> consents_;
    std::vector<Reservation> reservations_;
    std::vector<Reaction> reactions_;  ///< in order of date
    std::vector<Span> suspended_;      ///< for all
    std::optional<Date> met_on_;
    std::optional<Date> entry_;
    bool stated_ = false;
    Date terminated_ = Span::never;
};

/// Which text is in force between two participants.
enum class Version : std::uint8_t { none, unamended, amended };

/// VCLT art. 40: an amendment binds only who accepts it (40 (4)). Between two that are both bound
/// by it the amended text is in force, between all other parties the unamended (30 (4) b). Who
/// becomes a party to the instrument after the amendment entered into force is bound by the amended
/// text without a further act (40 (5) a), and by the unamended towards who is not (40 (5) b).
Version version_between(const History& instrument, const History& amendment, std::string_view one,
                        std::string_view other, Date date);

}  // namespace comity
