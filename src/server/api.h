// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/representation.h"
#include "server/target.h"
#include "service/question.h"

namespace comity {

/// A request as one of the questions of the program.
struct Asked {
    enum class Form { json, csv };
    const Question* question = nullptr;
    Form form = Form::json;
    std::map<std::string, std::string> arguments;
};

/// Finds the question for what follows /api/v1. Refusals `path.unknown`, `query.unknown`.
Result<Asked> find_question(std::span<const std::string> segments,
                            const std::map<std::string, std::string>& query);

/// The answer as JSON or CSV, or the refusal of the question.
Result<Representation> ask(const View& view, const Asked& asked);

/// The description of everything above, at /api/v1/openapi.json.
Representation describe_api(std::string_view version);

/// The status for a refusal: 404 if something asked for does not exist, else 400.
int status_of(const Refusal& refusal);

}  // namespace comity
