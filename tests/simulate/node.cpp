// SPDX-License-Identifier: Apache-2.0
#include "simulate/node.h"

#include "record/checkpoint.h"
#include "record/entry.h"
#include "record/witness.h"

#include <ostream>

namespace comity::simulate {

SecretKey secret_of(const std::string& name) { return SecretKey(sha256(name).bytes); }

void Story::tell(Milliseconds now, const std::string& what) const {
    if (!out_) return;
    const Instant time{beginning.seconds + now / second};
    *out_ << time.text().substr(5, 14) << "  " << what << '\n';
}

/// Carries for one life of a node: what was asked before a fall is not answered after it.
class Node::NodeCourier final : public Courier {
public:
    NodeCourier(Node& node, std::size_t face)
        : node_(node), face_(face), generation_(node.generation_) {}

    void send(const std::string& address, Request request, Then then) override {
        const bool colludes = request.path == "/peer/add-checkpoint" &&
                              node_.surroundings_.colluding.contains(address);
        if (node_.forked() && node_.face_for(address) != face_ && !colludes) return;
        const auto later = [&node = node_, generation = generation_,
                            then = std::move(then)](std::optional<Reply> reply) {
            if (node.generation_ == generation && node.running())
                node.guarded([&] { then(std::move(reply)); });
        };
        node_.surroundings_.network.send({node_.address_, address}, std::move(request), later);
    }

private:
    Node& node_;
    std::size_t face_;
    std::uint64_t generation_;
};

Node::Node(Surroundings& surroundings, Setup setup)
    : surroundings_(surroundings), setup_(std::move(setup)), address_(address_of(setup_.author)) {
    const std::uint64_t seed = surroundings_.random.next();
    faces_.push_back({std::make_unique<SimulatedDisk>(seed), nullptr, nullptr});
    surroundings_.network.attach(address_, [this](const std::string& from, const Request& request) {
        return answer(from, request);
    });
}

std::string Node::address_of(const std::string& author) { return "https://" + author; }

template <class F>
void Node::guarded(F&& work) {
    try {
        work();
    } catch (const PowerLoss&) {
        surroundings_.story.tell(surroundings_.events.now(), author() + " loses power");
        lose_power();
    } catch (const Fault& fault) {
        damaged_ ? begin_anew(fault.what()) : fall(fault.what());
    }
}

NamedKey Node::entry_key_number(std::size_t number) const {
    return {author_key_name(log_origin, author()),
            secret_of(author() + "/entry/" + std::to_string(number))};
}

NamedKey Node::cosigner_key_number(std::size_t number) const {
    return {author_key_name(log_origin, author()),
            secret_of(author() + "/cosigner/" + std::to_string(number))};
}

NamedKey Node::entry_key() const { return entry_key_number(entry_key_used_); }
NamedKey Node::cosigner_key() const { return cosigner_key_number(cosigner_key_used_); }
NamedKey Node::next_entry_key() { return entry_key_number(entry_keys_++); }
NamedKey Node::next_cosigner_key() { return cosigner_key_number(cosigner_keys_++); }

Peer::Options Node::options() const {
    Peer::Options options{
        .origin = log_origin,
        .depositary = {log_origin, KeyType::ed25519, secret_of("depositary").public_key()},
        .source = setup_.source,
        .author = author()};
    options.entry_key = entry_key();
    options.cosigner = cosigner_key();
    if (setup_.depositary) options.checkpoint_key = NamedKey{log_origin, secret_of("depositary")};
    options.merge_delay = 3600;
    options.seal_interval = 900;
    return options;
}

void Node::open(std::size_t number) {
    Face& face = faces_[number];
    face.courier = std::make_unique<NodeCourier>(*this, number);
    auto opened = surroundings_.make(*face.disk, options());
    if (!opened) return refused(opened.error());
    face.peer = std::move(*opened);
}

/// Only a disk that was damaged may keep a node from starting. Its operator begins with an empty
/// one.
void Node::refused(const Refusal& refusal) {
    if (!damaged_)
        throw Violation{"opens-again", author() + " does not start: " + refusal.code + " " +
                                           refusal.where + " " + refusal.message};
    begin_anew(refusal.code);
}

void Node::begin_anew(const std::string& why) {
    surroundings_.story.tell(surroundings_.events.now(),
                             author() + " finds its disk damaged (" + why + ")");
    damaged_ = false;
    ++restorations_;
    stop();
    disk().restore({});
    start_later();
}

void Node::start() {
    if (running()) return;
    ++generation_;
    guarded([&] {
        for (std::size_t i = 0; i < faces_.size(); ++i) open(i);
    });
}

void Node::start_later() {
    const Milliseconds delay = surroundings_.random.between(second, 5 * minute);
    surroundings_.events.after(delay, [this] { start(); });
}

void Node::stop() {
    for (Face& face : faces_) face.peer.reset();
    ++generation_;
}

void Node::restart() {
    stop();
    start();
}

void Node::fall(const std::string& why) {
    surroundings_.story.tell(surroundings_.events.now(), author() + " falls: " + why);
    stop();
    start_later();
}

void Node::lose_power() {
    stop();
    for (Face& face : faces_) face.disk->restart();
    start_later();
}

bool Node::restore_backup() {
    if (!backup_) return false;
    stop();
    disk().restore(*backup_);
    ++restorations_;
    start_later();
    return true;
}

bool Node::damage() {
    const SimulatedDisk::Files& files = disk().files();
    if (files.empty()) return false;
    auto file = files.begin();
    std::advance(file, static_cast<std::ptrdiff_t>(surroundings_.random.below(files.size())));
    if (file->second.empty()) return false;
    const std::uint64_t offset = surroundings_.random.below(file->second.size());
    disk().damage(file->first, offset, static_cast<unsigned>(surroundings_.random.below(8)));
    surroundings_.story.tell(
        surroundings_.events.now(),
        author() + " has a bit flipped in " + file->first + " at " + std::to_string(offset));
    ++restorations_;
    damaged_ = true;
    return true;
}

void Node::fork() {
    if (forked() || !running()) return;
    faces_.push_back(
        {std::make_unique<SimulatedDisk>(surroundings_.random.next()), nullptr, nullptr});
    stop();
    faces_.back().disk->restore(disk().files());
    start();
}

std::size_t Node::face_for(const std::string& other) const {
    return sha256(other).bytes.front() % faces_.size();
}

std::optional<Reply> Node::answer(const std::string& from, const Request& request) {
    Face& face = faces_[face_for(from)];
    if (!face.peer) return {};
    if (conduct() == Conduct::cosigns_anything && request.path == "/peer/add-checkpoint")
        return cosign_anything(request);
    const std::string name = author_key_name(log_origin, victim);
    if (!victim.empty() && request.method == "POST" && request.body.contains(name)) return {};
    std::optional<Reply> reply;
    guarded([&] { reply = face.peer->answer(request, time()); });
    return reply;
}

std::optional<Reply> Node::cosign_anything(const Request& request) const {
    const auto read = parse_cosign_request(request.body);
    if (!read) return Reply{400};
    const auto note = parse_note(read->checkpoint);
    if (!note) return Reply{400};
    const NamedKey key = cosigner_key();
    const auto line = cosign(note->text, key.name, key.key, time());
    return line ? Reply{200, to_line(*line)} : Reply{400};
}

void Node::tick() {
    for (Face& face : faces_)
        if (face.peer) guarded([&] { face.peer->tick(time(), *face.courier); });
}

/// The number of the key by which the author's next entry must be signed, as far as is known here.
std::size_t Node::entry_key_in_force(const Peer& peer) const {
    for (const HandedIn& act : peer.outbox())
        if (act.progress == Progress::handed_in && act.bytes.contains("\nkey.rotate "))
            return entry_keys_ - 1;
    const auto known = peer.state().authors.find(author());
    if (known == peer.state().authors.end()) return 0;
    for (std::size_t number = entry_keys_; number-- > 0;)
        if (entry_key_number(number).key.public_key() == known->second.keys.back().key.key)
            return number;
    return 0;
}

std::string Node::signed_entry(const Peer& peer, const std::string& kind,
                               const std::string& body) const {
    const Statement statement{log_origin, kind, 1, author(), time(), peer.last_of_author(), body};
    return *sign_statement(statement, entry_key_number(entry_key_in_force(peer)).key);
}

std::optional<Result<>> Node::hand_in(const std::string& kind, const std::string& body) {
    if (!running()) return {};
    std::optional<Result<>> taken;
    Face& face = faces_[surroundings_.random.below(faces_.size())];
    if (!face.peer) return {};
    guarded([&] {
        last_entry_ = signed_entry(*face.peer, kind, body);
        taken = face.peer->hand_in({&last_entry_, 1}, time());
    });
    return taken;
}

void Node::take_up_new_keys() {
    if (!running()) return;
    const auto known = peer()->state().authors.find(author());
    if (known == peer()->state().authors.end()) return;
    const std::size_t entry = entry_key_in_force(*peer());
    std::size_t cosigning = cosigner_key_used_;
    for (std::size_t number = 0; known->second.cosigner && number < cosigner_keys_; ++number)
        if (cosigner_key_number(number).key.public_key() == known->second.cosigner->key.key)
            cosigning = number;
    if (entry == entry_key_used_ && cosigning == cosigner_key_used_) return;
    entry_key_used_ = entry;
    cosigner_key_used_ = cosigning;
    surroundings_.story.tell(surroundings_.events.now(), author() + " starts with its new key");
    restart();
}

}  // namespace comity::simulate
