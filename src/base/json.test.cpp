// SPDX-License-Identifier: Apache-2.0
#include "base/json.h"

#include <doctest/doctest.h>

#include <fstream>
#include <iterator>

using namespace comity;

namespace {

struct RefusedText {
    std::string text;
    const char* code;
    const char* where;
};

std::string read_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    REQUIRE(file);
    return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

TEST_CASE("a text that is not strict JSON is refused with code and place") {
    const std::vector<RefusedText> cases = {
        {"", "json.malformed", "1:1"},
        {"{\"amount\":1,\"amount\":2}", "json.duplicate-key", "1:13"},
        {"[1,\n 1e400]", "json.fraction", "2:2"},
        {"[1.0]", "json.fraction", "1:2"},
        {"NaN", "json.malformed", "1:1"},
        {"Infinity", "json.malformed", "1:1"},
        {"-0", "json.malformed", "1:1"},
        {"01", "json.malformed", "1:1"},
        {"+1", "json.malformed", "1:1"},
        {"9007199254740992", "json.range", "1:1"},
        {"99999999999999999999999", "json.range", "1:1"},
        {"\"\\ud800\"", "json.utf8", "1:8"},
        {"\"\\udc00\"", "json.utf8", "1:8"},
        {"\"\\ud800\\u0041\"", "json.utf8", "1:14"},
        {"\"\xff\"", "json.utf8", "1:4"},
        {"\"\xc0\x80\"", "json.utf8", "1:5"},
        {"\"a\nb\"", "json.malformed", "1:3"},
        {"\"\\x\"", "json.malformed", "1:3"},
        {"\"open", "json.malformed", "1:6"},
        {"{\"a\":1", "json.malformed", "1:7"},
        {"{\"a\" 1}", "json.malformed", "1:6"},
        {"[1 2]", "json.malformed", "1:4"},
        {"[1,]", "json.malformed", "1:4"},
        {"1 2", "json.malformed", "1:3"},
        {std::string(66, '['), "json.depth", "1:66"},
        {std::string("1\0", 2), "json.malformed", "1:2"},
    };
    for (const RefusedText& c : cases) {
        CAPTURE(c.text);
        const auto json = parse_json(c.text);
        REQUIRE(!json);
        CHECK(json.error().code == c.code);
        CHECK(json.error().where == c.where);
    }
}

TEST_CASE("the greatest depth and numbers are read") {
    CHECK(parse_json(std::string(64, '[') + std::string(64, ']')));
    CHECK(to_text(*parse_json("[9007199254740991,-9007199254740991]")) ==
          "[9007199254740991,-9007199254740991]");
}

TEST_CASE("only the canonical text is canonical") {
    CHECK(parse_canonical_json("{\"a\":[],\"b\":{}}"));
    for (const char* text : {"{ }", "{\"b\":1,\"a\":2}", "\"\\u0041\"", "\"\\/\"", "[1, 2]"}) {
        CAPTURE(text);
        CHECK(parse_canonical_json(text).error().code == "json.not-canonical");
    }
}

TEST_CASE("every way to write a value but one is not canonical") {
    for (const char* text : {R"("\u001f")", R"("\b\t\n\f\r")", R"("\"\\")", "\"/\x7f\xc3\xa9\"",
                             "{\"\xf0\x9f\x98\x80\":1,\"\xef\xbf\xbd\":2}", "[-1,0,1]"}) {
        CAPTURE(text);
        CHECK(parse_canonical_json(text));
    }
    for (const char* text : {R"("\u001F")", R"("\u0009")", R"("\u0020")", R"("\u00e9")",
                             R"("\ud83d\ude00")", R"({"b":1,"a":1})", "[ 1]", "1 ", " 1",
                             "{\"a\" :1}", "{\"\xef\xbf\xbd\":2,\"\xf0\x9f\x98\x80\":1}"}) {
        CAPTURE(text);
        CHECK(parse_canonical_json(text).error().code == "json.not-canonical");
    }
    CHECK(parse_canonical_json(R"({"a":1,"a":2})").error().code == "json.duplicate-key");
    CHECK(parse_canonical_json("[1.5]").error().code == "json.fraction");
}

TEST_CASE("an object keeps its keys in order and its last value") {
    Json::Object object{{"b", 1}, {"a", 2}, {"b", 3}};
    CHECK(to_text(object) == "{\"a\":2,\"b\":3}");
    CHECK(!object.insert("a", 4));
    CHECK(object.erase("a"));
    CHECK(!object.erase("a"));
    CHECK(to_text(object) == "{\"b\":3}");
}

TEST_CASE("a pointer escapes tilde and slash") {
    CHECK(pointer_token("a/b~c") == "/a~1b~0c");
    CHECK(pointer_token("").size() == 1);
}

TEST_CASE("the text for people is indented and means the same") {
    const Json json = Json::Object{{"a", Json::Array{1, "x"}}, {"b", Json::Object{}}};
    CHECK(to_pretty_text(json) == "{\n  \"a\": [\n    1,\n    \"x\"\n  ],\n  \"b\": {}\n}");
    CHECK(*parse_json(to_pretty_text(json)) == json);
}

TEST_SUITE("shared") {
    TEST_CASE(
        "RFC 8785: inputs have the published canonical text, those with fractions are refused") {
        const std::string folder = COMITY_SHARED_DIR "/vectors/jcs-rfc8785/testdata/";
        for (const char* name : {"arrays", "french", "unicode", "weird"}) {
            CAPTURE(name);
            const auto json = parse_json(read_file(folder + "input/" + name + ".json"));
            REQUIRE(json);
            CHECK(to_text(*json) == read_file(folder + "output/" + name + ".json"));
        }
        for (const char* name : {"structures", "values"}) {
            CAPTURE(name);
            const auto json = parse_json(read_file(folder + "input/" + name + ".json"));
            REQUIRE(!json);
            CHECK(json.error().code == "json.fraction");
        }
    }
}
