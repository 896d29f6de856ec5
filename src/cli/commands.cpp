// SPDX-License-Identifier: Apache-2.0
#include "cli/commands.h"

#include "base/check.h"
#include "base/nearest.h"
#include "base/utf8.h"
#include "cli/key_commands.h"
#include "cli/scoreboard_text.h"
#include "cli/terminal.h"
#include "record/key_file.h"
#include "record/proof.h"
#include "service/applying.h"
#include "service/csv.h"
#include "service/pledge_page.h"
#include "service/sealing.h"
#include "service/text_file.h"
#include "service/verifying.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <ranges>

namespace comity::cli {
namespace {

namespace fs = std::filesystem;

Result<std::unique_ptr<Node>> open_to_write(const Context& context) {
    return Node::open(context.folder, Node::Access::write, context.passphrase);
}

Result<std::unique_ptr<Node>> open_to_read(const Context& context) {
    return Node::open(context.folder, Node::Access::read);
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
    const auto applied = apply_scripts(node, scripts, context.lists, context.now, progress_of(bar));
    if (!applied && applied.error().code == "key.absent")
        return refuse("key.absent",
                      "no key of that author here; a party's is made with comity keys make and put "
                      "on record with comity register-key",
                      applied.error().where);
    return applied_report(TRY(applied));
}

constexpr std::string_view first_script = "01-founding.toml";

/// The shipped examples: folders of scripts that begin by founding an association.
std::vector<std::string> example_names(const std::string& folder) {
    std::vector<std::string> names;
    std::error_code absent;
    for (const auto& entry : fs::directory_iterator(folder, absent))
        if (fs::exists(entry.path() / first_script)) names.push_back(entry.path().filename());
    std::ranges::sort(names);
    return names;
}

std::string joined(const std::vector<std::string>& names) {
    std::string text;
    for (const std::string& name : names) text.append(text.empty() ? "" : ", ").append(name);
    return text;
}

Result<> check_example(const std::string& folder, const std::string& name) {
    const std::vector<std::string> names = example_names(folder);
    if (std::ranges::find(names, name) != names.end()) return {};
    if (names.empty())
        return refuse("example.unknown", "no examples are installed beside this program", folder);
    return refuse("example.unknown",
                  "there is no example '" + name + "'" + did_you_mean(name, names) +
                      "; there is: " + joined(names),
                  "--example");
}

/// An author is a party of this record whose key is here: said in words before anything is signed.
Result<> check_author(const Node& node, const std::string& author) {
    const State& state = node.state();
    if (!state.association || author == secretariat) return {};
    if (!state.parties.contains(author)) {
        const auto names = std::views::keys(state.parties);
        const std::vector<std::string> parties(names.begin(), names.end());
        return refuse(
            "author.unknown",
            "there is no party " + author + " in this record" + did_you_mean(author, parties),
            "--author");
    }
    const bool registered = state.authors.contains(author);
    if (node.disk().exists(key_path(author))) {
        if (registered) return {};
        return refuse("author.unknown",
                      "the key of " + author + " is not on record yet: " + register_command(author),
                      "--author");
    }
    if (registered)
        return refuse("key.absent",
                      "no key of " + author + " here: its acts are signed where its key is kept",
                      "--author");
    return refuse("key.absent",
                  "no key of " + author + " here; make one: comity keys make " + author +
                      ", then " + register_command(author),
                  "--author");
}

void write_bytes(const std::string& path, const std::string& bytes) {
    std::ofstream file(path, std::ios::binary | std::ios::trunc);
    file << bytes << std::flush;
    if (!file) throw Fault("cannot write " + path);
}

/// The key to trust: the one given, or else the one that the folder itself names.
Result<VerifierKey> trusted_key(const std::string& folder, const std::string& key) {
    if (!fs::is_directory(folder + "/log"))
        return refuse("node.absent",
                      "there is no record here: give the folder that holds log/, with DIR", folder);
    if (!key.empty()) return VerifierKey::parse(key);
    if (!fs::exists(folder + "/comity.toml"))
        return refuse("key.missing",
                      "this copy of a record names no key; give the depositary's with --key",
                      folder);
    return TRY(read_node_config(folder)).depositary;
}

/// Who publishes the dataset that an account rests on.
Publisher publisher_of(const Node& node, const answers::Account& account) {
    const auto lock = node.reading();
    const auto& datasets = node.state().datasets;
    const auto found = datasets.find(account.measure.dataset.value_or(""));
    if (found == datasets.end()) return {};
    return {found->second.title.in("en"), found->second.publications.back().source.citation};
}

/// Questions to the engines come with an example, and stand beside the record.
void copy_scenarios(const std::string& example, const std::string& folder) {
    const fs::path scenarios = fs::path(example) / "scenarios";
    if (fs::is_directory(scenarios))
        fs::copy(scenarios, fs::path(folder) / "scenarios", fs::copy_options::recursive);
}

}  // namespace

Json typed_body(std::span<const FieldInfo> fields,
                const std::map<std::string, std::string>& typed) {
    Json::Object body;
    for (const FieldInfo& field : fields)
        if (const auto found = typed.find(std::string(field.name)); found != typed.end())
            body.set(field.name, field.from_text(found->second));
    return {std::move(body)};
}

Result<Report> init(const Context& context, const InitOptions& options) {
    const std::string examples = context.share_folder + "/examples";
    if (!options.example.empty()) TRY(check_example(examples, options.example));
    if (options.example.empty() && options.origin.empty())
        return refuse("node.origin",
                      "the log needs a name: give one with --origin, such as --origin "
                      "example.org/log",
                      "--origin");
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
    copy_scenarios(examples + "/" + options.example, context.folder);
    const Report applied =
        TRY(apply_to(context, *node, scripts_in(examples + "/" + options.example)));
    TRY(seal_alone(*node, context.now));
    report.text += applied.text;
    report.json.as<Json::Object>()->set("applied", applied.json);
    return report;
}

Result<Report> submit(const Context& context, const ActType& type, const std::string& author,
                      const std::map<std::string, std::string>& fields) {
    const Json body = typed_body(type.fields, fields);
    TRY(check_codes(type, body, context.lists));
    const auto node = TRY(open_to_write(context));
    TRY(check_author(*node, author));
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
    TRY(check_author(*node, author));
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
    return Report{json, explanation_text(*account, explanation, publisher_of(*node, *account),
                                         terminal_columns())};
}

Result<Report> log(const Context& context, std::uint64_t count) {
    const auto node = TRY(open_to_read(context));
    const Json json = TRY(ask(context, *node, "/entries", {{"count", number_text(count)}}));
    const auto entries = TRY(decode<answers::Entries>(json));
    const auto lock = node->reading();
    Table table({{"entry", Table::Align::right},
                 {"time"},
                 {"author"},
                 {"kind"},
                 {"what it concerns", Table::Align::left, true}});
    for (const answers::EntryHead& head : entries.entries) {
        table.add({{number_text(static_cast<std::uint64_t>(head.index))},
                   {head.time.text()},
                   {head.author},
                   {head.kind},
                   {head.subject}});
    }
    return Report{json, table.text(terminal_columns())};
}

std::string answer_names() {
    std::vector<std::string> names;
    for (const Question* question : all_questions()) {
        std::string name;
        bool placeholder = false;
        for (const char c : question->path.substr(1)) {
            if (c == '{' || c == '}')
                placeholder = c == '{';
            else
                name += placeholder && c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
        }
        names.push_back(std::move(name));
    }
    return joined(names);
}

Result<Report> export_answer(const Context& context, const std::string& path, bool csv) {
    const auto node = TRY(open_to_read(context));
    const auto found = match_question(segments_of(path));
    if (!found)
        return refuse(found.error().code,
                      "there is no answer '" + path + "'; there are: " + answer_names(), "WHAT");
    const QuestionMatch& match = *found;
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
    const VerifierKey trusted = TRY(trusted_key(context.folder, key));
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
    if (options.key.empty())
        return refuse(
            "key.missing",
            "give --key, the depositary's verifier key: a proof proves nothing without it",
            "--key");
    const VerifierKey key = TRY(VerifierKey::parse(options.key));
    const std::string proof_text = TRY(read_text_file(options.proof));
    const Proof proof = TRY(parse_proof(proof_text));
    const std::string entry = TRY(read_text_file(options.entry));
    const Checkpoint head = TRY(check_proof(proof, entry, key.name, key));
    return Report{Json::Object{{"index", proof.index}, {"size", head.size}},
                  "The entry stands at " + number_text(proof.index) + " of " +
                      number_text(head.size) + " in " + head.origin + ".\n"};
}

Result<Report> prove(const Context& context, std::uint64_t index, const std::string& entry_path) {
    const auto node = TRY(open_to_read(context));
    const auto answer = TRY(ask_for<answers::ProofText>(context, *node, "/proofs/{index}",
                                                        {{"index", number_text(index)}}));
    if (!entry_path.empty()) write_bytes(entry_path, node->log().entry(index));
    return Report{encode(answer), answer.proof};
}

Json refusal_json(const Refusal& refusal) {
    const Json::Object content{
        {"code", refusal.code}, {"message", refusal.message}, {"where", refusal.where}};
    return Json::Object{{"refusal", content}};
}

std::unexpected<Refusal> refuse_serving(Refusal refusal, std::uint16_t port) {
    if (refusal.code == "serve.port-in-use") {
        const std::string other = number_text(port < 65'535 ? port + 1U : 8080U);
        refusal.message += ", such as comity serve --port " + other +
                           " (of the example: make demo port=" + other + ")";
    }
    return std::unexpected(std::move(refusal));
}

}  // namespace comity::cli
