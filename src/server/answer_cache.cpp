// SPDX-License-Identifier: Apache-2.0
#include "server/answer_cache.h"

namespace comity {
namespace {

constexpr std::size_t bytes_beside = 512;  ///< about what the cache itself needs for an answer
constexpr std::size_t share_of_one = 4;

std::size_t cost_of(const std::string& key, const Representation& answer) {
    return 2 * key.size() + answer.size() + bytes_beside;
}

}  // namespace

std::shared_ptr<const Representation> AnswerCache::find(const Epoch& epoch,
                                                        const std::string& key) {
    const std::lock_guard lock(mutex_);
    begin(epoch);
    const auto found = kept_.find(key);
    if (found == kept_.end()) return nullptr;
    order_.splice(order_.begin(), order_, found->second.place);
    return found->second.answer;
}

void AnswerCache::put(const Epoch& epoch, const std::string& key,
                      std::shared_ptr<const Representation> answer) {
    const std::size_t cost = cost_of(key, *answer);
    if (cost > bytes_max_ / share_of_one) return;
    const std::lock_guard lock(mutex_);
    begin(epoch);
    if (kept_.contains(key)) return;
    while (bytes_ + cost > bytes_max_) forget_oldest();
    order_.push_front(key);
    kept_.emplace(key, Kept{std::move(answer), order_.begin()});
    bytes_ += cost;
}

std::size_t AnswerCache::bytes() const {
    const std::lock_guard lock(mutex_);
    return bytes_;
}

void AnswerCache::begin(const Epoch& epoch) {
    if (epoch == epoch_) return;
    epoch_ = epoch;
    kept_.clear();
    order_.clear();
    bytes_ = 0;
}

void AnswerCache::forget_oldest() {
    const auto found = kept_.find(order_.back());
    bytes_ -= cost_of(found->first, *found->second.answer);
    kept_.erase(found);
    order_.pop_back();
}

}  // namespace comity
