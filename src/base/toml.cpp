// SPDX-License-Identifier: Apache-2.0
#include "base/toml.h"

#include "base/check.h"
#include "base/digits.h"
#include "base/utf8.h"

#include <toml++/toml.h>

#include <algorithm>

namespace comity {
namespace {

constexpr int depth_max = 64;
constexpr std::size_t bytes_max = std::size_t{4} << 20;
constexpr std::int64_t integer_max = (std::int64_t{1} << 53) - 1;

std::string place_text(std::string_view file, unsigned line, unsigned column) {
    return std::string(file) + ":" + std::to_string(line) + ":" + std::to_string(column);
}

std::string date_text(const toml::date& date) {
    return padded(date.year, 4) + "-" + padded(date.month, 2) + "-" + padded(date.day, 2);
}

std::string time_text(const toml::time& time) {
    return padded(time.hour, 2) + ":" + padded(time.minute, 2) + ":" + padded(time.second, 2);
}

class Converter {
public:
    explicit Converter(TomlDocument& document) : document_(document) {}

    Result<Json> convert(const toml::node& node, const std::string& pointer, int depth) {
        if (depth > depth_max) return fail(node, "json.depth", "is nested more than 64 deep");
        const auto& begin = node.source().begin;
        document_.places[pointer] = {begin.line, begin.column};
        switch (node.type()) {
            case toml::node_type::table:
                return table(*node.as_table(), pointer, depth);
            case toml::node_type::array:
                return array(*node.as_array(), pointer, depth);
            case toml::node_type::string:
                return Json{node.as_string()->get()};
            case toml::node_type::integer:
                return integer(node);
            case toml::node_type::boolean:
                return Json{node.as_boolean()->get()};
            case toml::node_type::date:
                return Json{date_text(node.as_date()->get())};
            case toml::node_type::date_time:
                return date_time(node);
            case toml::node_type::floating_point:
                return fail(node, "toml.fraction", "decimals are written as strings: \"1.5\"");
            case toml::node_type::time:
                return fail(node, "toml.time", "a time without a day");
            case toml::node_type::none:
                break;
        }
        check(false, "a parsed node has a type");
        return Json{};
    }

private:
    Result<Json> table(const toml::table& table, const std::string& pointer, int depth) {
        Json::Object object;
        for (const auto& [key, value] : table)
            object.set(key.str(),
                       TRY(convert(value, pointer + pointer_token(key.str()), depth + 1)));
        return Json{std::move(object)};
    }

    Result<Json> array(const toml::array& array, const std::string& pointer, int depth) {
        Json::Array items;
        for (const toml::node& item : array)
            items.push_back(
                TRY(convert(item, pointer + "/" + std::to_string(items.size()), depth + 1)));
        return Json{std::move(items)};
    }

    Result<Json> integer(const toml::node& node) {
        const std::int64_t number = node.as_integer()->get();
        if (number > integer_max || number < -integer_max)
            return fail(node, "json.range", "is beyond 2^53 - 1; write it as a string");
        return Json{number};
    }

    Result<Json> date_time(const toml::node& node) {
        const toml::date_time& moment = node.as_date_time()->get();
        if (!moment.offset || moment.offset->minutes != 0 || moment.time.nanosecond != 0)
            return fail(node, "toml.time", "should be in UTC, to the second: 2021-09-17T06:00:00Z");
        return Json{date_text(moment.date) + "T" + time_text(moment.time) + "Z"};
    }

    std::unexpected<Refusal> fail(const toml::node& node, const char* code,
                                  std::string message) const {
        const auto& begin = node.source().begin;
        return refuse(code, std::move(message),
                      place_text(document_.file_name, begin.line, begin.column));
    }

    TomlDocument& document_;
};

/// How many parts the key at the start of a line has, counting dots outside quotes.
int key_depth(std::string_view line) {
    int dots = 0;
    char quote = '\0';
    for (const char c : line) {
        if (quote != '\0')
            quote = c == quote ? '\0' : quote;
        else if (c == '"' || c == '\'')
            quote = c;
        else if (c == '=' || c == '#')
            break;
        else if (c == '.')
            ++dots;
    }
    return dots + 1;
}

/// The library builds a table for each part of a dotted key, however many there are.
Result<> check_size_and_keys(std::string_view text, std::string_view file_name) {
    if (text.size() > bytes_max)
        return refuse("toml.size", "should be at most 4 MiB", std::string(file_name));
    unsigned number = 0;
    while (!text.empty()) {
        ++number;
        const std::string_view line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(line.size() + 1, text.size()));
        if (key_depth(line) > depth_max)
            return refuse("json.depth", "is nested more than 64 deep",
                          place_text(file_name, number, 1));
    }
    return {};
}

/// The library throws; here its exception becomes a refusal.
Result<toml::table> parse_table(std::string_view text, std::string_view file_name) {
    try {
        return toml::parse(text, file_name);
    } catch (const toml::parse_error& error) {
        const auto& begin = error.source().begin;
        return refuse("toml.malformed", std::string(error.description()),
                      place_text(file_name, begin.line, begin.column));
    }
}

}  // namespace

std::string TomlDocument::place(std::string_view pointer) const {
    while (true) {
        const auto found = places.find(std::string(pointer));
        if (found != places.end())
            return place_text(file_name, found->second.first, found->second.second);
        const std::size_t slash = pointer.rfind('/');
        if (slash == std::string_view::npos) return file_name;
        pointer = pointer.substr(0, slash);
    }
}

Result<TomlDocument> parse_toml(std::string_view text, std::string_view file_name) {
    if (!is_utf8(text)) return refuse("toml.malformed", "is not UTF-8", std::string(file_name));
    TRY(check_size_and_keys(text, file_name));
    TomlDocument document{.json = {}, .file_name = std::string(file_name), .places = {}};
    const toml::table table = TRY(parse_table(text, file_name));
    document.json = TRY(Converter(document).convert(table, "", 0));
    return document;
}

Refusal located(Refusal refusal, const TomlDocument& document, std::string_view pointer) {
    const std::string whole = std::string(pointer) + refusal.where;
    refusal.where = document.place(whole);
    return refusal;
}

}  // namespace comity
