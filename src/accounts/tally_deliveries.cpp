// SPDX-License-Identifier: Apache-2.0
#include "accounts/tally.h"

#include <algorithm>

namespace comity {
namespace {

/// A delivery that may count, by name.
struct Candidate {
    const std::string* name;
    const Delivery* delivery;
};

/// Decides which of a pledge's deliveries count for a reading. A chain counts once: the first link
/// at the reading's stage or later that is not disputed. What carries on a disputed link counts
/// once its receiver has confirmed it.
class DeliveriesTally {
public:
    DeliveriesTally(const Reading& reading, const Sources& sources)
        : reading_(reading), window_(*reading.window), sources_(sources) {
        tally_.periods_ended = periods_ended(window_, sources.as_of);
        tally_.observed.resize(static_cast<std::size_t>(window_.length()));
        const auto found = sources.state.pledges.find(reading.pledge.value);
        if (found != sources.state.pledges.end()) pledge_ = &found->second;
    }

    Tally run() && {
        if (!pledge_) return std::move(tally_);
        for (const Candidate& candidate : candidates()) consider(candidate);
        tally_.all_confirmed = !tally_.rows.empty() && unconfirmed_ == 0;
        for (int i = 0; i < tally_.periods_ended; ++i)
            tally_.observed[static_cast<std::size_t>(i)] = tally_.reported;
        return std::move(tally_);
    }

private:
    /// What the pledge has of the reading's kind up to the day, in order of date and name.
    std::vector<Candidate> candidates() const {
        std::vector<Candidate> found;
        for (const std::string& name : pledge_->deliveries) {
            const auto entry = sources_.state.deliveries.find(name);
            if (is_known(entry->second) && entry->second.kind == reading_.flow)
                found.push_back({&entry->first, &entry->second});
        }
        std::ranges::sort(found, {}, [](const Candidate& candidate) {
            return std::pair(candidate.delivery->date, std::string_view(*candidate.name));
        });
        return found;
    }

    bool is_known(const Delivery& delivery) const {
        return delivery.stands() && delivery.date <= sources_.as_of;
    }
    /// Who has pledged fulfils; a pledge of the association is anyone's to fulfil.
    bool is_by_pledger(const Delivery& delivery) const {
        return pledge_->by.empty() ||
               std::ranges::find(pledge_->by, delivery.provider) != pledge_->by.end();
    }
    bool has_reached_stage(const Delivery& delivery) const {
        return delivery.stage >= *reading_.stage;
    }
    bool is_in_window(const Delivery& delivery) const {
        return window_.from.first_day() <= delivery.date && delivery.date <= window_.to.last_day();
    }

    const Delivery* earlier_link(const Delivery& delivery) const {
        if (!delivery.continues) return nullptr;
        const auto found = sources_.state.deliveries.find(delivery.continues->value);
        return found != sources_.state.deliveries.end() ? &found->second : nullptr;
    }

    void consider(const Candidate& candidate) {
        const Delivery& delivery = *candidate.delivery;
        const bool in_window = is_in_window(delivery);
        if (!is_by_pledger(delivery)) {
            ++tally_.other_provider;
            return;
        }
        if (in_window && delivery.unit != reading_.unit) {
            ++tally_.other_unit;
            return;
        }
        if (delivery.unit != reading_.unit) return;
        tally_.reported = tally_.reported || in_window;
        if (!has_reached_stage(delivery)) return;
        if (!in_window)
            ++tally_.outside_window;
        else if (may_count(delivery))
            add(candidate);
    }

    bool may_count(const Delivery& delivery) {
        if (delivery.receipt == Receipt::disputed) {
            ++tally_.disputed;
            return false;
        }
        const Chain chain = chain_before(delivery);
        if (chain == Chain::disputed && delivery.receipt != Receipt::confirmed)
            ++tally_.after_dispute;
        return counts(delivery);
    }

    /// What stands before a link at the reading's stage or later: nothing, a link that counts, or
    /// only links that do not.
    enum class Chain : std::uint8_t { none, counted, disputed };
    Chain chain_before(const Delivery& delivery) const {
        Chain chain = Chain::none;
        for (const Delivery* link = earlier_link(delivery);
             link && has_reached_stage(*link) && is_known(*link); link = earlier_link(*link)) {
            if (counts(*link)) return Chain::counted;
            chain = Chain::disputed;
        }
        return chain;
    }

    /// Chains are as short as there are stages, so that following them again costs nothing.
    bool counts(const Delivery& delivery) const {
        if (delivery.receipt == Receipt::disputed) return false;
        const Chain chain = chain_before(delivery);
        return chain == Chain::none ||
               (chain == Chain::disputed && delivery.receipt == Receipt::confirmed);
    }

    void add(const Candidate& candidate) {
        const Delivery& delivery = *candidate.delivery;
        if (delivery.receipt != Receipt::confirmed) ++unconfirmed_;
        const Period period = Period::containing(window_.from.frequency, delivery.date);
        Observation observation;
        observation.period = Period::containing(Frequency::day, delivery.date);
        observation.value = delivery.quantity;
        observation.status = word(delivery.receipt);
        tally_.rows.push_back({period.ordinal - window_.from.ordinal, tally_.deliveries.size(),
                               std::move(observation)});
        tally_.deliveries.push_back(*candidate.name);
        tally_.series.push_back({{},
                                 delivery.provider.value,
                                 delivery.receiver.value,
                                 {},
                                 delivery.unit.value,
                                 Frequency::day});
    }

    const Reading& reading_;
    const Window window_;
    const Sources& sources_;
    const Pledge* pledge_ = nullptr;
    Tally tally_;
    std::uint64_t unconfirmed_ = 0;
};

}  // namespace

Tally tally_deliveries(const Reading& reading, const Sources& sources) {
    return DeliveriesTally(reading, sources).run();
}

}  // namespace comity
