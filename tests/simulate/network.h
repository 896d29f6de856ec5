// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "peers/message.h"
#include "simulate/events.h"
#include "simulate/random.h"

#include <map>
#include <memory>
#include <set>

namespace comity::simulate {

/// How bad the network is.
struct Weather {
    std::uint64_t loss_permille = 0;
    std::uint64_t doubling_permille = 0;
    Milliseconds delay_min = 10;
    Milliseconds delay_max = 200;
};

/// Who asks whom.
struct Route {
    std::string from;
    std::string to;
};

/// A network that delays, reorders, doubles, loses and is parted. A request and its reply travel
/// separately, so that something may have been done of which the asking node never hears.
class Network {
public:
    /// What stands at an address; none: it does not answer.
    using Station = std::function<std::optional<Reply>(const std::string& from, const Request&)>;
    using Tap = std::function<void(const Route&, const Request&, const Reply&)>;

    Network(Events& events, Random& random) : events_(events), random_(random) {}

    Weather weather;
    Tap tap;  ///< sees every answer that was given, also those that are lost on the way

    void attach(const std::string& address, Station station);
    void send(const Route& route, Request request, Courier::Then then);
    /// Those in `side` and the others hear each other no more.
    void part(std::set<std::string> side) { side_ = std::move(side); }
    /// Nothing reaches this address, nor comes from it.
    void unplug(const std::string& address) { unplugged_.insert(address); }
    void plug(const std::string& address) { unplugged_.erase(address); }
    /// No more parting and losing.
    void heal();
    std::uint64_t carried() const { return carried_; }

private:
    struct Question;

    bool reachable(const Route& route) const;
    Milliseconds delay();
    void deliver(const std::shared_ptr<Question>& question);

    Events& events_;
    Random& random_;
    std::map<std::string, Station> stations_;
    std::set<std::string> side_;
    std::set<std::string> unplugged_;
    std::uint64_t carried_ = 0;
};

}  // namespace comity::simulate
