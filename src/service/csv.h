// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "service/question.h"

namespace comity {

/// Objects with these fields as CSV (RFC 4180): nested objects become columns with a dot, lists are
/// joined by spaces, lists of objects are left out. The header names every column that a row has.
std::string to_csv(const Json::Array& rows, std::span<const FieldInfo> fields);

/// The rows of an answer as CSV; refusal `question.no-csv` if it is not a list.
Result<std::string> csv_of(const Question& question, const Json& answer);

}  // namespace comity
