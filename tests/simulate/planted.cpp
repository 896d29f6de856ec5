// SPDX-License-Identifier: Apache-2.0
#include "simulate/planted.h"

namespace comity::simulate {
namespace {

/// Says that it sends objections and does not.
class SilentCourier final : public Courier {
public:
    Courier* behind = nullptr;
    void send(const std::string& address, Request request, Then then) override {
        if (!request.body.contains("proposal.object 1"))
            behind->send(address, std::move(request), std::move(then));
    }
};

/// A sound peer, and what becomes of its answers on the way out.
class PlantedPeer final : public Peer {
public:
    PlantedPeer(Plant plant, std::unique_ptr<Peer> sound)
        : plant_(plant), sound_(std::move(sound)) {}

    Reply answer(const Request& request, Instant now) override {
        Reply reply = sound_->answer(request, now);
        const bool bundle = request.path.starts_with("/log/tile/entries/");
        if (plant_ == Plant::serves_damage && bundle && !reply.body.empty()) reply.body.back() ^= 1;
        return reply;
    }
    void tick(Instant now, Courier& courier) override {
        silent_.behind = &courier;
        if (plant_ == Plant::claims_receipts)
            sound_->tick(now, silent_);
        else
            sound_->tick(now, courier);
    }
    Result<> hand_in(std::span<const std::string> entries, Instant now) override {
        if (plant_ == Plant::drops_acts && sound_->state().entries > 20) return {};
        return sound_->hand_in(entries, now);
    }
    std::vector<HandedIn> outbox() const override {
        std::vector<HandedIn> acts = sound_->outbox();
        if (plant_ == Plant::claims_receipts)
            for (HandedIn& act : acts) act.received = 99;
        return acts;
    }
    const State& state() const override {
        if (plant_ != Plant::other_state) return sound_->state();
        state_ = sound_->state();
        if (!state_.notes.empty()) state_.notes.push_back(state_.notes.back());
        return state_;
    }
    std::optional<Hash> last_of_author() const override { return sound_->last_of_author(); }
    std::vector<Contradiction> contradictions() const override { return sound_->contradictions(); }
    Result<std::string> agree_to_take_over(const std::string& successor, const VerifierKey& key,
                                           Instant now) override {
        return sound_->agree_to_take_over(successor, key, now);
    }

private:
    Plant plant_;
    SilentCourier silent_;  ///< outlives the peer
    std::unique_ptr<Peer> sound_;
    mutable State state_;
};

void remove_all(Disk& disk, const std::string& folder) {
    for (const std::string& name : disk.list(folder)) {
        const std::string path = folder + "/" + name;
        if (path.ends_with('/'))
            remove_all(disk, path.substr(0, path.size() - 1));
        else
            disk.remove(path);
    }
}

}  // namespace

Result<std::unique_ptr<Peer>> open_planted(Plant plant, Disk& disk, Peer::Options options) {
    if (plant == Plant::forgets_acts) remove_all(disk, "outbox");
    if (plant == Plant::forgets_heads) remove_all(disk, "witness");
    auto sound = TRY(Peer::open(disk, std::move(options)));
    return std::make_unique<PlantedPeer>(plant, std::move(sound));
}

}  // namespace comity::simulate
