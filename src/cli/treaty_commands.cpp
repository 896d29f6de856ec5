// SPDX-License-Identifier: Apache-2.0
#include "cli/treaty_commands.h"

#include "cli/terminal.h"
#include "service/treaty_answers.h"
#include "service/treaty_import.h"

#include <algorithm>
#include <filesystem>

namespace comity::cli {
namespace {

namespace fs = std::filesystem;

struct AskInstruments {
    static constexpr std::string_view type = "question to the register";
    std::optional<Date> on;
    static constexpr std::tuple fields = {
        Field{"on", &AskInstruments::on, "how things stood on this day; today if absent"}};
};

struct AskTreatyStatus {
    static constexpr std::string_view type = "question about an instrument";
    Identifier instrument;
    std::optional<Date> on;
    static constexpr std::tuple fields = {
        Field{"instrument", &AskTreatyStatus::instrument, "its name"},
        Field{"on", &AskTreatyStatus::on, "how things stood on this day; today if absent"}};
};

struct ImportTreaty {
    static constexpr std::string_view type = "import of treaties";
    std::string file;
    std::optional<std::string> codes;
    static constexpr std::tuple fields = {
        Field{"file", &ImportTreaty::file,
              "a status file of the United Nations Treaty Collection, or a folder of them"},
        Field{"codes", &ImportTreaty::codes,
              "a TOML file of \"Name\" = \"CODE\" for participants that ISO 3166 names otherwise"}};
};

std::string day_text(const std::optional<Date>& day) { return day ? day->text() : ""; }

/// What its entry into force waits for, in a few words.
std::string missing_text(const answers::Missing& missing) {
    if (!missing.clauses_known) return "final clauses not known";
    std::string text;
    const auto add = [&](const std::string& part) { text += (text.empty() ? "" : "; ") + part; };
    if (missing.deposits_wanted && missing.deposits < *missing.deposits_wanted)
        add(std::to_string(missing.deposits) + " of " + std::to_string(*missing.deposits_wanted) +
            " deposits");
    std::string named;
    for (const std::string& code : missing.named) named += (named.empty() ? "" : ", ") + code;
    if (!named.empty()) add("consent of " + named);
    if (missing.share && *missing.share < *missing.share_wanted)
        add(missing.share->text() + " of " + missing.share_wanted->text() + " percent");
    return text;
}

std::string state_text(const answers::InstrumentLine& line) {
    if (line.terminated) return "ended " + line.terminated->text();
    if (line.in_force_on)
        return (line.in_force ? "in force since " : "in force from ") + line.in_force_on->text();
    return "not in force: " + (line.stated ? "deposits not known" : missing_text(line.missing));
}

std::string padded(std::string text, std::size_t width) {
    if (text.size() < width) text.append(width - text.size(), ' ');
    return text + "  ";
}

/// Columns as wide as their widest cell, all of ASCII.
std::string columns(const std::vector<std::vector<std::string>>& rows) {
    std::vector<std::size_t> widths;
    for (const auto& row : rows) {
        widths.resize(std::max(widths.size(), row.size()));
        for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], row[i].size());
    }
    std::string text;
    for (const auto& row : rows) {
        std::string line;
        for (std::size_t i = 0; i < row.size(); ++i) line += padded(row[i], widths[i]);
        text += line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
    }
    return text;
}

std::string register_text(const answers::InstrumentRegister& answer) {
    std::vector<std::vector<std::string>> rows = {{"instrument", "adopted", "bound", "state"}};
    for (const answers::InstrumentLine& line : answer.instruments)
        rows.push_back({line.instrument, day_text(line.concluded), std::to_string(line.bound),
                        state_text(line)});
    return "On " + answer.on.text() + ":\n" + columns(rows);
}

std::string page_text(const answers::InstrumentPage& page) {
    std::string text =
        page.title.in("en") + "\nOn " + page.on.text() + ": " + state_text(page) + "\n\n";
    std::vector<std::vector<std::string>> rows = {
        {"party", "standing", "signed", "consent", "on", "bound since", "leaves"}};
    for (const answers::InstrumentParty& party : page.parties)
        rows.push_back({party.party, party.standing, day_text(party.signed_on),
                        party.consent.value_or(""), day_text(party.consent_on),
                        day_text(party.bound_since), day_text(party.leaves_on)});
    text += columns(rows);
    for (const answers::InstrumentReservation& made : page.reservations) {
        text += "\nReservation of " + made.party + ", " + made.reference + ":";
        for (const answers::ReservationTowards& other : made.towards)
            text += " " + other.party + " " + other.effect + ";";
        text += made.towards.empty() ? " without effect\n" : "\n";
    }
    return text;
}

Result<Report> ask_instruments(const Context& context, const Json& given) {
    const auto asked = TRY(decode<AskInstruments>(given));
    const auto node = TRY(Node::open(context.folder, Node::Access::read));
    const Json json = TRY(ask(context, *node, "/instruments", {{"on", day_text(asked.on)}}));
    const auto answer = TRY(decode<answers::InstrumentRegister>(json));
    return Report{json, register_text(answer)};
}

Result<Report> ask_treaty_status(const Context& context, const Json& given) {
    const auto asked = TRY(decode<AskTreatyStatus>(given));
    const auto node = TRY(Node::open(context.folder, Node::Access::read));
    const Json json =
        TRY(ask(context, *node, "/instruments/{instrument}",
                {{"instrument", asked.instrument.value}, {"on", day_text(asked.on)}}));
    const auto page = TRY(decode<answers::InstrumentPage>(json));
    return Report{json, page_text(page)};
}

std::vector<std::string> files_of(const std::string& path) {
    if (!fs::is_directory(path)) return {path};
    std::vector<std::string> files;
    for (const auto& file : fs::directory_iterator(path))
        if (file.path().extension() == ".csv" && file.path().filename() != "index.csv")
            files.push_back(file.path().string());
    std::ranges::sort(files);
    return files;
}

/// All acts enter together, or none does. Of a folder, files that cannot be read are left out, and
/// named.
Result<Report> import_treaty(const Context& context, const Json& given) {
    const auto asked = TRY(decode<ImportTreaty>(given));
    ParticipantCodes codes;
    if (asked.codes) codes = TRY(read_participant_codes(*asked.codes));
    std::vector<Draft> drafts;
    std::int64_t instruments = 0;
    Json::Array left_out;
    std::string note;
    for (const std::string& file : files_of(asked.file)) {
        const auto more = treaty_drafts(file, context.lists.countries, codes);
        if (!more && file == asked.file) return std::unexpected(more.error());
        if (!more) {
            left_out.emplace_back(fs::path(file).filename().string());
            note += "left out: " + more.error().code + " at " + more.error().where + ": " +
                    more.error().message + "\n";
            continue;
        }
        drafts.insert(drafts.end(), more->begin(), more->end());
        ++instruments;
    }
    const auto node = TRY(Node::open(context.folder, Node::Access::write));
    std::size_t refused = 0;
    const auto entered = node->submit(drafts, context.now, &refused);
    if (!entered)
        return refuse(entered.error().code, entered.error().message,
                      refused < drafts.size() ? to_text(drafts[refused].body) : asked.file);
    return Report{
        Json::Object{{"instruments", instruments}, {"acts", std::ssize(drafts)}},
        std::to_string(instruments) + " instruments, " + std::to_string(drafts.size()) + " acts\n"};
}

constexpr std::array commands = {
    FieldCommand{.name = "instruments",
                 .group = "Instruments",
                 .what = "the register of treaties: which are in force, what others wait for",
                 .fields = field_infos<AskInstruments>,
                 .footer = "As CSV: comity export instruments --csv",
                 .run = &ask_instruments},
    FieldCommand{.name = "treaty-status",
                 .group = "Instruments",
                 .what = "one instrument: who is bound, since when, with which reservations",
                 .fields = field_infos<AskTreatyStatus>,
                 .place = "instrument",
                 .footer = "As CSV: comity export instruments/INSTRUMENT --csv",
                 .run = &ask_treaty_status},
    FieldCommand{.name = "import-treaty",
                 .group = "Instruments",
                 .what = "enter status files of the United Nations Treaty Collection as acts",
                 .fields = field_infos<ImportTreaty>,
                 .place = "file",
                 .footer = "The secretariat signs. Final clauses are in no such file: they stay "
                           "unknown.",
                 .run = &import_treaty},
};

}  // namespace

std::span<const FieldCommand> treaty_commands() { return commands; }

}  // namespace comity::cli
