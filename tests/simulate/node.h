// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "peers/peer.h"
#include "record/simulated_disk.h"
#include "simulate/clock.h"
#include "simulate/network.h"

#include <optional>

namespace comity::simulate {

inline const std::string log_origin = "comity.example/simulation";

/// A key that follows from a name.
SecretKey secret_of(const std::string& name);

/// How a node conducts itself.
enum class Conduct {
    honest,
    cosigns_anything,  ///< a member that signs every head that it is shown
    two_faced,         ///< a depositary that, once it has forked, shows each half its own log
    withholding,       ///< a depositary that takes nothing from one of the authors
    vanishing,         ///< a depositary that goes away for good
};

/// Something that must never happen has happened: which invariant was broken, and how.
struct Violation {
    std::string invariant;
    std::string what;
};

/// What happens, told for people; nothing is told when nobody listens.
class Story {
public:
    explicit Story(std::ostream* out = nullptr) : out_(out) {}
    void tell(Milliseconds now, const std::string& what) const;

private:
    std::ostream* out_;
};

using PeerMaker = std::function<Result<std::unique_ptr<Peer>>(Disk&, Peer::Options)>;

/// What all nodes share.
struct Surroundings {
    Events& events;
    Random& random;
    Network& network;
    Story& story;
    PeerMaker make;
    std::set<std::string> colluding = {};  ///< addresses of those who cosign anything
};

/// One node: a machine with a clock and a disk, and on it the code under test, which is started
/// again whenever it falls. Its operator has all its keys and, perhaps, backups of its disk.
class Node {
public:
    struct Setup {
        std::string author;
        std::string source;  ///< address; empty for the founder
        bool depositary = false;
        Conduct conduct = Conduct::honest;
    };

    Node(Surroundings& surroundings, Setup setup);

    const std::string& author() const { return setup_.author; }
    Conduct conduct() const { return setup_.conduct; }
    bool honest() const { return setup_.conduct == Conduct::honest; }
    bool is_depositary() const { return setup_.depositary; }
    const std::string& address() const { return address_; }
    static std::string address_of(const std::string& author);

    /// Opens the peer; tries again later if the disk does not let it.
    void start();
    void stop();
    void restart();
    bool running() const { return peer() != nullptr; }
    Peer* peer() const { return faces_.front().peer.get(); }
    Instant time() const { return clock.read(surroundings_.events.now()); }
    /// How often it was started: what it remembers of before is on its disk.
    std::uint64_t starts() const { return generation_; }
    /// Whether it was put back to an earlier state, or its disk was damaged.
    bool was_restored() const { return restorations_ > 0; }
    std::size_t restorations() const { return restorations_; }

    void tick();
    /// Hands in one act; none if the node is down or falls; where a node is two-faced, to one face.
    std::optional<Result<>> hand_in(const std::string& kind, const std::string& body);
    /// The entry that was handed in last.
    const std::string& last_entry() const { return last_entry_; }

    /// The power goes out, now or during the `count`-th write from now, and comes back later.
    void lose_power();
    void lose_power_after(std::uint64_t count) { faces_.front().disk->lose_power_after(count); }
    SimulatedDisk& disk() { return *faces_.front().disk; }
    void keep_backup() { backup_ = disk().files(); }
    /// Puts the last backup back, if there is one.
    bool restore_backup();
    /// Flips a bit somewhere on the disk; false if it is empty.
    bool damage();
    /// From now on there are two logs, equal so far.
    void fork();
    bool forked() const { return faces_.size() > 1; }
    /// The key that signs its next entry and the name of the next one after a rotation.
    NamedKey entry_key() const;
    NamedKey next_entry_key();
    NamedKey cosigner_key() const;
    NamedKey next_cosigner_key();
    /// Starts again if a key that it works with has been replaced.
    void take_up_new_keys();

    NodeClock clock;
    std::string victim;  ///< of one who withholds

private:
    struct Face {
        std::unique_ptr<SimulatedDisk> disk;
        std::unique_ptr<Courier> courier;  ///< outlives the peer
        std::unique_ptr<Peer> peer;
    };
    class NodeCourier;

    Peer::Options options() const;
    void open(std::size_t number);
    void refused(const Refusal& refusal);
    void begin_anew(const std::string& why);
    void start_later();
    void fall(const std::string& why);
    std::size_t face_for(const std::string& other) const;
    std::optional<Reply> answer(const std::string& from, const Request& request);
    std::optional<Reply> cosign_anything(const Request& request) const;
    NamedKey entry_key_number(std::size_t number) const;
    NamedKey cosigner_key_number(std::size_t number) const;
    std::size_t entry_key_in_force(const Peer& peer) const;
    std::string signed_entry(const Peer& peer, const std::string& kind,
                             const std::string& body) const;
    template <class F>
    void guarded(F&& work);

    Surroundings& surroundings_;
    Setup setup_;
    std::string address_;
    std::vector<Face> faces_;
    std::optional<SimulatedDisk::Files> backup_;
    std::string last_entry_;
    std::uint64_t generation_ = 0;
    std::size_t entry_keys_ = 1;
    std::size_t cosigner_keys_ = 1;
    std::size_t entry_key_used_ = 0;
    std::size_t cosigner_key_used_ = 0;
    std::size_t restorations_ = 0;
    bool damaged_ = false;
};

}  // namespace comity::simulate
