// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "statistics/byte_source.h"
#include "statistics/mapping.h"
#include "statistics/vintage.h"

#include <functional>
#include <map>
#include <set>

namespace comity {

struct ImportOptions {
    std::string vintage_path = {};      ///< the file to make; it appears whole or not at all
    const Vintage* previous = nullptr;  ///< the dataset's vintage so far, to say what changed
    /// Of reporters, partners, providers, receivers; none: any code is known.
    const std::set<std::string>* known_codes = nullptr;
    std::function<void(std::uint64_t bytes_done, std::uint64_t bytes_total)> progress = {};
};

/// What an import did, for people and for the record.
struct ImportReport {
    VintageInfo vintage;
    std::uint64_t added = 0;    ///< observations that the previous vintage does not have
    std::uint64_t changed = 0;  ///< with another value than there
    std::uint64_t unchanged = 0;
    std::uint64_t dropped = 0;  ///< that the previous vintage has and this one has not
    std::uint64_t missing = 0;  ///< cells that were empty or held a missing marker
    std::map<std::string, std::uint64_t> unknown_codes;  ///< rows or series left out, by code
    std::uint64_t left_out = 0;  ///< rows that the mapping's filters exclude
};

/// Reads a file by its mapping into a new vintage. All or nothing: on a refusal, a fault or a kill
/// at any moment there is no vintage. Refusals `csv.*`, `mapping.*`, `import.*` with
/// `file:line:column`.
Result<ImportReport> import_file(const std::string& path, const Mapping& mapping,
                                 const ImportOptions& options);

/// The same for bytes that need not be a file; `name` is how refusals call them.
Result<ImportReport> import_source(ByteSource& bytes, const std::string& name,
                                   const Mapping& mapping, const ImportOptions& options);

}  // namespace comity
