// SPDX-License-Identifier: Apache-2.0
//
// The only file that knows libical. Its settings are the same for all threads and set once; what a
// thread keeps for itself (the last error, a ring of buffers) goes with the thread.
#include "calendar/ical_check.h"

#include <libical/ical.h>

#include <memory>

namespace comity {
namespace {

struct FreeProperty {
    void operator()(icalproperty* property) const { icalproperty_free(property); }
};

/// A value that is not well-formed is an answer, not a reason to stop the program.
bool settle() {
    icalerror_set_errors_are_fatal(0);
    ical_set_unknown_token_handling_setting(ICAL_ASSUME_IANA_TOKEN);
    return true;
}

}  // namespace

bool ical_accepts(const std::string& line) {
    static const bool settled = settle();
    const std::unique_ptr<icalproperty, FreeProperty> property(
        settled ? icalproperty_new_from_string(line.c_str()) : nullptr);
    icalerror_clear_errno();
    return property && icalproperty_isa(property.get()) != ICAL_XLICERROR_PROPERTY &&
           icalproperty_get_value(property.get()) != nullptr;
}

}  // namespace comity
