// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "acts/all.h"
#include "base/check.h"
#include "peers/hand_in.h"
#include "peers/peer.h"
#include "record/cosignature.h"
#include "record/simulated_disk.h"

#include <deque>
#include <functional>
#include <map>

namespace comity::fixture {

inline const std::string peers_origin = "comity.example/log";

/// The keys of an author, made from its name.
inline SecretKey key_of(std::string_view author, std::string_view use) {
    return SecretKey(sha256(std::string(author) + " " + std::string(use)).bytes);
}

inline NamedKey named_key(std::string_view author, std::string_view use) {
    return {author_key_name(peers_origin, author), key_of(author, use)};
}

inline NamedKey depositary_key(std::string_view author) {
    return {peers_origin, key_of(author, "checkpoints")};
}

inline std::string address_of(std::string_view author) {
    return "https://" + std::string(author) + ".example";
}

/// Nodes of several authors, and a courier that delivers in order, one `step` after the other.
class Network final : public Courier {
public:
    struct Message {
        std::string address;
        Request request;
        Then then;
    };

    Instant now = {1'800'000'000};
    std::size_t sent = 0;
    std::function<bool(const std::string& address, const Request&)> drops = {};
    std::function<void(const Request&, Reply&)> alters = {};
    std::function<void(Peer::Options&)> adjust = {};

    void send(const std::string& address, Request request, Then then) override {
        ++sent;
        messages_.push_back({address, std::move(request), std::move(then)});
    }

    SimulatedDisk& disk(const std::string& author) { return disks_[author]; }
    Peer& peer(const std::string& author) { return *peers_.at(author); }
    bool has(const std::string& author) const { return peers_.contains(author); }
    void stop(const std::string& author) { peers_.erase(author); }

    /// Opens a node on the author's disk.
    Peer& start(const std::string& author, bool founder = false) {
        Peer::Options options = {.origin = peers_origin,
                                 .depositary = depositary_key("secretariat").verifier(),
                                 .source = founder ? "" : address_of("secretariat"),
                                 .author = author,
                                 .entry_key = named_key(author, "entries"),
                                 .cosigner = named_key(author, "seals"),
                                 .checkpoint_key = depositary_key(author)};
        options.seal_interval = 60;
        if (adjust) adjust(options);
        auto opened = Peer::open(disks_[author], std::move(options));
        check(opened.has_value(), opened ? "" : opened.error().code.c_str());
        peers_[author] = std::move(*opened);
        return *peers_[author];
    }

    /// Asks at once, without the courier.
    Reply ask(const std::string& author, Request request) {
        return peers_.at(author)->answer(request, now);
    }

    /// Delivers until nothing is under way.
    void deliver_all() {
        while (!messages_.empty()) {
            const Message message = std::move(messages_.front());
            messages_.pop_front();
            message.then(reply_to(message));
        }
    }

    /// Delivers what is under way now, and not what that leads to.
    void deliver_round() {
        for (std::size_t count = messages_.size(); count > 0; --count) {
            const Message message = std::move(messages_.front());
            messages_.pop_front();
            message.then(reply_to(message));
        }
    }

    /// A second passes: every node does what is due, and all messages arrive.
    void pass(int seconds = 1) {
        for (int i = 0; i < seconds; ++i) {
            ++now.seconds;
            for (auto& [author, peer] : peers_) peer->tick(now, *this);
            deliver_all();
        }
    }

    std::string sign(const std::string& author, const std::string& kind, const Json& body,
                     const std::optional<Hash>& previous) const {
        const auto entry = sign_statement({.origin = peers_origin,
                                           .kind = kind,
                                           .author = author,
                                           .time = now,
                                           .previous = previous,
                                           .body = to_text(body)},
                                          key_of(author, "entries"));
        check(entry.has_value(), "what the tests sign can be read");
        return *entry;
    }

    /// The author's node takes in an act; the refusal's code, or nothing.
    std::string act(const std::string& author, const std::string& kind, const Json& body) {
        const std::string entry = sign(author, kind, body, peer(author).last_of_author());
        const auto taken = peer(author).hand_in(std::span(&entry, 1), now);
        return taken ? "" : taken.error().code;
    }
    std::string note(const std::string& author, const std::string& text) {
        return act(author, "note.place", note_body(text));
    }
    static Json note_body(const std::string& text);

    void found() {
        start("secretariat", true);
        require(act("secretariat", "association.found", founding_body()));
        require(act("secretariat", "cosigner.declare", cosigner_body("secretariat")));
    }

    /// Admits members, who then declare their nodes, and starts these.
    void admit(const std::vector<std::string>& members) {
        for (const std::string& party : members) {
            require(
                act("secretariat", "party.admit",
                    Json::Object{{"party", party}, {"status", "member"}, {"from", "2001-06-15"}}));
            require(act("secretariat", "key.register",
                        Json::Object{{"party", party},
                                     {"key", named_key(party, "entries").verifier().text()}}));
        }
        pass();
        for (const std::string& party : members) start(party);
        pass(2);
        for (const std::string& party : members)
            require(act(party, "cosigner.declare", cosigner_body(party)));
        pass(3);
    }

    static Json founding_body() {
        return Json::Object{{"name", Json::Object{{"en", "Association of Rivers"}}},
                            {"origin", peers_origin},
                            {"founded", "2001-06-15"},
                            {"languages", Json::Array{"en"}},
                            {"depositary", depositary_key("secretariat").verifier().text()},
                            {"secretariat", named_key("secretariat", "entries").verifier().text()}};
    }
    static Json cosigner_body(const std::string& author) {
        const NamedKey key = named_key(author, "seals");
        return Json::Object{{"key", cosigner(key.name, key.key.public_key()).text()},
                            {"node", address_of(author)}};
    }

private:
    static void require(const std::string& refusal) {
        check(refusal.empty(), ("the fixture's acts are permitted: " + refusal).c_str());
    }

    std::optional<Reply> reply_to(const Message& message) {
        if (drops && drops(message.address, message.request)) return {};
        for (auto& [author, peer] : peers_)
            if (address_of(author) == message.address) {
                Reply reply = peer->answer(message.request, now);
                if (alters) alters(message.request, reply);
                return reply;
            }
        return {};
    }

    std::map<std::string, SimulatedDisk> disks_;
    std::map<std::string, std::unique_ptr<Peer>> peers_;
    std::deque<Message> messages_;
};

inline Json Network::note_body(const std::string& text) {
    return Json::Object{{"text", Json::Object{{"en", text}}}};
}

}  // namespace comity::fixture
