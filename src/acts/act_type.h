// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "acts/state.h"

namespace comity {

/// Under which circumstances an act stands in the record.
struct Circumstances {
    std::uint64_t index = 0;  ///< of its entry
    std::string_view origin;
    std::string_view author;
    Instant time;  ///< by the author's clock

    Mention mention() const { return {index, std::string(author), time}; }
};

/// Everything the rest of the program knows about one kind of act.
struct ActType {
    std::string_view kind;  ///< "pledge.make"
    int version;
    std::string_view command;  ///< "pledge": what people type
    std::string_view subject;  ///< what one act concerns, as `fill_subject` reads it
    std::string_view summary;
    std::span<const FieldInfo> fields;
    /// Decodes, permits and applies; the state is untouched if it refuses.
    Result<> (*fold)(State&, const Json& body, const Circumstances&);
    /// The body as it would be written: decoded and encoded again.
    Result<Json> (*normalise)(const Json& body);
};

/// An act has `permitted` and `apply`; or, where finding out whether it is permitted is dear and
/// finds what `apply` needs, `judge`, whose result `apply` is given.
template <class A>
constexpr ActType describe() {
    return {
        .kind = A::kind,
        .version = 1,
        .command = A::command,
        .subject = A::subject,
        .summary = A::summary,
        .fields = field_infos<A>,
        .fold = [](State& state, const Json& body, const Circumstances& at) -> Result<> {
            const A act = TRY(decode<A>(body));
            if constexpr (requires { act.judge(state, at); }) {
                const auto judged = TRY(act.judge(state, at));
                act.apply(state, at, judged);
            } else {
                TRY(act.permitted(state, at));
                act.apply(state, at);
            }
            return {};
        },
        .normalise = [](const Json& body) -> Result<Json> { return encode(TRY(decode<A>(body))); },
    };
}

}  // namespace comity
