// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "service/question.h"

namespace comity {

template <class Q>
constexpr std::span<const FieldInfo> row_fields() {
    if constexpr (requires { typename Q::Row; })
        return field_infos<typename Q::Row>;
    else
        return {};
}

/// A question from a struct with its answer's type, path, summary, parameters and function.
template <class Q>
constexpr Question describe_question() {
    return {.path = Q::path,
            .summary = Q::summary,
            .parameters = Q::parameters,
            .rows = Q::rows,
            .row_fields = row_fields<Q>(),
            .answer = [](const View& view, const Arguments& arguments) -> Result<Json> {
                return encode(TRY(Q::answer(view, arguments)));
            },
            .schema = [] { return schema::object_schema(field_infos<typename Q::Answer>); }};
}

}  // namespace comity
