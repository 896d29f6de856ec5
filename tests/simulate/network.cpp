// SPDX-License-Identifier: Apache-2.0
#include "simulate/network.h"

#include <memory>

namespace comity::simulate {
namespace {

constexpr Milliseconds patience = 30 * second;

}  // namespace

struct Network::Question {
    Route route;
    Request request;
    Courier::Then then;
    bool answered = false;

    void answer(std::optional<Reply> reply) {
        if (answered) return;
        answered = true;
        then(std::move(reply));
    }
};

void Network::attach(const std::string& address, Station station) {
    stations_[address] = std::move(station);
}

bool Network::reachable(const Route& route) const {
    return side_.contains(route.from) == side_.contains(route.to) &&
           !unplugged_.contains(route.from) && !unplugged_.contains(route.to);
}

/// Now and then much longer than usual, so that later messages overtake earlier ones.
Milliseconds Network::delay() {
    const Milliseconds usual = random_.between(weather.delay_min, weather.delay_max);
    return random_.chance(50) ? usual * 20 : usual;
}

void Network::send(const Route& route, Request request, Courier::Then then) {
    auto question = std::make_shared<Question>(route, std::move(request), std::move(then));
    events_.after(patience, [question] { question->answer({}); });
    const int copies = random_.chance(weather.doubling_permille) ? 2 : 1;
    for (int i = 0; i < copies; ++i)
        if (!random_.chance(weather.loss_permille))
            events_.after(delay(), [this, question] { deliver(question); });
}

void Network::deliver(const std::shared_ptr<Question>& question) {
    const auto station = stations_.find(question->route.to);
    if (station == stations_.end() || !reachable(question->route)) return;
    std::optional<Reply> reply = station->second(question->route.from, question->request);
    if (!reply) return;
    ++carried_;
    if (tap) tap(question->route, question->request, *reply);
    if (random_.chance(weather.loss_permille)) return;
    events_.after(delay(), [this, question, reply = std::move(reply)] {
        if (reachable(question->route)) question->answer(reply);
    });
}

void Network::heal() {
    side_.clear();
    weather = {};
}

}  // namespace comity::simulate
