// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "acts/all.h"
#include "cli/context.h"

namespace comity::cli {

/// What a command answers: for a program, for a person, and what a person should know besides (on
/// standard error, so that `$(comity keys make X)` is the key alone).
struct Report {
    Json json;
    std::string text;
    std::string note = {};
};

/// What was typed, as JSON, field by field.
Json typed_body(std::span<const FieldInfo> fields, const std::map<std::string, std::string>& typed);

struct InitOptions {
    std::string origin;
    std::string example;  ///< a folder below the examples; empty: none
};
Result<Report> init(const Context& context, const InitOptions& options);

/// Submits one act; `fields` holds what was typed for each field that was given.
Result<Report> submit(const Context& context, const ActType& type, const std::string& author,
                      const std::map<std::string, std::string>& fields);
Result<Report> apply(const Context& context, const std::vector<std::string>& scripts);
Result<Report> import(const Context& context, const std::string& author,
                      const std::map<std::string, std::string>& fields);
Result<Report> rebuild(const Context& context);

Result<Report> status(const Context& context, const std::string& as_of);
struct ReadingOptions {
    std::string pledge;
    std::string reading;
    std::string as_of;
};
Result<Report> explain_reading(const Context& context, const ReadingOptions& options);
Result<Report> log(const Context& context, std::uint64_t count);
/// What `export` can be asked for: "association, scoreboard, pledges/PLEDGE, …".
std::string answer_names();
/// Any question of the API, as JSON or CSV: "datasets/imf-imts".
Result<Report> export_answer(const Context& context, const std::string& path, bool csv);

/// The whole record, trusting `key` (empty: the one that the node's configuration names).
Result<Report> verify_folder(const Context& context, const std::string& key);
/// A proof in a file against an entry in a file, trusting `key`; refusal `key.missing` without it.
struct ProofOptions {
    std::string proof;
    std::string entry;
    std::string key;
};
Result<Report> verify_proof(const ProofOptions& options);
/// The proof; and the entry's exact bytes in the file `entry_path`, if that is given.
Result<Report> prove(const Context& context, std::uint64_t index, const std::string& entry_path);

/// `{"refusal":{code, message, where}}`.
Json refusal_json(const Refusal& refusal);

/// Why serving was refused, with another port to try if this one is taken.
std::unexpected<Refusal> refuse_serving(Refusal refusal, std::uint16_t port);

}  // namespace comity::cli
