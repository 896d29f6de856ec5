// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <expected>
#include <string>
#include <utility>

namespace comity {

/// Why a request was turned down. A refusal is an ordinary answer, not a fault.
/// `code` is stable and documented; `where` is the place in the input: a JSON pointer (`/target`),
/// or `file:line:column` in a text file, or empty when the whole request is meant.
struct Refusal {
    std::string code;
    std::string message;
    std::string where = {};
    bool operator==(const Refusal&) const = default;
};

template <class T = void>
using Result = std::expected<T, Refusal>;

inline std::unexpected<Refusal> refuse(std::string code, std::string message,
                                       std::string where = {}) {
    return std::unexpected(Refusal{std::move(code), std::move(message), std::move(where)});
}

/// The refusal of `result` again, at a place one level further out: `/window` + `/from`.
template <class T>
std::unexpected<Refusal> refuse_at(std::string_view outer, Result<T>&& result) {
    Refusal refusal = std::move(result).error();
    refusal.where.insert(0, outer);
    return std::unexpected(std::move(refusal));
}

/// The value of `expression`, or else an early return of its refusal.
/// The only control-flow macro in the project (g++ 12 has no `and_then`).
#define TRY(expression)                                                                     \
    __extension__({                                                                         \
        auto&& try_result = (expression);                                                   \
        if (!try_result) [[unlikely]]                                                       \
            return std::unexpected(std::forward<decltype(try_result)>(try_result).error()); \
        *std::forward<decltype(try_result)>(try_result);                                    \
    })

}  // namespace comity
