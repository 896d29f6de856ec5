// SPDX-License-Identifier: Apache-2.0
#include "access/attempts.h"

#include <algorithm>

namespace comity {
namespace {

constexpr std::int64_t remembered_seconds = 24 * 60 * 60;
constexpr std::int64_t doublings_max = 30;
constexpr std::size_t network_groups = 4;

/// The first four groups of an IPv6 address, with those that "::" stands for.
std::string network_of(std::string_view address) {
    const std::size_t gap = address.find("::");
    std::string_view head = address.substr(0, gap);
    std::string network;
    for (std::size_t group = 0; group < network_groups; ++group) {
        const std::string_view digits = head.substr(0, head.find(':'));
        head.remove_prefix(std::min(head.size(), digits.size() + 1));
        network.append(digits.empty() ? "0" : digits).append(":");
    }
    return network;
}

}  // namespace

std::int64_t wait_after(std::int64_t failures, const AttemptLimits& limits) {
    if (failures <= limits.free) return 0;
    const std::int64_t doublings = std::min(failures - limits.free - 1, doublings_max);
    return std::min(limits.first_wait_seconds << doublings, limits.wait_seconds_max);
}

std::int64_t Attempts::wait(std::string_view who, Instant now) {
    sqlite::Statement asked(database_, "SELECT wait_until FROM attempts WHERE who=?");
    if (!asked.bind(1, who).step()) return 0;
    return std::max<std::int64_t>(asked.integer(0) - now.seconds, 0);
}

std::int64_t Attempts::failures(std::string_view who) {
    sqlite::Statement asked(database_, "SELECT failures FROM attempts WHERE who=?");
    return asked.bind(1, who).step() ? asked.integer(0) : 0;
}

void Attempts::count(std::string_view who, const AttemptLimits& limits, Instant now) {
    forget_old(now);
    const std::int64_t counted = failures(who) + 1;
    sqlite::Statement put(database_, "INSERT OR REPLACE INTO attempts VALUES(?,?,?,?)");
    put.bind(1, who).bind(2, counted).bind(3, now.seconds + wait_after(counted, limits));
    put.bind(4, now.seconds).step();
}

/// The wait that came with it goes too, but not one that others have earned meanwhile.
void Attempts::take_back(std::string_view who, const AttemptLimits& limits) {
    const std::int64_t left = std::max<std::int64_t>(failures(who) - 1, 0);
    sqlite::Statement put(database_,
                          "UPDATE attempts SET failures=?, wait_until=latest+? WHERE who=?");
    put.bind(1, left).bind(2, wait_after(left, limits)).bind(3, who).step();
}

void Attempts::forget(std::string_view who) {
    sqlite::Statement(database_, "DELETE FROM attempts WHERE who=?").bind(1, who).step();
}

void Attempts::forget_old(Instant now) {
    sqlite::Statement old(database_, "DELETE FROM attempts WHERE latest<? AND wait_until<?");
    old.bind(1, now.seconds - remembered_seconds).bind(2, now.seconds).step();
}

std::string address_key(std::string_view address) {
    if (address.find('.') != std::string_view::npos)  // IPv4, perhaps mapped: ::ffff:192.0.2.1
        address.remove_prefix(address.rfind(':') + 1);
    const bool is_ipv6 = address.find(':') != std::string_view::npos;
    return "address " + (is_ipv6 ? network_of(address) : std::string(address));
}

}  // namespace comity
