// SPDX-License-Identifier: Apache-2.0
#include "service/atom.h"

#include "acts/all.h"
#include "acts/subject.h"
#include "base/utf8.h"
#include "service/build_answers.h"
#include "service/treaties.h"

#include <algorithm>

namespace comity {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";

/// One character as XML writes it.
std::string_view escaped(std::string_view character) {
    switch (character.front()) {
        case '&':
            return "&amp;";
        case '<':
            return "&lt;";
        case '>':
            return "&gt;";
        case '"':
            return "&quot;";
        case '\t':
            return "&#9;";
        case '\n':
            return "&#10;";
        case '\r':
            return "&#13;";
    }
    const bool control = static_cast<unsigned char>(character.front()) < 0x20;
    const bool none = character == "\xEF\xBF\xBE" || character == "\xEF\xBF\xBF";
    return control || none ? replacement : character;
}

/// The length of the character that begins with this byte of well-formed UTF-8.
std::size_t length_of(char first) {
    const auto byte = static_cast<unsigned char>(first);
    if (byte < 0x80) return 1;
    if (byte < 0xE0) return 2;
    return byte < 0xF0 ? 3 : 4;
}

/// An element with text, on a line of its own.
std::string element(std::string_view indent, std::string_view name, std::string_view text) {
    return std::string(indent) + "<" + std::string(name) + ">" + xml_text(text) + "</" +
           std::string(name) + ">\n";
}

/// A link, as an address within this site.
std::string link(std::string_view indent, std::string_view relation, std::string_view type,
                 std::string_view address) {
    return std::string(indent) + "<link rel=\"" + xml_text(relation) + "\" type=\"" +
           xml_text(type) + "\" href=\"" + xml_text(address) + "\"/>\n";
}

/// `tag:sco.comity.example,2001-06-15:log/12`: the origin's first part is who names, and the day
/// is one on which it was theirs.
class TagNames {
public:
    explicit TagNames(const View& view) {
        const std::string& origin = view.node.origin();
        const std::size_t slash = std::min(origin.find('/'), origin.size());
        const Instant first =
            view.state.entries > 0 ? entry_at(view, 0).entry.statement.time : Instant{};
        prefix_ = "tag:" + origin.substr(0, slash) + "," + first.date().text() + ":" +
                  origin.substr(std::min(slash + 1, origin.size()));
    }
    const std::string& feed() const { return prefix_; }
    std::string entry(std::uint64_t index) const { return prefix_ + "/" + std::to_string(index); }

private:
    std::string prefix_;
};

std::string author_name(const View& view, const std::string& author, const std::string& language) {
    if (!view.state.parties.contains(author)) return author;
    return participant_name(view, author).in(language);
}

std::string entry_text(const View& view, const TagNames& names, std::uint64_t index,
                       const std::string& language) {
    const Statement statement = entry_at(view, index).entry.statement;
    const ActType* type = find_act(statement.kind);
    const std::string subject = subject_of(statement);
    std::string text = "  <entry>\n";
    text += element("    ", "id", names.entry(index));
    text += element("    ", "title", statement.kind + (subject.empty() ? "" : ": ") + subject);
    text += element("    ", "updated", statement.time.text());
    text += "    <author>\n" +
            element("      ", "name", author_name(view, statement.author, language)) +
            "    </author>\n";
    text += link("    ", "alternate", "text/html",
                 "/record/" + std::to_string(index) + "?lang=" + language);
    text += link("    ", "related", "application/json", "/api/v1/entries/" + std::to_string(index));
    if (type) text += "    <summary xml:lang=\"en\">" + xml_text(type->summary) + "</summary>\n";
    return text + "  </entry>\n";
}

}  // namespace

std::string xml_text(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        const std::size_t valid = valid_utf8_prefix(text);
        for (std::size_t i = 0; i < valid;) {
            const std::size_t length = length_of(text[i]);
            out += escaped(text.substr(i, length));
            i += length;
        }
        text.remove_prefix(valid);
        if (text.empty()) break;
        out += replacement;
        text.remove_prefix(1);
    }
    return out;
}

std::string record_feed(const View& view, const std::string& language) {
    const std::uint64_t size = view.state.entries;
    const TagNames names(view);
    const Instant updated = size > 0 ? entry_at(view, size - 1).entry.statement.time : Instant{};
    const std::string title =
        view.state.association ? view.state.association->name.in(language) : view.node.origin();
    std::string text =
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
        "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"" +
        xml_text(language) + "\">\n";
    text += element("  ", "id", names.feed());
    text += element("  ", "title", title);
    text += element("  ", "updated", updated.text());
    text += element("  ", "generator", "Comity");
    text += link("  ", "self", "application/atom+xml", "/feeds/record.atom?lang=" + language);
    text += link("  ", "alternate", "text/html", "/record?lang=" + language);
    for (std::uint64_t i = 0; i < std::min(size, feed_entries_max); ++i)
        text += entry_text(view, names, size - 1 - i, language);
    return text + "</feed>\n";
}

}  // namespace comity
