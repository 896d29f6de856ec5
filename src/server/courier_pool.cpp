// SPDX-License-Identifier: Apache-2.0
#include "server/courier_pool.h"

namespace comity {

namespace {
constexpr std::size_t waiting_max = 4096;
}  // namespace

CourierPool::CourierPool(Ask ask, std::size_t threads) : ask_(std::move(ask)) {
    for (std::size_t i = 0; i < threads; ++i) threads_.emplace_back([this] { run(); });
}

CourierPool::~CourierPool() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    changed_.notify_all();
}

void CourierPool::send(const std::string& address, Request request, Then then) {
    {
        const std::lock_guard lock(mutex_);
        Errand errand{generation_, address, std::move(request), std::move(then)};
        (waiting_.size() < waiting_max ? waiting_ : answered_).push_back(std::move(errand));
    }
    changed_.notify_one();
}

void CourierPool::deliver() {
    while (auto errand = next_answered()) errand->then(std::move(errand->reply));
}

void CourierPool::forget() {
    const std::lock_guard lock(mutex_);
    waiting_.clear();
    answered_.clear();
    ++generation_;
}

std::optional<CourierPool::Errand> CourierPool::next_answered() {
    const std::lock_guard lock(mutex_);
    if (answered_.empty()) return {};
    Errand errand = std::move(answered_.front());
    answered_.pop_front();
    return errand;
}

std::optional<CourierPool::Errand> CourierPool::next() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return stopping_ || !waiting_.empty(); });
    if (stopping_) return {};
    Errand errand = std::move(waiting_.front());
    waiting_.pop_front();
    return errand;
}

void CourierPool::run() {
    while (auto errand = next()) {
        errand->reply = ask_(errand->address, errand->request);
        const std::lock_guard lock(mutex_);
        if (errand->generation == generation_) answered_.push_back(std::move(*errand));
    }
}

}  // namespace comity
