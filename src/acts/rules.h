// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "acts/act_type.h"
#include "acts/replacement.h"

namespace comity::rules {

/// Rules that several kinds of act share. Each refuses with the code in its comment.

/// `author.secretariat`: only the secretariat may do this.
Result<> only_secretariat(const Circumstances& at);
/// `author.not-a-party`: the secretariat, or a party that has a status on the day of the act.
Result<> secretariat_or_party(const State& state, const Circumstances& at);
/// `author.not-the-pledger`: the secretariat, or one of those who made the pledge.
Result<> secretariat_or_pledger(const Pledge& pledge, const Circumstances& at);

/// `party.unknown`, at `where`.
Result<const Party*> known_party(const State& state, const PartyCode& party,
                                 std::string_view where);
/// `date.future`: not after the day on which the act is signed, wherever on Earth it is signed.
Result<> not_in_the_future(Date date, const Circumstances& at, std::string_view where);
/// `pledge.unknown`.
Result<const Pledge*> known_pledge(const State& state, const Identifier& pledge);
/// `pledge.unknown`; `pledge.withdrawn` unless it stands.
Result<const Pledge*> standing_pledge(const State& state, const Identifier& pledge);
/// `delivery.unknown`, at `where`.
Result<const Delivery*> known_delivery(const State& state, const Identifier& delivery,
                                       std::string_view where);
/// `delivery.unknown`; `delivery.withdrawn` unless its report stands.
Result<const Delivery*> standing_delivery(const State& state, const Identifier& delivery,
                                          std::string_view where);
/// `delivery.withdrawn`; `delivery.receiver`: only the receiver may confirm or dispute.
Result<const Delivery*> delivery_to_author(const State& state, const Identifier& delivery,
                                           const Circumstances& at);
/// `party.order`: a new status begins after the last one began.
Result<> later_standing(const Party& party, Date from);
/// `key.type`, `key.name`, `key.known`, at `where`: a key that signs under `name`, never seen
/// before: neither as an author's key nor as a recovery key.
Result<> unused_key(const State& state, const VerifierKey& key, const std::string& name,
                    std::string_view where);
/// The same for a key that signs entries of `author` of this association.
Result<> fresh_key(const State& state, const VerifierKey& key, std::string_view author,
                   const Circumstances& at, std::string_view where);
/// The same for a key by which the author's node cosigns checkpoints.
Result<> fresh_cosigner(const State& state, const VerifierKey& key, const Circumstances& at,
                        std::string_view where);
/// The same for a key that signs this association's checkpoints.
Result<> fresh_depositary_key(const State& state, const VerifierKey& key, std::string_view where);
/// `author.unknown`: who runs the depositary has a key in this record.
Result<> can_be_depositary(const State& state, std::string_view author, std::string_view where);
/// `address.malformed`: `http://` or `https://`, a host, perhaps a port and a path, without blanks,
/// user names and questions.
Result<> node_address(std::string_view address, std::string_view where);
/// `author.unknown`, at `where`: an author who has a key.
Result<const Author*> known_author(const State& state, std::string_view author,
                                   std::string_view where);
/// `key.bad-signature`, at `where`.
Result<> signed_change(const KeyChangeText& change, const VerifierKey& by,
                       const InnerSignature& signature, std::string_view where);

/// The day on which an act counts: a party's clock cannot go back behind what the secretariat has
/// recorded.
Date day_of(const State& state, const Circumstances& at);
/// `confidential.unknown`, at `/confidential`.
Result<const ConfidentialContent*> known_content(const State& state, const Identifier& content);

}  // namespace comity::rules
