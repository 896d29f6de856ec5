// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "access/role.h"
#include "service/question.h"

namespace comity {

/// One way in for people who are signed in, or who sign in. Dispatch, the description of the API
/// and the tests of who may do what follow from the array of these.
struct DeskRoute {
    enum class Id : std::uint8_t {
        sign_in,
        who_am_i,
        sign_out,
        provider,
        provider_answer,
        enter_act,
        check_act,
        entered_by,
        save_draft,
        list_drafts,
        show_draft,
        remove_draft,
        approve_draft,
        list_people,
        list_routes,
    };

    Id id;
    std::string_view method;
    std::string_view path;      ///< below /api/v1: "/drafts/{draft}"
    std::optional<Role> least;  ///< role that it takes; none: anyone may
    int status;                 ///< of its answer
    std::string_view summary;
    Json (*answer)() = nullptr;   ///< schema
    Json (*request)() = nullptr;  ///< schema of the body; null: it has none
};

/// Every route of the desk, in the order in which the documentation lists them.
std::span<const DeskRoute> desk_routes();

/// "anyone", or the least role's word.
std::string_view least_word(const DeskRoute& route);

/// The questions of the program, which anyone may ask, and the desk's routes.
Json all_routes();

}  // namespace comity
