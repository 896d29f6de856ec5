// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "service/code_check.h"
#include "service/node.h"
#include "statistics/import.h"

namespace comity {

/// A file to publish as a dataset's new vintage.
struct ImportRequest {
    static constexpr std::string_view type = "import";
    Identifier dataset;
    Translations title;
    std::string file;     ///< path
    std::string mapping;  ///< path
    Date retrieved;
    Source source;
    std::string licence;

    static constexpr std::tuple fields = {
        Field{"dataset", &ImportRequest::dataset, "its name; the same name again is a new vintage"},
        Field{"title", &ImportRequest::title, "what it is"},
        Field{"file", &ImportRequest::file, "the data file"},
        Field{"mapping", &ImportRequest::mapping, "the TOML file that says which column is what"},
        Field{"retrieved", &ImportRequest::retrieved, "when it was taken from its source"},
        Field{"source", &ImportRequest::source, "who publishes it, and where"},
        Field{"licence", &ImportRequest::licence, "under which terms it may be used"},
    };
};

struct ImportOutcome {
    ImportReport report;
    std::uint64_t entry = 0;  ///< that published it
};

using Progress = std::function<void(std::uint64_t bytes_done, std::uint64_t bytes_total)>;

/// Under which circumstances a file is imported.
struct ImportTerms {
    std::string author;
    const CodeLists& lists;
    Instant now;
    Progress progress;  ///< may be empty
};

/// Reads the file, keeps it and its mapping as attachments, and publishes the dataset in the name
/// of the author. All or nothing. Refusals of the mapping, of the file, of the act, and
/// `import.unchanged` when the current vintage is this very file read by this very mapping.
Result<ImportOutcome> import_dataset(Node& node, const ImportRequest& request,
                                     const ImportTerms& terms);

/// Makes all vintages anew from the record and its attachments, and removes what no publication
/// names. Returns how many.
/// Refusals `rebuild.attachment` (absent or altered) and those of imports.
Result<std::uint64_t> rebuild_statistics(Node& node, const CodeLists& lists,
                                         const Progress& progress);

}  // namespace comity
