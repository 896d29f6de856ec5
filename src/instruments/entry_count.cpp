// SPDX-License-Identifier: Apache-2.0
#include "instruments/entry_count.h"

#include <algorithm>

namespace comity {

EntryCount::EntryCount(const EntryRule& rule) : rule_(rule) {
    if (rule.named)
        for (const std::string& name : *rule.named) named_.emplace(name, 0);
    if (rule.share) whole_ = rule.share->whole();
}

void EntryCount::change(std::string_view participant, int by) {
    const bool counted = !rule_.uncounted ||
                         std::ranges::find(*rule_.uncounted, participant) == rule_.uncounted->end();
    if (counted) deposits_ += by;
    if (!named_.empty()) {
        const auto found = named_.find(participant);
        if (found != named_.end()) {
            found->second += by;
            named_there_ += by > 0 ? 1 : static_cast<std::size_t>(-1);
        }
    }
    if (!rule_.share || !counted) return;
    const auto weight = rule_.share->weights.find(std::string(participant));
    if (weight != rule_.share->weights.end()) share_ += by > 0 ? weight->second : -weight->second;
}

bool EntryCount::met() const {
    if (deposits_ < rule_.deposits.value_or(0) || named_there_ < named_.size()) return false;
    return !rule_.share || share_ * Decimal(100) >= rule_.share->percent * whole_;
}

Outstanding EntryCount::outstanding() const {
    Outstanding outstanding;
    outstanding.deposits = deposits_;
    outstanding.deposits_wanted = rule_.deposits.value_or(0);
    for (const auto& [name, consents] : named_)
        if (consents == 0) outstanding.named.emplace_back(name);
    if (rule_.share) {
        outstanding.share = share_ * Decimal(100) / whole_;
        outstanding.share_wanted = rule_.share->percent;
    }
    return outstanding;
}

}  // namespace comity
