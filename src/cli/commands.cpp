// SPDX-License-Identifier: Apache-2.0
#include "cli/commands.h"

#include "base/check.h"
#include "base/utf8.h"
#include "cli/scoreboard_text.h"
#include "cli/terminal.h"
#include "record/key_file.h"
#include "record/proof.h"
#include "service/applying.h"
#include "service/text_file.h"
#include "service/verifying.h"

#include <algorithm>
#include <filesystem>
#include <ranges>

namespace comity::cli {
namespace {

namespace fs = std::filesystem;

Result<std::unique_ptr<Node>> open_to_write(const Context& context) {
    return Node::open(context.folder, Node::Access::write);
}

Result<std::unique_ptr<Node>> open_to_read(const Context& context) {
    return Node::open(context.folder, Node::Access::read);
}

/// What was typed, as JSON, field by field.
Json typed_body(std::span<const FieldInfo> fields,
                const std::map<std::string, std::string>& typed) {
    Json::Object body;
    for (const FieldInfo& field : fields)
        if (const auto found = typed.find(std::string(field.name)); found != typed.end())
            body.set(field.name, field.from_text(found->second));
    return {std::move(body)};
}

std::vector<std::string> segments_of(std::string_view path) {
    std::vector<std::string> segments;
    for (const auto part : std::views::split(path, '/'))
        segments.emplace_back(part.begin(), part.end());
    return segments;
}

std::string number_text(std::uint64_t number) { return std::to_string(number); }

std::string count_text(std::uint64_t number, std::string_view noun) {
    return number_text(number) + " " + std::string(noun) + (number == 1 ? "" : "s");
}

std::string unknown_text(const ImportReport& report) {
    if (report.unknown_codes.empty()) return "";
    std::string text = "  left out, codes that are not known:";
    for (const auto& [code, rows] : report.unknown_codes)
        text += " " + printable(code) + " (" + number_text(rows) + ")";
    return text + "\n";
}

std::string import_text(const std::string& dataset, const ImportOutcome& outcome) {
    const ImportReport& report = outcome.report;
    return dataset + ": " + count_text(report.vintage.observations, "observation") + " in " +
           number_text(report.vintage.series) + " series, " + number_text(report.added) +
           " added, " + number_text(report.changed) + " changed, " + number_text(report.unchanged) +
           " as before, " + number_text(report.dropped) + " no longer there; " +
           count_text(report.missing, "empty cell") + ", " + count_text(report.left_out, "row") +
           " left out; entry " + number_text(outcome.entry) + "\n" + unknown_text(report);
}

Json import_json(const std::string& dataset, const ImportOutcome& outcome) {
    const ImportReport& report = outcome.report;
    Json::Object unknown;
    for (const auto& [code, rows] : report.unknown_codes) unknown.set(code, rows);
    return Json::Object{{"dataset", dataset},
                        {"entry", outcome.entry},
                        {"sha256", to_hex(report.vintage.file)},
                        {"series", report.vintage.series},
                        {"observations", report.vintage.observations},
                        {"added", report.added},
                        {"changed", report.changed},
                        {"unchanged", report.unchanged},
                        {"dropped", report.dropped},
                        {"missing", report.missing},
                        {"left_out", report.left_out},
                        {"unknown_codes", std::move(unknown)}};
}

std::string attachments_text(const Attachments& attachments) {
    if (attachments.intact + attachments.absent == 0) return "";
    return count_text(attachments.intact, "attachment") + " intact, " +
           number_text(attachments.absent) +
           " absent or erased. Statistics are not part of the record: comity rebuild makes them "
           "anew.\n";
}

Progress progress_of(ProgressBar& bar) {
    return [&bar](std::uint64_t done, std::uint64_t total) { bar.show(done, total); };
}

std::vector<std::string> scripts_in(const std::string& folder) {
    std::vector<std::string> scripts;
    for (const auto& file : fs::directory_iterator(folder))
        if (file.path().extension() == ".toml") scripts.push_back(file.path().string());
    std::ranges::sort(scripts);
    return scripts;
}

Report applied_report(const Applied& applied) {
    Json::Array imports;
    std::string text = count_text(applied.acts, "act") + " entered.\n";
    for (const auto& [dataset, outcome] : applied.imports) {
        imports.push_back(import_json(dataset, outcome));
        text += import_text(dataset, outcome);
    }
    return {Json::Object{{"acts", applied.acts}, {"imports", std::move(imports)}}, text};
}

Result<Report> apply_to(const Context& context, Node& node,
                        const std::vector<std::string>& scripts) {
    ProgressBar bar("importing");
    return applied_report(
        TRY(apply_scripts(node, scripts, context.lists, context.now, progress_of(bar))));
}

}  // namespace

Result<Report> init(const Context& context, const InitOptions& options) {
    const std::string examples = context.share_folder + "/examples/" + options.example;
    if (!options.example.empty() && !fs::is_directory(examples))
        return refuse("example.unknown", "there is no example '" + options.example + "'", examples);
    const std::string origin = options.origin.empty() && !options.example.empty()
                                   ? options.example + ".comity.example/log"
                                   : options.origin;
    const auto node = TRY(Node::init(context.folder, origin));
    Report report{Json::Object{{"folder", context.folder},
                               {"origin", origin},
                               {"depositary", node->depositary().text()}},
                  "Made " + context.folder + " for " + origin +
                      ".\nIts checkpoints are signed by " + node->depositary().text() + "\n"};
    if (options.example.empty()) return report;
    const Report applied = TRY(apply_to(context, *node, scripts_in(examples)));
    report.text += applied.text;
    report.json.as<Json::Object>()->set("applied", applied.json);
    return report;
}

Result<Report> submit(const Context& context, const ActType& type, const std::string& author,
                      const std::map<std::string, std::string>& fields) {
    const Json body = typed_body(type.fields, fields);
    TRY(check_codes(type, body, context.lists));
    const auto node = TRY(open_to_write(context));
    const std::uint64_t index =
        TRY(node->submit({std::string(type.kind), author, body}, context.now));
    const std::string leaf = to_hex(leaf_hash(node->log().entry(index)));
    return Report{Json::Object{{"entry", index}, {"kind", type.kind}, {"leaf", leaf}},
                  "Entered " + std::string(type.kind) + " as entry " + number_text(index) +
                      ", leaf " + leaf + ".\n"};
}

Result<Report> apply(const Context& context, const std::vector<std::string>& scripts) {
    const auto node = TRY(open_to_write(context));
    return apply_to(context, *node, scripts);
}

Result<Report> import(const Context& context, const std::string& author,
                      const std::map<std::string, std::string>& fields) {
    const auto request = TRY(decode<ImportRequest>(typed_body(field_infos<ImportRequest>, fields)));
    const auto node = TRY(open_to_write(context));
    ProgressBar bar("importing " + request.file);
    const ImportOutcome outcome =
        TRY(import_dataset(*node, request, {author, context.lists, context.now, progress_of(bar)}));
    return Report{import_json(request.dataset.value, outcome),
                  import_text(request.dataset.value, outcome)};
}

Result<Report> rebuild(const Context& context) {
    const auto node = TRY(open_to_write(context));
    ProgressBar bar("rebuilding");
    const std::uint64_t vintages = TRY(rebuild_statistics(*node, context.lists, progress_of(bar)));
    return Report{Json::Object{{"vintages", vintages}},
                  "Made " + count_text(vintages, "vintage") + " anew.\n"};
}

Result<Report> make_key(const Context& context, const std::string& author) {
    const auto node = TRY(open_to_read(context));
    const VerifierKey key = TRY(node->make_key(author));
    return Report{Json::Object{{"author", author}, {"key", key.text()}}, key.text() + "\n"};
}

Result<Report> list_keys(const Context& context) {
    const auto node = TRY(open_to_read(context));
    Json::Array keys;
    std::string text;
    for (const auto& [author, known] : node->state().authors)
        for (const Author::Key& key : known.keys) {
            keys.emplace_back(Json::Object{{"author", author},
                                           {"key", key.key.text()},
                                           {"entry", key.entry},
                                           {"in_force", &key == &known.keys.back()}});
            text += author + "  " + key.key.text() + "  from entry " + number_text(key.entry) +
                    (&key == &known.keys.back() ? "" : "  (replaced)") + "\n";
        }
    return Report{std::move(keys), text};
}

Result<Report> status(const Context& context, const std::string& as_of) {
    const auto node = TRY(open_to_read(context));
    const Json json = TRY(ask(context, *node, "/scoreboard", {{"as_of", as_of}}));
    const auto scoreboard = TRY(decode<answers::Scoreboard>(json));
    return Report{json, scoreboard_text(scoreboard, terminal_columns())};
}

Result<Report> explain_reading(const Context& context, const ReadingOptions& options) {
    const auto node = TRY(open_to_read(context));
    const Json json = TRY(ask(context, *node, "/pledges/{pledge}/readings/{reading}/explain",
                              {{"pledge", options.pledge},
                               {"reading", options.reading},
                               {"as_of", options.as_of},
                               {"count", "10000"}}));
    const auto explanation = TRY(decode<answers::Explanation>(json));
    const auto pledge =
        TRY(ask_for<answers::PledgePage>(context, *node, "/pledges/{pledge}",
                                         {{"pledge", options.pledge}, {"as_of", options.as_of}}));
    const auto account =
        std::ranges::find(pledge.readings, options.reading, &answers::Account::reading);
    check(account != pledge.readings.end(), "the explanation was of one of its readings");
    return Report{json, explanation_text(*account, explanation, terminal_columns())};
}

Result<Report> log(const Context& context, std::uint64_t count) {
    const auto node = TRY(open_to_read(context));
    const Json json = TRY(ask(context, *node, "/entries", {{"count", number_text(count)}}));
    const auto entries = TRY(decode<answers::Entries>(json));
    Table table({{"entry", Table::Align::right}, {"time"}, {"author"}, {"kind"}, {"leaf"}});
    for (const answers::EntryHead& entry : entries.entries)
        table.add({{number_text(static_cast<std::uint64_t>(entry.index))},
                   {entry.time.text()},
                   {entry.author},
                   {entry.kind},
                   {entry.leaf.substr(0, 16)}});
    return Report{json, table.text(terminal_columns())};
}

Result<Report> export_answer(const Context& context, const std::string& path, bool csv) {
    const auto node = TRY(open_to_read(context));
    const QuestionMatch match = TRY(match_question(segments_of(path)));
    std::map<std::string, std::string> arguments = match.arguments;
    const auto takes = [&](std::string_view name) {
        return std::ranges::find(match.question->parameters, name, &Parameter::name) !=
               match.question->parameters.end();
    };
    if (takes("count")) arguments.emplace("count", "10000");
    const Json json = TRY(ask(context, *node, match.question->path, std::move(arguments)));
    if (!csv) return Report{json, to_pretty_text(json) + "\n"};
    const std::string table = TRY(csv_of(*match.question, json));
    return Report{json, table};
}

Result<Report> verify_folder(const Context& context, const std::string& key) {
    const auto config = TRY(read_node_config(context.folder));
    const VerifierKey trusted = key.empty() ? config.depositary : TRY(VerifierKey::parse(key));
    const auto disk = open_disk(context.folder + "/log");
    ProgressBar bar("verifying");
    const Verification found = TRY(verify_record(
        *disk, trusted.name, trusted, [&](std::uint64_t entries) { bar.show(entries, 0); }));
    const Checkpoint& head = found.checkpoint;
    const Attachments attachments = TRY(check_attachments(found.state, context.folder + "/blobs"));
    std::string text = "The record holds: " + number_text(head.size) + " entries, " +
                       number_text(found.signatures) + " signatures, root " + to_base64(head.root) +
                       ".\nSealed by the depositary alone, key " + trusted.text() + ".\n";
    text += attachments_text(attachments);
    if (key.empty())
        text +=
            "This key was read from the folder itself: compare it with the one the association "
            "published, or give it with --key.\n";
    return Report{Json::Object{{"origin", head.origin},
                               {"size", head.size},
                               {"root", to_base64(head.root)},
                               {"signatures", found.signatures},
                               {"attachments_intact", attachments.intact},
                               {"attachments_absent", attachments.absent},
                               {"key", trusted.text()}},
                  text};
}

Result<Report> verify_proof(const ProofOptions& options) {
    const VerifierKey key = TRY(VerifierKey::parse(options.key));
    const std::string proof_text = TRY(read_text_file(options.proof));
    const Proof proof = TRY(parse_proof(proof_text));
    const std::string entry = TRY(read_text_file(options.entry));
    const Checkpoint head = TRY(check_proof(proof, entry, key.name, key));
    return Report{Json::Object{{"index", proof.index}, {"size", head.size}},
                  "The entry stands at " + number_text(proof.index) + " of " +
                      number_text(head.size) + " in " + head.origin + ".\n"};
}

Result<Report> prove(const Context& context, std::uint64_t index) {
    const auto node = TRY(open_to_read(context));
    const auto answer = TRY(ask_for<answers::ProofText>(context, *node, "/proofs/{index}",
                                                        {{"index", number_text(index)}}));
    return Report{encode(answer), answer.proof};
}

}  // namespace comity::cli
