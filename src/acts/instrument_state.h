// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "acts/mention.h"
#include "acts/types.h"
#include "instruments/instrument.h"

namespace comity {

/// One action on an instrument, as an entry recorded it.
struct RecordedAction {
    Action action;
    std::optional<Translations> text;
    std::optional<Source> source;
    Mention mention;
    std::optional<Mention> struck;  ///< by a correction: it no longer counts
    std::optional<Translations> strike_reason;
    bool counts() const { return !struck; }
    bool operator==(const RecordedAction&) const = default;
};

/// A treaty by any name, as it was opened, with all that was done to it. Who is bound is not kept:
/// it follows from `law()` for any day.
struct RecordedInstrument {
    Instrument terms;  ///< without actions
    Translations title;
    std::optional<Translations> place;
    std::optional<Translations> depositary;
    Source source;
    Mention opened;
    std::vector<RecordedAction> actions;  ///< as they were recorded
    /// What the law of treaties is asked about: the terms with the actions that count.
    Instrument law() const;
    bool operator==(const RecordedInstrument&) const = default;
};

using Instruments = std::map<std::string, RecordedInstrument, std::less<>>;

}  // namespace comity
