// SPDX-License-Identifier: Apache-2.0
#include "peers/collection.h"

#include <algorithm>

namespace comity {

Collection::Collection(Checkpoint head, std::string note, std::vector<Member> sealers)
    : head_(std::move(head)), note_(std::move(note)), sealers_(std::move(sealers)) {}

bool Collection::has(const std::string& party) const {
    return std::ranges::find(cosigned_, party, &std::pair<std::string, std::string>::first) !=
           cosigned_.end();
}

/// A wrong line would spoil the whole note (N6): so each is looked at before it is put there.
bool Collection::add(const std::string& party, std::string_view signature_line) {
    const auto sealer = std::ranges::find(sealers_, party, &Member::party);
    if (sealer == sealers_.end() || has(party)) return false;
    const auto note = parse_note(to_text(head_) + "\n" + std::string(signature_line));
    if (!note || note->signatures.size() != 1) return false;
    if (!check_cosignature(*note, sealer->key, end_of_time)) return false;
    cosigned_.emplace_back(party, signature_line);
    return true;
}

std::string Collection::sealed_note() const {
    std::string note = note_;
    for (const auto& [party, line] : cosigned_) note += line;
    return note;
}

}  // namespace comity
