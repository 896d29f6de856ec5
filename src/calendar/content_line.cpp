// SPDX-License-Identifier: Apache-2.0
#include "calendar/content_line.h"

#include "base/digits.h"
#include "base/utf8.h"

#include <algorithm>

namespace comity {
namespace {

constexpr std::size_t fold_octets = 75;

bool is_name_character(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || is_digit(c) || c == '-' || c == '_';
}

bool is_control(char c) {
    return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == '\x7F';
}

std::unexpected<Refusal> malformed_line(std::string message) {
    return refuse("calendar.line", std::move(message));
}

std::string caret_decoded(std::string_view text) {
    std::string decoded;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char next = text[i] == '^' && i + 1 < text.size() ? text[i + 1] : '\0';
        if (next != 'n' && next != '\'' && next != '^') {
            decoded += text[i];
            continue;
        }
        decoded += next == 'n' ? '\n' : next == '\'' ? '"' : '^';
        ++i;
    }
    return decoded;
}

/// Takes a line apart from its beginning.
class LineText {
public:
    explicit LineText(std::string_view rest) : rest_(rest) {}

    char next() const { return rest_.empty() ? '\0' : rest_.front(); }
    std::string_view rest() const { return rest_; }
    std::string_view take(std::size_t size) {
        const std::string_view taken = rest_.substr(0, size);
        rest_.remove_prefix(taken.size());
        return taken;
    }
    bool take_if(char c) {
        if (next() != c || rest_.empty()) return false;
        take(1);
        return true;
    }

    std::string name() {
        const auto end = std::ranges::find_if_not(rest_, is_name_character);
        return in_capitals(take(static_cast<std::size_t>(end - rest_.begin())));
    }

    Result<std::string> parameter_value() {
        if (take_if('"')) {
            const std::size_t end = rest_.find('"');
            if (end == std::string_view::npos)
                return malformed_line("a parameter's quote is not closed");
            const std::string_view value = take(end);
            take(1);
            return caret_decoded(value);
        }
        return caret_decoded(take(std::min(rest_.find_first_of("\";:,"), rest_.size())));
    }

private:
    std::string_view rest_;
};

Result<LineParameter> parse_parameter(LineText& in) {
    LineParameter parameter{in.name(), {}};
    if (parameter.name.empty() || !in.take_if('='))
        return malformed_line("a parameter should be written NAME=value");
    do parameter.values.push_back(TRY(in.parameter_value()));
    while (in.take_if(','));
    return parameter;
}

Result<> check_characters(std::string_view line) {
    if (std::ranges::any_of(line, is_control))
        return refuse("calendar.character", "no control characters");
    if (!is_utf8(line)) return refuse("calendar.character", "well-formed UTF-8");
    return {};
}

/// A line with its folds taken out, and where it was.
struct Unfolded {
    std::size_t number = 0;
    std::string text;
};

/// Empty lines do not count, not even between a line and its continuation.
std::vector<Unfolded> unfolded(std::string_view text) {
    constexpr std::string_view mark = "\xEF\xBB\xBF";
    if (text.starts_with(mark)) text.remove_prefix(mark.size());
    std::vector<Unfolded> lines;
    for (std::size_t number = 1; !text.empty(); ++number) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (line.ends_with('\r')) line.remove_suffix(1);
        const bool continues = line.starts_with(' ') || line.starts_with('\t');
        if (continues && !lines.empty())
            lines.back().text.append(line.substr(1));
        else if (!line.empty())
            lines.push_back({number, std::string(line)});
    }
    return lines;
}

/// Where a character ends that begins at or before `position` at the latest: never within one.
std::size_t character_start(std::string_view text, std::size_t position) {
    while (position > 1 && (static_cast<unsigned char>(text[position]) & 0xC0) == 0x80) --position;
    return position;
}

}  // namespace

std::string_view ContentLine::parameter(std::string_view parameter_name) const {
    const auto found = std::ranges::find(parameters, parameter_name, &LineParameter::name);
    return found == parameters.end() ? std::string_view() : found->values.front();
}

Result<ContentLine> parse_content_line(std::string_view line) {
    TRY(check_characters(line));
    LineText in(line);
    ContentLine parsed;
    parsed.text = line;
    parsed.name = in.name();
    if (parsed.name.empty()) return malformed_line("a line should begin with a name");
    while (in.take_if(';')) parsed.parameters.push_back(TRY(parse_parameter(in)));
    if (!in.take_if(':')) return malformed_line("a line should be written NAME:value");
    parsed.value = in.rest();
    return parsed;
}

Result<std::vector<ContentLine>> content_lines(std::string_view text, std::string_view file) {
    std::vector<ContentLine> lines;
    for (const Unfolded& each : unfolded(text)) {
        auto line = parse_content_line(each.text);
        if (!line)
            return refuse_at(std::string(file) + ":" + std::to_string(each.number),
                             std::move(line));
        line->number = each.number;
        lines.push_back(*std::move(line));
    }
    return lines;
}

void append_folded(std::string& out, std::string_view line) {
    std::size_t room = fold_octets;
    while (line.size() > room) {
        const std::size_t size = character_start(line, room);
        out.append(line.substr(0, size)).append("\r\n ");
        line.remove_prefix(size);
        room = fold_octets - 1;  // the space counts
    }
    out.append(line).append("\r\n");
}

std::string escaped_text(std::string_view text) {
    std::string escaped;
    for (const char c : text) {
        if (c == '\\' || c == ',' || c == ';') escaped += '\\';
        if (c == '\n')
            escaped += "\\n";
        else
            escaped += c;
    }
    return escaped;
}

std::string unescaped_text(std::string_view value) {
    std::string text;
    for (std::size_t i = 0; i < value.size(); ++i) {
        const char next = value[i] == '\\' && i + 1 < value.size() ? value[i + 1] : '\0';
        if (next == 'n' || next == 'N')
            text += '\n';
        else if (next == '\\' || next == ',' || next == ';' || next == ':' || next == '"')
            text += next;
        else {
            text += value[i];
            continue;
        }
        ++i;
    }
    return text;
}

std::vector<std::string> unescaped_list(std::string_view value) {
    std::vector<std::string> texts;
    std::size_t start = 0;
    for (std::size_t i = 0; i <= value.size(); ++i) {
        if (i < value.size() && value[i] == '\\') {
            ++i;
            continue;
        }
        if (i < value.size() && value[i] != ',') continue;
        if (i > start) texts.push_back(unescaped_text(value.substr(start, i - start)));
        start = i + 1;
    }
    if (start < value.size()) texts.push_back(unescaped_text(value.substr(start)));
    return texts;
}

std::string quoted_parameter(std::string_view text) {
    std::string quoted = "\"";
    for (const char c : text) {
        if (c == '"')
            quoted += "^'";
        else if (c == '\n')
            quoted += "^n";
        else if (c == '^')
            quoted += "^^";
        else
            quoted += c;
    }
    return quoted + '"';
}

std::string in_capitals(std::string_view text) {
    std::string capitals(text);
    for (char& c : capitals)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    return capitals;
}

}  // namespace comity
