// SPDX-License-Identifier: Apache-2.0
#include "record/entry.h"

#include "record/merkle.h"
#include "record/text_lines.h"

#include <algorithm>

namespace comity {
namespace {

constexpr std::string_view header = "comity/entry/v1";
constexpr std::size_t author_length_max = 32;

bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_alphanumeric(char c) {
    return is_lower(c) || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/// [a-z]+(\.[a-z-]+)+
bool is_kind(std::string_view text) {
    bool first = true;
    for (;;) {
        const std::string_view word = text.substr(0, text.find('.'));
        const bool fits =
            std::ranges::all_of(word, [&](char c) { return is_lower(c) || (c == '-' && !first); });
        if (word.empty() || !fits) return false;
        if (word.size() == text.size()) return !first;
        text.remove_prefix(word.size() + 1);
        first = false;
    }
}

/// [A-Za-z0-9][A-Za-z0-9-]{0,31}
bool is_author(std::string_view text) {
    if (text.empty() || text.size() > author_length_max || text[0] == '-') return false;
    return std::ranges::all_of(text, [](char c) { return is_alphanumeric(c) || c == '-'; });
}

/// Reads the seven lines; each refusal names its line.
class StatementReader {
public:
    explicit StatementReader(std::string_view text) : lines_(text) {}

    Result<Statement> read() {
        if (TRY(line()) != header) return malformed("'comity/entry/v1'");
        Statement statement;
        statement.origin = TRY(line());
        if (!is_key_name(statement.origin)) return malformed("an origin without spaces and '+'");
        TRY(read_kind(statement));
        statement.author = TRY(line());
        if (!is_author(statement.author)) return malformed("an author: letters, digits, '-'");
        auto time = Instant::parse(TRY(line()));
        if (!time) return refuse_at(place(), std::move(time));
        statement.time = *time;
        TRY(read_previous(statement));
        statement.body = TRY(line());
        if (statement.body.empty()) return malformed("the act in JSON");
        if (!lines_.rest().empty()) return malformed("nothing after the body");
        return statement;
    }

private:
    std::string place() const { return std::to_string(lines_.number()); }
    std::unexpected<Refusal> malformed(std::string expected) const {
        return refuse("entry.malformed", std::move(expected), place());
    }
    Result<std::string_view> line() {
        const auto next = lines_.next();
        if (!next) return malformed("seven lines");
        return *next;
    }
    Result<> read_kind(Statement& statement) {
        const std::string_view text = TRY(line());
        const std::size_t space = text.find(' ');
        if (space == std::string_view::npos || !is_kind(text.substr(0, space)))
            return malformed("a kind of act and its version");
        const auto version = parse_whole_number<int>(text.substr(space + 1));
        if (!version || *version == 0) return malformed("a version from 1, without leading zeros");
        statement.kind = text.substr(0, space);
        statement.version = *version;
        return {};
    }
    Result<> read_previous(Statement& statement) {
        const std::string_view text = TRY(line());
        if (text == "-") return {};
        statement.previous = hash_from_base64(text);
        if (!statement.previous) return malformed("a leaf hash in base64, or '-'");
        return {};
    }

    TextLines lines_;
};

bool is_signed_by_name(const NoteSignature& signature, const Statement& statement) {
    const std::string_view name = signature.name;
    const std::size_t length = statement.origin.size();
    return name.size() == length + 1 + statement.author.size() &&
           name.starts_with(statement.origin) && name[length] == '/' &&
           name.ends_with(statement.author);
}

}  // namespace

std::string author_key_name(std::string_view origin, std::string_view author) {
    return std::string(origin) + "/" + std::string(author);
}

std::string to_text(const Statement& statement) {
    std::string text(header);
    text += '\n' + statement.origin;
    text += '\n' + statement.kind + ' ' + std::to_string(statement.version);
    text += '\n' + statement.author;
    text += '\n' + statement.time.text();
    text += '\n' + (statement.previous ? to_base64(*statement.previous) : "-");
    text += '\n' + statement.body + '\n';
    return text;
}

Result<std::string> sign_statement(const Statement& statement, const SecretKey& key) {
    Note note;
    note.text = to_text(statement);
    note.signatures.push_back(
        sign_note(note.text, author_key_name(statement.origin, statement.author), key));
    std::string bytes = to_bytes(note);
    TRY(parse_entry(bytes));  // what we sign, everyone can read
    return bytes;
}

Result<Entry> parse_entry(std::string_view bytes) { return parse_entry(bytes, leaf_hash(bytes)); }

Result<Entry> parse_entry(std::string_view bytes, const Hash& leaf) {
    if (bytes.size() > entry_size_max) return refuse("entry.size", "at most 65535 bytes");
    Note note = TRY(parse_note(bytes));
    Entry entry;
    entry.statement = TRY(StatementReader(note.text).read());
    if (note.signatures.size() != 1) return refuse("entry.signatures", "exactly one signature");
    entry.signature = std::move(note.signatures[0]);
    if (!is_signed_by_name(entry.signature, entry.statement))
        return refuse("entry.signatures", "a signature in the name of origin/author");
    entry.text = std::move(note.text);
    entry.leaf = leaf;
    return entry;
}

Result<> check_chain(const Entry& entry, std::string_view origin, const AuthorHead& head) {
    if (entry.statement.origin != origin)
        return refuse("entry.origin", "an entry for " + std::string(origin), "2");
    if (entry.signature.name != head.key_name || entry.signature.key_id != head.key_id)
        return refuse("entry.key", "a signature by the author's key in force", "9");
    if (entry.statement.previous != head.previous)
        return refuse("entry.chain", "the leaf hash of the author's last entry", "6");
    return {};
}

Result<> check_signature(const Entry& entry, const PublicKey& key) {
    if (!verify(key, entry.text, entry.signature.signature))
        return refuse("entry.bad-signature", "a valid signature by " + entry.signature.name, "9");
    return {};
}

}  // namespace comity
