// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/representation.h"

#include <map>
#include <span>

namespace comity {

/// The built pages, held in memory in the form in which they are sent.
class WebFolder {
public:
    /// No pages: what is shown instead says how to build them.
    WebFolder() = default;
    /// Reads a folder; one that does not exist has no pages. Files whose names begin with a dot are
    /// left out. Refusal `serve.web-folder` if it is larger than what belongs into memory.
    static Result<WebFolder> read(const std::string& folder);

    /// A file of the folder; for a path without a dot in its last part (a view of the pages'
    /// program) `index.html`; otherwise a page with status 404.
    HttpResponse respond(const HttpRequest& request, std::span<const std::string> segments) const;
    std::size_t size() const { return files_.size(); }

private:
    std::map<std::string, Representation, std::less<>> files_;
};

/// The media type for a file name, by its ending.
std::string_view content_type_of(std::string_view file_name);

}  // namespace comity
