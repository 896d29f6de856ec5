// SPDX-License-Identifier: Apache-2.0
#include "base/json.h"

#include "base/utf8.h"

#include <algorithm>
#include <charconv>
#include <initializer_list>

namespace comity {
namespace {

constexpr int depth_max = 64;
constexpr std::int64_t integer_max = (std::int64_t{1} << 53) - 1;

class Parser {
public:
    /// What white space, order of keys and escapes are taken: any, or only those of RFC 8785.
    enum class Form : std::uint8_t { any, canonical };

    Parser(std::string_view text, Form form)
        : text_(text), rest_(text), canonical_(form == Form::canonical) {}

    Result<Json> document() {
        Json json = TRY(value(0));
        skip_space();
        if (!rest_.empty())
            return fail("json.malformed", "there is text after the end of the value");
        return json;
    }

private:
    Result<Json> value(int depth) {
        if (depth > depth_max) return fail("json.depth", "is nested more than 64 deep");
        skip_space();
        if (rest_.empty()) return fail("json.malformed", "a value is missing");
        switch (rest_.front()) {
            case '{':
                return object(depth);
            case '[':
                return array(depth);
            case '"':
                return Json{TRY(string())};
            case 't':
                return literal("true", Json{true});
            case 'f':
                return literal("false", Json{false});
            case 'n':
                return literal("null", Json{nullptr});
            default:
                return number();
        }
    }

    Result<Json> object(int depth) {
        Json::Object members;
        take('{');
        if (take('}')) return Json{std::move(members)};
        do {
            skip_space();
            const std::string_view at_key = rest_;
            std::string key = TRY(string());
            if (!take(':')) return fail("json.malformed", "':' is missing after a key");
            Json member = TRY(value(depth + 1));
            if (!is_new(members, key)) {
                rest_ = at_key;
                return fail("json.duplicate-key", "the key '" + key + "' appears twice");
            }
            add_member(members, std::move(key), std::move(member));
        } while (take(','));
        if (!take('}')) return fail("json.malformed", "',' or '}' is missing");
        return Json{std::move(members)};
    }

    /// Whether the key is not there yet and, in a canonical text, stands in order.
    bool is_new(const Json::Object& members, const std::string& key) const {
        if (!canonical_) return members.find(key) == nullptr;
        return members.empty() || utf16_less((members.end() - 1)->key, key);
    }

    void add_member(Json::Object& members, std::string key, Json member) const {
        if (canonical_)
            members.append(std::move(key), std::move(member));
        else
            members.insert(std::move(key), std::move(member));
    }

    Result<Json> array(int depth) {
        Json::Array items;
        take('[');
        if (take(']')) return Json{std::move(items)};
        do {
            items.push_back(TRY(value(depth + 1)));
        } while (take(','));
        if (!take(']')) return fail("json.malformed", "',' or ']' is missing");
        return Json{std::move(items)};
    }

    Result<std::string> string() {
        if (rest_.empty() || rest_.front() != '"')
            return fail("json.malformed", "a string is missing");
        rest_.remove_prefix(1);
        std::string out(take_plain());
        while (true) {
            if (rest_.empty()) return fail("json.malformed", "a string has no end");
            if (rest_.front() == '"') break;
            if (rest_.front() != '\\')
                return fail("json.malformed", "a control character stands in a string");
            TRY(escape(out));
            out.append(take_plain());
        }
        rest_.remove_prefix(1);
        if (!is_utf8(out)) return fail("json.utf8", "the string is not valid UTF-8");
        return out;
    }

    /// What stands in a string for itself.
    std::string_view take_plain() {
        std::size_t n = 0;
        while (n < rest_.size() && rest_[n] != '"' && rest_[n] != '\\' &&
               static_cast<unsigned char>(rest_[n]) >= 0x20)
            ++n;
        const std::string_view plain = rest_.substr(0, n);
        rest_.remove_prefix(n);
        return plain;
    }

    Result<> escape(std::string& out) {
        static constexpr std::string_view letters = "\"\\/bfnrt";
        static constexpr std::string_view meanings = "\"\\/\b\f\n\r\t";
        rest_.remove_prefix(1);
        if (rest_.empty()) return fail("json.malformed", "a string has no end");
        const char letter = rest_.front();
        if (letter == 'u') return unicode_escape(out);
        const std::size_t index = letters.find(letter);
        if (index == std::string_view::npos || (canonical_ && letter == '/'))
            return fail("json.malformed", "there is no such escape");
        out += meanings[index];
        rest_.remove_prefix(1);
        return {};
    }

    Result<> unicode_escape(std::string& out) {
        const std::string_view digits = rest_.substr(1, 4);
        std::uint32_t point = TRY(four_digits());
        if (canonical_ && !is_canonical_escape(point, digits))
            return fail("json.not-canonical", "the character needs no such escape");
        if (point >= 0xDC00 && point <= 0xDFFF) return fail("json.utf8", "a lone surrogate");
        if (point >= 0xD800 && point <= 0xDBFF) {
            if (!rest_.starts_with("\\u")) return fail("json.utf8", "a lone surrogate");
            rest_.remove_prefix(1);
            const std::uint32_t low = TRY(four_digits());
            if (low < 0xDC00 || low > 0xDFFF) return fail("json.utf8", "a lone surrogate");
            point = 0x10000 + ((point - 0xD800) << 10) + (low - 0xDC00);
        }
        append_utf8(out, point);
        return {};
    }

    /// The four hexadecimal digits after a 'u', which is consumed too.
    Result<std::uint32_t> four_digits() {
        std::uint32_t number = 0;
        const std::string_view digits = rest_.substr(1, 4);
        const auto [end, error] =
            std::from_chars(digits.data(), digits.data() + digits.size(), number, 16);
        if (digits.size() != 4 || error != std::errc{} || end != digits.data() + 4)
            return fail("json.malformed", "four hexadecimal digits should follow \\u");
        rest_.remove_prefix(5);
        return number;
    }

    Result<Json> number() {
        std::int64_t number = 0;
        const auto [end, error] =
            std::from_chars(rest_.data(), rest_.data() + rest_.size(), number);
        if (error == std::errc::result_out_of_range)
            return fail("json.range", "is beyond 2^53 - 1; write it as a string");
        if (error != std::errc{}) return fail("json.malformed", "is not a JSON value");
        const std::string_view digits(rest_.data(), static_cast<std::size_t>(end - rest_.data()));
        if (digits.starts_with("-0") || (digits.starts_with("0") && digits.size() > 1))
            return fail("json.malformed", "a number has a leading zero");
        const char next = digits.size() < rest_.size() ? rest_[digits.size()] : ' ';
        if (next == '.' || next == 'e' || next == 'E')
            return fail("json.fraction", "numbers are whole; write decimals as strings");
        if (number > integer_max || number < -integer_max)
            return fail("json.range", "is beyond 2^53 - 1; write it as a string");
        rest_.remove_prefix(digits.size());
        return Json{number};
    }

    Result<Json> literal(std::string_view word, Json json) {
        if (!rest_.starts_with(word)) return fail("json.malformed", "is not a JSON value");
        rest_.remove_prefix(word.size());
        return json;
    }

    bool take(char c) {
        skip_space();
        if (rest_.empty() || rest_.front() != c) return false;
        rest_.remove_prefix(1);
        return true;
    }

    /// Control characters without a letter of their own are the only ones written by number.
    static bool is_canonical_escape(std::uint32_t point, std::string_view digits) {
        return point < 0x20 && point != '\b' && point != '\t' && point != '\n' && point != '\f' &&
               point != '\r' && digits.find_first_of("ABCDEF") == std::string_view::npos;
    }

    void skip_space() {
        if (canonical_) return;
        while (!rest_.empty() && (rest_.front() == ' ' || rest_.front() == '\t' ||
                                  rest_.front() == '\r' || rest_.front() == '\n'))
            rest_.remove_prefix(1);
    }

    std::unexpected<Refusal> fail(const char* code, std::string message) const {
        const std::string_view before = text_.substr(0, text_.size() - rest_.size());
        const auto line = std::ranges::count(before, '\n') + 1;
        const std::size_t start = before.rfind('\n') + 1;  // npos + 1 is 0
        const std::size_t column = before.size() - start + 1;
        return refuse(code, std::move(message),
                      std::to_string(line) + ":" + std::to_string(column));
    }

    std::string_view text_;
    std::string_view rest_;
    bool canonical_;
};

void append_string(std::string& out, std::string_view text) {
    static constexpr std::string_view digits = "0123456789abcdef";
    out += '"';
    for (const char c : text) {
        switch (c) {
            case '"':
                out += "\\\"";
                break;
            case '\\':
                out += "\\\\";
                break;
            case '\b':
                out += "\\b";
                break;
            case '\f':
                out += "\\f";
                break;
            case '\n':
                out += "\\n";
                break;
            case '\r':
                out += "\\r";
                break;
            case '\t':
                out += "\\t";
                break;
            default:
                if (static_cast<unsigned char>(c) < 0x20) {
                    out += "\\u00";
                    out += digits[static_cast<unsigned char>(c) >> 4];
                    out += digits[static_cast<unsigned char>(c) & 15U];
                } else {
                    out += c;
                }
        }
    }
    out += '"';
}

/// Writes a value; `indent` < 0 is the canonical form on one line.
struct Writer {
    std::string& out;
    int indent;

    void operator()(std::nullptr_t) const { out += "null"; }
    void operator()(bool truth) const { out += truth ? "true" : "false"; }
    void operator()(std::int64_t number) const { out += std::to_string(number); }
    void operator()(const std::string& text) const { append_string(out, text); }

    void operator()(const Json::Array& items) const {
        out += '[';
        bool first = true;
        for (const Json& item : items) {
            separate(first);
            std::visit(inner(), item.value);
        }
        close(items.empty(), ']');
    }

    void operator()(const Json::Object& members) const {
        out += '{';
        bool first = true;
        for (const auto& [key, member] : members) {
            separate(first);
            append_string(out, key);
            out += indent < 0 ? ":" : ": ";
            std::visit(inner(), member.value);
        }
        close(members.empty(), '}');
    }

private:
    Writer inner() const { return {out, indent < 0 ? indent : indent + 2}; }

    void separate(bool& first) const {
        if (!std::exchange(first, false)) out += ',';
        if (indent >= 0) out.append("\n").append(static_cast<std::size_t>(indent) + 2, ' ');
    }

    void close(bool empty, char bracket) const {
        if (indent >= 0 && !empty) out.append("\n").append(static_cast<std::size_t>(indent), ' ');
        out += bracket;
    }
};

/// Where `key` stands or should stand.
template <class Members>
auto position(Members& members, std::string_view key) {
    return std::lower_bound(
        members.begin(), members.end(), key,
        [](const Json::Member& member, std::string_view k) { return utf16_less(member.key, k); });
}

template <class Members>
auto* find_in(Members& members, std::string_view key) {
    const auto found = position(members, key);
    return found != members.end() && found->key == key ? &found->value : nullptr;
}

}  // namespace

Json::Object::Object() = default;
Json::Object::Object(std::initializer_list<Member> members) {
    for (const Member& member : members) set(member.key, member.value);
}
Json::Object::Object(const Object&) = default;
Json::Object::Object(Object&&) noexcept = default;
Json::Object& Json::Object::operator=(const Object&) = default;
Json::Object& Json::Object::operator=(Object&&) noexcept = default;
Json::Object::~Object() = default;
bool Json::Object::operator==(const Object& o) const { return members_ == o.members_; }

const Json* Json::Object::find(std::string_view key) const { return find_in(members_, key); }
Json* Json::Object::find(std::string_view key) { return find_in(members_, key); }

void Json::Object::set(std::string_view key, Json new_value) {
    if (Json* there = find(key))
        *there = std::move(new_value);
    else
        members_.insert(position(members_, key), Member{std::string(key), std::move(new_value)});
}

bool Json::Object::insert(std::string key, Json new_value) {
    const auto at = position(members_, key);
    if (at != members_.end() && at->key == key) return false;
    members_.insert(at, Member{std::move(key), std::move(new_value)});
    return true;
}

void Json::Object::append(std::string key, Json new_value) {
    if (members_.capacity() == 0) members_.reserve(8);
    members_.push_back({std::move(key), std::move(new_value)});
}

bool Json::Object::erase(std::string_view key) {
    const auto at = position(members_, key);
    if (at == members_.end() || at->key != key) return false;
    members_.erase(at);
    return true;
}

std::size_t Json::Object::size() const { return members_.size(); }
const Json::Member* Json::Object::begin() const { return members_.data(); }
const Json::Member* Json::Object::end() const { return members_.data() + members_.size(); }

Json::Json() = default;
Json::Json(std::nullptr_t) {}
Json::Json(bool truth) : value(truth) {}
Json::Json(int number) : value(std::int64_t{number}) {}
Json::Json(std::int64_t number) : value(number) {}
Json::Json(std::uint64_t number) : value(static_cast<std::int64_t>(number)) {}
Json::Json(const char* text) : value(std::string(text)) {}
Json::Json(std::string_view text) : value(std::string(text)) {}
Json::Json(std::string text) : value(std::move(text)) {}
Json::Json(Array items) : value(std::move(items)) {}
Json::Json(Object members) : value(std::move(members)) {}
Json::Json(const Json&) = default;
Json::Json(Json&&) noexcept = default;
Json& Json::operator=(const Json&) = default;
Json& Json::operator=(Json&&) noexcept = default;
Json::~Json() = default;
bool Json::operator==(const Json& o) const { return value == o.value; }

const Json* Json::find(std::string_view key) const {
    const auto* object = as<Object>();
    return object ? object->find(key) : nullptr;
}

Result<Json> parse_json(std::string_view text) {
    return Parser(text, Parser::Form::any).document();
}

Result<Json> parse_canonical_json(std::string_view text) {
    auto canonical = Parser(text, Parser::Form::canonical).document();
    if (canonical) return canonical;
    TRY(parse_json(text));  // a text that is no JSON at all is refused for that
    return refuse("json.not-canonical", "should be the canonical text: no spaces, keys in order");
}

void append_text(std::string& out, const Json& json) { std::visit(Writer{out, -1}, json.value); }

std::string to_text(const Json& json) {
    std::string out;
    append_text(out, json);
    return out;
}

std::string to_pretty_text(const Json& json) {
    std::string out;
    std::visit(Writer{out, 0}, json.value);
    return out;
}

std::string pointer_token(std::string_view key) {
    std::string token = "/";
    for (const char c : key) {
        if (c == '~')
            token += "~0";
        else if (c == '/')
            token += "~1";
        else
            token += c;
    }
    return token;
}

}  // namespace comity
