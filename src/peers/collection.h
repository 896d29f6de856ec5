// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "record/checkpoint.h"
#include "record/seal.h"

namespace comity {

/// The cosignatures of one head, as they come in.
class Collection {
public:
    /// `note`: the head with the depositary's signature alone.
    Collection(Checkpoint head, std::string note, std::vector<Member> sealers);

    const Checkpoint& head() const { return head_; }
    /// The head without cosignatures.
    const std::string& note() const { return note_; }
    const std::vector<Member>& sealers() const { return sealers_; }
    /// Takes a cosigner's answer to add-checkpoint; false if it is not by this party's key.
    bool add(const std::string& party, std::string_view signature_line);
    bool has(const std::string& party) const;
    bool is_complete() const { return cosigned_.size() >= quorum(sealers_.size()); }
    /// The head with all cosignatures so far.
    std::string sealed_note() const;

private:
    Checkpoint head_;
    std::string note_;
    std::vector<Member> sealers_;
    std::vector<std::pair<std::string, std::string>> cosigned_;  ///< party and signature line
};

}  // namespace comity
