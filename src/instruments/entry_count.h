// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "instruments/bound.h"

namespace comity {

/// How far the conditions of an entry rule are met while participants consent and leave.
class EntryCount {
public:
    explicit EntryCount(const EntryRule& rule);

    void add(std::string_view participant) { change(participant, 1); }
    void remove(std::string_view participant) { change(participant, -1); }
    bool met() const;
    Outstanding outstanding() const;

private:
    void change(std::string_view participant, int by);

    const EntryRule& rule_;
    std::map<std::string_view, int> named_;  ///< consents of each
    std::int64_t deposits_ = 0;
    std::size_t named_there_ = 0;
    Decimal whole_;
    Decimal share_;
};

}  // namespace comity
