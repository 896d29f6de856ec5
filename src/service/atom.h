// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "service/question.h"

namespace comity {

/// How many entries a feed of the record has at most.
constexpr std::uint64_t feed_entries_max = 50;

/// Atom (RFC 4287) of the newest entries, the newest first: who signed what, and where it stands.
/// Its names are tag URIs (RFC 4151) of the log's origin and the day of its first entry, so that
/// they are the same on every node. Links are relative to the site that serves it.
std::string record_feed(const View& view, const std::string& language);

/// `text` as character data or as the value of an attribute in double quotes. What XML 1.0 does not
/// allow, and what is not UTF-8, becomes U+FFFD.
std::string xml_text(std::string_view text);

}  // namespace comity
