// SPDX-License-Identifier: Apache-2.0
// Runs scenarios: text files that say who signs what and what becomes of it. README.md has the
// language. Every line is really signed, read back and folded; a refused one must leave the state
// as it was; at the end everything that was accepted is folded again from nothing.
#include "acts/all.h"
#include "acts/replacement.h"
#include "notes.h"
#include "tables.h"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <iostream>
#include <sstream>

namespace comity::scenarios {
namespace {

constexpr std::string_view other_origin = "elsewhere.example/log";

/// A line of a scenario with the indented lines that belong to it.
struct Step {
    int line = 0;
    std::string text;
    std::vector<std::string> rows;
};

std::vector<Step> read_steps(std::istream& in) {
    std::vector<Step> steps;
    int number = 0;
    for (std::string line; std::getline(in, line);) {
        ++number;
        if (line.empty() || line.front() == '#') continue;
        if (line.front() == ' ' && !steps.empty())
            steps.back().rows.push_back(line);
        else
            steps.push_back({number, line, {}});
    }
    return steps;
}

/// The next word of `text`, which is shortened by it.
std::string take_word(std::string_view& text) {
    const std::size_t space = text.find(' ');
    std::string word(text.substr(0, space));
    text.remove_prefix(space == std::string_view::npos ? text.size() : space + 1);
    return word;
}

/// CHN, CHN/2 (a second key of CHN), KAZ=CHN (the key of CHN under the name of KAZ); `role` is
/// what the name ends in.
VerifierKey key_named(std::string_view name_and_seed, KeyType type, std::string_view role = "") {
    const std::size_t equals = name_and_seed.find('=');
    const std::string_view key = name_and_seed.substr(0, equals);
    const auto seed = equals == std::string_view::npos ? key : name_and_seed.substr(equals + 1);
    const std::string_view author = key.substr(0, key.find('/'));
    const std::string name =
        author == "depositary" ? std::string(origin) : author_key_name(origin, author);
    return {name + std::string(role), type, key_of(seed).public_key()};
}

VerifierKey recovery_key(std::string_view name_and_seed) {
    return key_named(name_and_seed, KeyType::ed25519, "/recovery");
}

/// `PURPOSE:SIGNER:AUTHOR:OLD:NEW`: the signature of a change of keys.
std::string change_signature(std::string_view text) {
    std::array<std::string_view, 5> parts;
    for (std::string_view& part : parts) {
        const std::size_t colon = std::min(text.find(':'), text.size());
        part = text.substr(0, colon);
        text.remove_prefix(std::min(colon + 1, text.size()));
    }
    const auto& [purpose, signer, author, before, after] = parts;
    const bool guards = purpose == "guard";
    const auto named = [&](std::string_view key) {
        return guards ? recovery_key(key) : key_named(key, KeyType::ed25519);
    };
    const KeyChange change = guards                ? KeyChange::guard
                             : purpose == "revoke" ? KeyChange::revoke
                                                   : KeyChange::replace;
    const VerifierKey old_key = named(before);
    const VerifierKey new_key = named(after);
    const KeyChangeText change_text{change, origin, author, old_key, new_key};
    return to_base64(key_of(signer).sign(change_text.text()));
}

/// `$repeat:5000:text `
std::string repeated(std::string_view text) {
    const std::size_t colon = text.find(':');
    int times = 0;
    std::from_chars(text.data(), text.data() + std::min(colon, text.size()), times);
    std::string all;
    for (int i = 0; i < times; ++i) all += text.substr(colon + 1);
    return all;
}

std::string expanded(std::string_view text) {
    const auto rest = [&](std::string_view prefix) { return text.substr(prefix.size()); };
    if (text.starts_with("$key:")) return key_named(rest("$key:"), KeyType::ed25519).text();
    if (text.starts_with("$cosigner:"))
        return key_named(rest("$cosigner:"), KeyType::cosignature).text();
    if (text.starts_with("$recovery:")) return recovery_key(rest("$recovery:")).text();
    if (text.starts_with("$sign:")) return change_signature(rest("$sign:"));
    if (text.starts_with("$x25519:"))
        return confidential_key(sha256(rest("$x25519:")).bytes).text();
    if (text.starts_with("$hash:")) return to_hex(sha256(rest("$hash:")));
    if (text.starts_with("$repeat:")) return repeated(rest("$repeat:"));
    return std::string(text);
}

void expand(Json& json, const Notes& notes) {
    if (auto* text = json.as<std::string>()) {
        const auto note = notes.made_by(*text);
        *text = note ? *note : expanded(*text);
    }
    if (auto* items = json.as<Json::Array>())
        for (Json& item : *items) expand(item, notes);
    if (auto* members = json.as<Json::Object>()) {
        const Json::Object copy = *members;
        for (const auto& [key, value] : copy) expand(*members->find(key), notes);
    }
}

/// Short forms (`"window": "2021..2025"`) as people type them.
void lengthen(Json& body, const ActType& type) {
    auto* members = body.as<Json::Object>();
    if (!members) return;
    for (const FieldInfo& field : type.fields)
        if (Json* value = members->find(field.name))
            if (const auto* text = value->as<std::string>()) *value = field.from_text(*text);
}

/// How a line is signed: as it should be, or in one of the ways in which it should not.
struct Manner {
    bool tampered = false;   ///< the text is changed after it was signed
    bool unchained = false;  ///< leaves out the author's previous entry
    bool elsewhere = false;  ///< for another association
    bool twice = false;      ///< with a second signature
    std::string seed;        ///< the key, unless it is the author's own
};

std::string outcome(const Result<>& result) {
    if (result) return "accepted";
    const Refusal& refusal = result.error();
    return refusal.code + (refusal.where.empty() ? "" : " " + refusal.where);
}

class Scenario {
public:
    explicit Scenario(std::string file) : file_(std::move(file)) {}

    int run() {
        std::ifstream in(file_);
        const std::vector<Step> steps = read_steps(in);
        if (steps.empty()) fail({}, "a scenario has at least one line");
        for (const Step& step : steps) take(step);
        check_folding_again();
        if (failures_ == 0)
            std::cout << file_ << ": " << steps.size() << " lines, " << accepted_.size()
                      << " entries accepted\n";
        return failures_ == 0 ? 0 : 1;
    }

private:
    void fail(const Step& step, const std::string& message) {
        ++failures_;
        std::cerr << file_ << ":" << step.line << ": " << message << "\n";
    }

    void take(const Step& step) {
        std::string_view rest = step.text;
        const std::string first = take_word(rest);
        if (first == "at") {
            const auto time = Instant::parse(rest);
            if (!time) return fail(step, "at: a moment is 2021-09-17T08:00:00Z");
            now_ = *time;
        } else if (first == "key") {
            const std::string author = take_word(rest);
            seeds_[author] = rest;
        } else if (first == "show") {
            show(step, rest);
        } else {
            act(step);
        }
    }

    void show(const Step& step, std::string_view rest) {
        const std::string topic = take_word(rest);
        const std::vector<Row> rows = table(state_, topic, std::string(rest));
        std::vector<Row> expected;
        for (const std::string& line : step.rows) expected.push_back(read_row(line));
        if (rows == expected) return;
        std::string shown;
        for (const Row& row : rows) shown += "\n    " + to_line(row);
        fail(step, step.text + " shows:" + shown);
    }

    void act(const Step& step) {
        std::string text = step.text;
        for (const std::string& line : step.rows) text += line;
        const std::size_t arrow = text.rfind(" -> ");
        if (arrow == std::string::npos) return fail(step, "should end with -> and what happens");
        const std::string expected = text.substr(arrow + 4);
        const State before = state_;
        const std::string happened = outcome(enter(std::string_view(text).substr(0, arrow)));
        if (happened != expected) fail(step, "expected: " + expected + "; was: " + happened);
        if (happened != "accepted" && !(state_ == before))
            fail(step, "a refused act should leave the state as it was");
    }

    /// Signs and folds what a line says.
    Result<> enter(std::string_view line) {
        if (line.starts_with("replay ")) {
            const std::size_t number = static_cast<std::size_t>(line.back() - '0');
            if (number >= accepted_.size()) return refuse("scenario.replay", "no such entry");
            return append(accepted_[number]);
        }
        const std::string bytes = TRY(signed_entry(line));
        return append(bytes);
    }

    Result<> append(const std::string& bytes) {
        const Entry entry = TRY(parse_entry(bytes));
        TRY(fold_verified(state_, accepted_.size(), entry));
        accepted_.push_back(bytes);
        return {};
    }

    static Manner take_manner(std::string_view& line) {
        Manner manner;
        for (;;) {
            std::string_view rest = line;
            const std::string word = take_word(rest);
            if (word == "tampered")
                manner.tampered = true;
            else if (word == "unchained")
                manner.unchained = true;
            else if (word == "elsewhere")
                manner.elsewhere = true;
            else if (word == "twice-signed")
                manner.twice = true;
            else
                return manner;
            line = rest;
        }
    }

    Result<std::string> signed_entry(std::string_view line) {
        Manner manner = take_manner(line);
        Statement statement;
        statement.origin = manner.elsewhere ? other_origin : origin;
        statement.time = now_;
        read_author(take_word(line), statement, manner);
        statement.kind = take_word(line);
        if (const std::size_t slash = statement.kind.find('/'); slash != std::string::npos) {
            statement.version = statement.kind.back() - '0';
            statement.kind.resize(slash);
        }
        statement.body = TRY(body_of(statement.kind, line));
        if (!manner.unchained) statement.previous = previous_of(statement.author);
        return spoilt(TRY(sign_statement(statement, key_of(manner.seed))), manner);
    }

    /// `CHN`, or `CHN~KAZ`: by CHN with the key of KAZ.
    void read_author(const std::string& word, Statement& statement, Manner& manner) const {
        const std::size_t tilde = word.find('~');
        statement.author = word.substr(0, tilde);
        const auto own = seeds_.find(statement.author);
        if (tilde != std::string::npos)
            manner.seed = word.substr(tilde + 1);
        else
            manner.seed = own == seeds_.end() ? statement.author : own->second;
    }

    Result<std::string> body_of(const std::string& kind, std::string_view text) const {
        Json body = TRY(parse_json(text));
        expand(body, Notes(accepted_, seeds_, now_));
        if (const ActType* type = find_act(kind)) lengthen(body, *type);
        return to_text(body);
    }

    std::optional<Hash> previous_of(const std::string& author) const {
        const auto found = state_.authors.find(author);
        return found == state_.authors.end() ? std::nullopt : found->second.previous;
    }

    static std::string spoilt(std::string bytes, const Manner& manner) {
        if (manner.tampered) bytes.replace(bytes.find("0Z\n"), 2, "1Z");
        if (manner.twice) bytes += bytes.substr(bytes.find("\n\n") + 2);
        return bytes;
    }

    void check_folding_again() {
        State again;
        for (std::size_t i = 0; i < accepted_.size(); ++i) {
            const auto entry = parse_entry(accepted_[i]);
            if (!entry || !fold(again, i, *entry))
                return fail({}, "entry " + std::to_string(i) + " is refused when folded again");
        }
        if (!(again == state_)) fail({}, "folding again should give the same state");
        if (state_.entries != accepted_.size()) fail({}, "the state should count its entries");
    }

    std::string file_;
    int failures_ = 0;
    Instant now_ = Instant::of(Date::of(2021, 9, 17));
    State state_;
    std::vector<std::string> accepted_;
    std::map<std::string, std::string> seeds_;
};

}  // namespace
}  // namespace comity::scenarios

int main(int count, char** arguments) {
    int result = count > 1 ? 0 : 1;
    for (int i = 1; i < count; ++i) result |= comity::scenarios::Scenario(arguments[i]).run();
    return result;
}
