// SPDX-License-Identifier: Apache-2.0
#include "engines/trade/numerics/crew.h"

#include <algorithm>

namespace comity::trade {

Crew::Crew(unsigned threads) {
    for (unsigned i = 1; i < std::min(threads, 64U); ++i) helpers_.emplace_back([this] { help(); });
}

Crew::~Crew() {
    stopping_ = true;
    ++round_;
    round_.notify_all();
}

void Crew::run_parts(std::uint32_t parts, const void* context, Call call) {
    if (parts == 0) return;
    context_ = context;
    call_ = call;
    done_ = 0;
    ticket_ = std::uint64_t{parts} << 32U;
    ++round_;
    round_.notify_all();
    take_parts();
    for (std::uint32_t done = done_; done != parts; done = done_) done_.wait(done);
}

void Crew::take_parts() {
    while (true) {
        const std::uint64_t ticket = ticket_++;
        const auto part = static_cast<std::uint32_t>(ticket);
        const auto parts = static_cast<std::uint32_t>(ticket >> 32U);
        if (part >= parts) return;
        call_(context_, part);
        if (++done_ == parts) done_.notify_one();
    }
}

void Crew::help() {
    std::uint32_t seen = 0;
    while (true) {
        round_.wait(seen);
        if (stopping_) return;
        seen = round_;  // before the parts are looked for: a later round wakes us again
        take_parts();
    }
}

}  // namespace comity::trade
