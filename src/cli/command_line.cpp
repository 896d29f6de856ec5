// SPDX-License-Identifier: Apache-2.0
#include "cli/command_line.h"

#include "acts/reference.h"
#include "base/check.h"
#include "base/nearest.h"
#include "base/utf8.h"
#include "cli/commands.h"
#include "cli/field_command.h"
#include "cli/field_help.h"
#include "cli/trade_commands.h"
#include "cli/trade_simulate.h"
#include "record/text_lines.h"
#include "service/importing.h"
#include "service/open_api.h"

#include <CLI/CLI.hpp>

#include <iostream>

namespace comity::cli {
namespace {

constexpr int exit_refused = 1;
constexpr int exit_fault = 2;

using Typed = std::map<std::string, std::string>;

/// Everything that the options write to, until the one command that was given runs.
struct Given {
    Context context;
    std::string now;
    std::string author = std::string(secretariat);
    std::map<std::string, Typed, std::less<>> fields;  ///< by command
    InitOptions init;
    ReadingOptions reading;
    ProofOptions proof;
    SimulateOptions simulate;
    ServeOptions serve{"127.0.0.1", 8080};
    std::vector<std::string> scripts;
    std::vector<std::string> place;  ///< of prove: [DIR] INDEX
    std::string as_of;
    std::string path;
    std::string folder;
    std::uint64_t count = 20;
    bool csv = false;
};

/// Positionals by their names alone: "[DIR] INDEX", "SCRIPT...".
class HelpFormatter : public CLI::Formatter {
public:
    std::string make_option_usage(const CLI::Option* option) const override {
        const bool many = option->get_expected_max() >= CLI::detail::expected_max_vector_size;
        const std::string name = make_option_name(option, true) + (many ? "..." : "");
        return option->get_required() ? name : "[" + name + "]";
    }
};

using Command = std::function<Result<Report>(Given&)>;

/// The program's commands, each with the function that carries it out.
class CommandLine {
public:
    explicit CommandLine(Serve serve) : serve_(std::move(serve)) {
        app_.description(
            "Comity keeps what a group of equal states has agreed, in a record that each "
            "can check,\nand measures what came of it.");
        app_.set_version_flag("--version", std::string(program_version));
        app_.formatter(std::make_shared<HelpFormatter>());
        app_.require_subcommand(1);
        app_.fallthrough();
        app_.add_option("--dir", given_.context.folder, "the folder of the record")
            ->envname("COMITY_DIR")
            ->capture_default_str();
        app_.add_flag("--json", given_.context.json, "answer as JSON");
        app_.add_option("--now", given_.now, "act at this UTC instant instead of the clock's");
        add_beginning();
        for (const FieldCommand& command : field_commands()) add_field_command(command);
        add_acts();
        add_evidence();
        add_questions();
        add_scenarios();
        add_trade();
        add_proofs();
        add_service();
    }

    int run(int argc, char** argv) {
        try {
            app_.parse(argc, argv);
        } catch (const CLI::ParseError& error) {
            if (error.get_exit_code() == 0) return app_.exit(error);
            return report(std::unexpected(usage_refusal(error)));
        }
        return report(carry_out());
    }

private:
    CLI::App* add(const std::string& name, const std::string& what, Command command) {
        return add(app_, name, what, std::move(command));
    }

    CLI::App* add(CLI::App& above, const std::string& name, const std::string& what,
                  Command command) {
        CLI::App* sub = above.add_subcommand(name, what);
        sub->callback([this, command = std::move(command)] { command_ = command; });
        return sub;
    }

    void add_beginning() {
        CLI::App* init = add("init", "make a folder with keys and an empty record",
                             [](Given& g) { return cli::init(g.context, g.init); });
        init->add_option("DIR", given_.folder, "the folder, new or empty")->required();
        init->add_option("--origin", given_.init.origin,
                         "the name of the log, such as example.org/log");
        init->add_option("--example", given_.init.example,
                         "fill it with a shipped example, such as sco; then --origin may be left "
                         "out");
        init->footer("Example:\n  comity init league --origin harbours.example/log");
        CLI::App* apply = add("apply", "carry out the acts and imports of script files",
                              [](Given& g) { return cli::apply(g.context, g.scripts); });
        apply->add_option("SCRIPT", given_.scripts, "TOML files, in order")->required();
    }

    void add_acts() {
        for (const ActType* type : all_acts()) {
            CLI::App* sub =
                add(std::string(type->command), std::string(type->summary), [type](Given& g) {
                    return submit(g.context, *type, g.author, g.fields[std::string(type->command)]);
                });
            sub->group("Acts");
            sub->add_option("--author", given_.author, "who signs")->capture_default_str();
            add_fields(sub, type->fields, type->command, type->kind == "association.found");
            sub->footer("Example:\n  " + example_of(type->command, type->fields));
        }
    }

    /// Options for fields, but for the one that is given by its `place`; what was typed is kept
    /// only if it was.
    void add_fields(CLI::App* sub, std::span<const FieldInfo> fields, std::string_view command,
                    bool completed_later, std::string_view place = {}) {
        for (const FieldInfo& field : fields) {
            const bool is_flag = field.type == Codec<bool>::type;
            const auto keep = [this, command = std::string(command), is_flag,
                               name = std::string(field.name)](const std::string& typed) {
                given_.fields[command][name] = is_flag && typed.empty() ? "true" : typed;
            };
            const std::string form = form_of(field);
            CLI::Option* option = sub->add_option_function<std::string>(
                field.name == place ? place_of(field.name) : option_of(field.name), keep,
                std::string(field.meaning) + (form.empty() ? "" : "\n" + form));
            option->type_name(std::string(field.type))
                ->required(field.required && !completed_later);
            if (is_flag) option->expected(0, 1)->type_name("");
            if (field.type == Codec<std::vector<std::string>>::type) option->join(',');
        }
    }

    void add_field_command(const FieldCommand& command) {
        const std::string key = std::string(command.parent) + " " + std::string(command.name);
        CLI::App& above =
            command.parent.empty() ? app_ : *app_.get_subcommand(std::string(command.parent));
        CLI::App* sub = add(
            above, std::string(command.name), std::string(command.what), [key, command](Given& g) {
                return command.run(g.context, typed_body(command.fields, g.fields[key]));
            });
        if (!command.group.empty()) sub->group(std::string(command.group));
        if (!command.run) sub->callback({})->require_subcommand(1);
        add_fields(sub, command.fields, key, false, command.place);
        sub->footer(std::string(command.footer));
    }

    void add_evidence() {
        CLI::App* import =
            add("import", "read a file of statistics and publish it as a dataset",
                [](Given& g) { return cli::import(g.context, g.author, g.fields["import"]); });
        import->group("Evidence");
        import->add_option("--author", given_.author, "who publishes")->capture_default_str();
        add_fields(import, field_infos<ImportRequest>, "import", false);
        import->footer("Example:\n  " + example_of("import", field_infos<ImportRequest>));
        add("rebuild", "make the statistics anew from the record and its attachments",
            [](Given& g) { return cli::rebuild(g.context); })
            ->group("Evidence");
    }

    void add_questions() {
        CLI::App* status = add("status", "the scoreboard: every promise under every reading",
                               [](Given& g) { return cli::status(g.context, g.as_of); });
        status->add_option("--as-of", given_.as_of, "evidence up to this day");
        CLI::App* explain =
            add("explain", "the rows and files that a figure came from", [](Given& g) {
                g.reading.as_of = g.as_of;
                return explain_reading(g.context, g.reading);
            });
        explain->add_option("PLEDGE", given_.reading.pledge, "its name")->required();
        explain->add_option("READING", given_.reading.reading, "the name of one of its readings")
            ->required();
        explain->add_option("--as-of", given_.as_of, "evidence up to this day");
        CLI::App* log = add("log", "the newest entries of the record",
                            [](Given& g) { return cli::log(g.context, g.count); });
        log->add_option("--count", given_.count, "how many")
            ->check(CLI::Range(1, 10'000))
            ->capture_default_str();
        CLI::App* exported = add("export", "any answer of the API, as JSON or CSV",
                                 [](Given& g) { return export_answer(g.context, g.path, g.csv); });
        exported->add_option("WHAT", given_.path, "such as scoreboard, parties, datasets/NAME")
            ->required();
        exported->add_flag("--csv", given_.csv, "as CSV");
        exported->footer("There are: " + answer_names());
        for (CLI::App* sub : {status, explain, log, exported}) sub->group("Questions");
    }

    static constexpr const char* about_trade = "the trade engine, on files without a record";

    /// `name` below a command that does nothing alone, which is made if it is not there yet.
    CLI::App* add_below(const std::string& parent, const std::string& about,
                        const std::string& name, const std::string& what, Command command) {
        const auto named = [&](const CLI::App* app) { return app->get_name() == parent; };
        const bool there = !app_.get_subcommands(named).empty();
        CLI::App* over = there ? app_.get_subcommand(parent)
                               : app_.add_subcommand(parent, about)->require_subcommand(1);
        return add(*over->group("Engines"), name, what, std::move(command));
    }

    void add_scenarios() {
        CLI::App* assess =
            add_below("assess", "what would follow from a change, by the record's own groups",
                      "trade", "effects on each party, if trade became cheaper or tariffs changed",
                      [](Given& g) { return assess_trade(g.context, g.simulate); });
        CLI::App* simulate =
            add_below("trade", about_trade, "simulate",
                      "effects on each party of a scenario, whose groups are lists of codes",
                      [](Given& g) { return simulate_trade(g.context, g.simulate); });
        for (CLI::App* sub : {assess, simulate}) add_simulate_options(sub);
    }

    void add_simulate_options(CLI::App* sub) {
        SimulateOptions& options = given_.simulate;
        sub->add_option("SCENARIO", options.scenario,
                        "a scenario's file, or the name of one in the record's scenarios/")
            ->required();
        sub->add_option("--draws", options.draws, "so many draws instead of the scenario's");
        sub->add_option("--seed", options.seed, "of the draws");
        sub->add_option("--change", options.change,
                        "of the cost of trade in percent, instead of the scenario's");
        sub->add_option("--threads", options.threads, "0: one for each processor")
            ->check(CLI::Range(0, 1024))
            ->capture_default_str();
        sub->add_flag("--csv", options.csv, "the effects by party and year, as CSV");
    }

    /// A command of the trade engine on one file, asked as `Question::fields` say.
    template <class Question>
    void add_on_file(const std::string& name, const char* what, const char* file,
                     decltype(&estimate_trade) answer, const char* example) {
        const std::string_view command = Question::type;
        CLI::App* sub = add_below("trade", about_trade, name, what, [=](Given& g) {
            return answer(g.context, g.path, g.csv, g.fields[std::string(command)]);
        });
        sub->add_option(file, given_.path, "CSV with a header, packed if it ends in .gz")
            ->required();
        add_fields(sub, field_infos<Question>, command, false);
        sub->add_flag("--csv", given_.csv, "answer as CSV: the main table alone");
        sub->footer(example);
    }

    void add_trade() {
        add_on_file<GravityQuestion>("estimate", "a gravity equation, by PPML or least squares",
                                     "PANEL", estimate_trade, estimate_example);
        add_on_file<TradeQuestion>("describe", "balances, shares, concentration, growth of a group",
                                   "FLOWS", describe_trade_of, describe_example);
    }

    void add_proofs() {
        CLI::App* verify = add(
            "verify", "check the whole record, or one proof, trusting only a key", [](Given& g) {
                return g.proof.proof.empty() ? verify_folder(g.context, g.proof.key)
                                             : verify_proof(g.proof);
            });
        verify->add_option("DIR", given_.folder, "the folder of the record");
        verify->add_option("--key", given_.proof.key, "the depositary's verifier key");
        CLI::Option* entry = verify->add_option("--entry", given_.proof.entry,
                                                "a file with the entry's exact bytes");
        CLI::Option* proof = verify->add_option("--proof", given_.proof.proof,
                                                "a file with a proof made by comity prove");
        entry->needs(proof);
        proof->needs(entry);
        verify->footer(
            "Examples:\n  comity verify . --key KEY\n"
            "  comity verify --proof proof-6 --entry entry-6 --key KEY");
        CLI::App* prove = add("prove", "a proof that an entry stands in the record",
                              [](Given& g) { return prove_place(g); });
        prove->add_option("[DIR] INDEX", given_.place, "the folder, and the entry's number")
            ->required()
            ->expected(1, 2);
        prove->add_option("--entry", given_.proof.entry,
                          "write the entry's exact bytes to this file, for comity verify");
        prove->footer("Example:\n  comity prove . 6 --entry entry-6 > proof-6");
        for (CLI::App* sub : {verify, prove}) sub->group("Proofs");
    }

    static Result<Report> prove_place(Given& g) {
        if (g.place.size() == 2) g.context.folder = g.place.front();
        const auto index = parse_whole_number<std::uint64_t>(g.place.back());
        if (!index) return refuse("entry.index", "should be a whole number", g.place.back());
        return prove(g.context, *index, g.proof.entry);
    }

    void add_service() {
        CLI::App* serve = add("serve", "serve the pages, the API and the log until interrupted",
                              [this](Given& g) -> Result<Report> {
                                  const auto served = serve_(g.context, g.serve);
                                  if (!served) return refuse_serving(served.error(), g.serve.port);
                                  return Report{};
                              });
        serve->add_option("--address", given_.serve.address, "an IP address of this machine")
            ->capture_default_str();
        serve->add_option("--port", given_.serve.port, "0 means any that is free")
            ->capture_default_str();
        serve->add_option("--public", given_.serve.public_origin,
                          "where a proxy serves this under TLS, if people sign in: https://...");
        CLI::App* docs = add("docs", "print generated documentation",
                             [this](Given& g) { return documentation(g.path); });
        docs->add_option("WHAT", given_.path, "acts, api, cli or completion")
            ->required()
            ->check(CLI::IsMember({"acts", "api", "cli", "completion"}));
        for (CLI::App* sub : {serve, docs}) sub->group("Service");
    }

    /// The command that was named, however deep.
    const CLI::App& named_command() const {
        const CLI::App* command = &app_;
        while (!command->get_subcommands().empty()) command = command->get_subcommands().back();
        return *command;
    }

    /// Why the line was not understood: everything at once.
    Refusal usage_refusal(const CLI::ParseError& error) const {
        const CLI::App& command = named_command();
        const std::vector<std::string> unknown = unknown_words(app_.remaining(true));
        if (!command.get_subcommands({}).empty() && !unknown.empty() &&
            !unknown.front().starts_with('-'))
            return {"command.unknown", "there is no command '" + unknown.front() + "'" +
                                           did_you_mean(unknown.front(), names_below(command)) +
                                           "; comity --help lists them"};
        if (&command == &app_ && unknown.empty() && is_incomplete(error))
            return {"command.missing", "name a command; comity --help lists them"};
        std::string message = complaints(command, unknown, error);
        return {"command.options", message + "; see " + full_name(command) + " --help",
                full_name(command)};
    }

    /// Options if there are any: plain words may be their values.
    static std::vector<std::string> unknown_words(const std::vector<std::string>& remaining) {
        std::vector<std::string> options;
        for (const std::string& word : remaining)
            if (word.starts_with('-')) options.push_back(word.substr(0, word.find('=')));
        return options.empty() ? remaining : options;
    }

    static std::vector<std::string> names_below(const CLI::App& command) {
        std::vector<std::string> names;
        for (const CLI::App* sub : command.get_subcommands({})) names.push_back(sub->get_name());
        return names;
    }

    std::vector<std::string> options_of(const CLI::App& command) const {
        std::vector<std::string> names;
        for (const CLI::App* app : {&command, &app_})
            for (const CLI::Option* option : app->get_options())
                for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
        return names;
    }

    static std::string full_name(const CLI::App& command) {
        const CLI::App* parent = command.get_parent();
        return (parent ? full_name(*parent) + " " : "") + command.get_name();
    }

    std::string complaints(const CLI::App& command, const std::vector<std::string>& unknown,
                           const CLI::ParseError& error) const {
        std::string text;
        for (const std::string& word : unknown)
            text += (text.empty() ? "" : "; ") +
                    (word.starts_with('-')
                         ? "there is no option " + word + did_you_mean(word, options_of(command))
                         : "'" + word + "' is one word too many");
        const std::string missing = missing_options(command, error);
        if (!missing.empty()) text += (text.empty() ? "missing: " : "; missing: ") + missing;
        return text.empty() ? error.what() : text;
    }

    /// The line was read to its end: before that, what is absent says nothing.
    static bool is_incomplete(const CLI::ParseError& error) {
        return dynamic_cast<const CLI::RequiredError*>(&error) != nullptr;
    }

    static std::string missing_options(const CLI::App& command, const CLI::ParseError& error) {
        std::string text;
        if (!is_incomplete(error)) return text;
        for (const CLI::Option* option : command.get_options())
            if (option->get_required() && option->count() == 0)
                text += (text.empty() ? "" : ", ") + option->get_name();
        return text;
    }

    Result<Report> documentation(const std::string& what) {
        if (what == "acts") return Report{acts_schema(), acts_reference()};
        if (what == "api") {
            const Json description = open_api(program_version);
            return Report{description, to_pretty_text(description) + "\n"};
        }
        // Of a command line that has read nothing: help tells of what was given.
        return Report{{}, what == "cli" ? CommandLine({}).reference() : completion()};
    }

    /// The command line as a page of the book.
    std::string reference() {
        std::string page =
            "# Command line\n\nGenerated by `comity docs cli`.\n\n```\n" + app_.help() + "```\n";
        append_commands(page, app_);
        return page;
    }

    static void append_commands(std::string& page, const CLI::App& above) {
        for (const CLI::App* sub : above.get_subcommands({})) {
            page += "\n## " + full_name(*sub) + "\n\n```\n" +
                    sub->help(full_name(above), CLI::AppFormatMode::Normal) + "```\n";
            append_commands(page, *sub);
        }
    }

    /// A completion script for bash: commands, then each command's options.
    std::string completion() {
        std::string commands;
        std::string cases;
        for (const CLI::App* sub : app_.get_subcommands({})) {
            commands += (commands.empty() ? "" : " ") + sub->get_name();
            std::string options;
            for (const CLI::Option* option : sub->get_options())
                if (!option->get_lnames().empty()) options += " --" + option->get_lnames().front();
            cases += "    " + sub->get_name() + ") words='--dir --json --now" + options + "' ;;\n";
        }
        return "# bash completion for comity: source <(comity docs completion)\n"
               "_comity() {\n  local words\n  case ${COMP_WORDS[1]} in\n" +
               cases + "    *) words='" + commands +
               "' ;;\n  esac\n  [ \"$COMP_CWORD\" = 1 ] && words='" + commands +
               "'\n  COMPREPLY=($(compgen -o default -W \"$words\" -- "
               "\"${COMP_WORDS[COMP_CWORD]}\"))\n}\ncomplete -o default -F _comity comity\n";
    }

    Result<Report> carry_out() {
        check(command_ != nullptr, "a command is required");
        if (!given_.folder.empty()) given_.context.folder = given_.folder;
        given_.context.now = TRY(moment(given_.now));
        given_.context.lists = TRY(load_code_lists());
        given_.context.share_folder = find_share_folder();
        return command_(given_);
    }

    int report(const Result<Report>& result) const {
        if (result) {
            const bool json = given_.context.json && !result->json.is_null();
            std::cout << (json ? to_pretty_text(result->json) + "\n" : result->text) << std::flush;
            if (!json) std::cerr << result->note << std::flush;
            return std::cout ? 0 : exit_fault;
        }
        const Refusal& refusal = result.error();
        if (given_.context.json) std::cout << to_pretty_text(refusal_json(refusal)) << "\n";
        const std::string place = refusal.where.empty() ? "" : " at " + refusal.where;
        std::cerr << printable("refused: " + refusal.code + place + ": " + refusal.message) << "\n";
        return exit_refused;
    }

    Serve serve_;
    CLI::App app_{"", "comity"};
    Given given_;
    Command command_;
};

}  // namespace

int run(int argc, char** argv, const Serve& serve) {
    try {
        return CommandLine(serve).run(argc, argv);
    } catch (const Bug& bug) {
        std::cerr << "comity: a defect in the program, please report it: " << bug.what() << "\n";
    } catch (const std::exception& fault) {
        std::cerr << printable(std::string("comity: ") + fault.what()) << "\n";
    }
    return exit_fault;
}

}  // namespace comity::cli
