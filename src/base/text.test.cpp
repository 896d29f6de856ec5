// SPDX-License-Identifier: Apache-2.0
#include "base/code_list.h"
#include "base/schema.h"
#include "base/toml.h"
#include "base/utf8.h"

#include <doctest/doctest.h>

#include <fstream>
#include <iterator>

using namespace comity;

namespace {

enum class Colour : std::uint8_t { red, blue };

struct Inner {
    static constexpr std::string_view type = "inner";
    std::int64_t number = 0;
    static constexpr std::tuple fields = {Field{"number", &Inner::number, "a number"}};
};

struct Outer {
    static constexpr std::string_view type = "outer";
    std::string name;
    std::optional<Date> day;
    std::vector<Inner> inner;
    Colour colour = Colour::red;
    static constexpr std::tuple fields = {
        Field{"name", &Outer::name, "a name"}, Field{"day", &Outer::day, "a day"},
        Field{"inner", &Outer::inner, "parts"}, Field{"colour", &Outer::colour, "a colour"}};
};

}  // namespace

template <>
struct comity::EnumText<Colour> {
    static constexpr std::string_view type = "colour";
    static constexpr std::array values = {std::pair{Colour::red, std::string_view("red")},
                                          std::pair{Colour::blue, std::string_view("blue")}};
};

TEST_CASE("a struct is read strictly, and a refusal says where") {
    struct Case {
        const char* text;
        const char* code;
        const char* where;
    };
    for (const Case& c : std::vector<Case>{
             {R"({"name":"a","inner":[],"colour":"red"})", "", ""},
             {R"([])", "field.type", ""},
             {R"({"inner":[],"colour":"red"})", "field.missing", "/name"},
             {R"({"name":1,"inner":[],"colour":"red"})", "field.type", "/name"},
             {R"({"name":"a","day":"2021-02-30","inner":[],"colour":"red"})", "date.no-such-day",
              "/day"},
             {R"({"name":"a","inner":[{"number":"7"}],"colour":"red"})", "field.type",
              "/inner/0/number"},
             {R"({"name":"a","inner":[{"number":7,"x":1}],"colour":"red"})", "field.unknown",
              "/inner/0/x"},
             {R"({"name":"a","inner":[],"colour":"green"})", "field.word", "/colour"},
             {R"({"name":"a","inner":[],"colour":"red","a/b":1})", "field.unknown", "/a~1b"},
             {R"({"name":"a","inner":[],"colour":"red","day":null})", "field.type", "/day"}}) {
        CAPTURE(c.text);
        const auto read = decode<Outer>(*parse_json(c.text));
        REQUIRE(read.has_value() == (c.code[0] == '\0'));
        if (read) continue;
        CHECK(read.error().code == c.code);
        CHECK(read.error().where == c.where);
    }
}

TEST_CASE("a struct's sample is read and written as itself") {
    const Json sample = Codec<Outer>::sample();
    CHECK(encode(*decode<Outer>(sample)) == sample);
}

TEST_CASE("lists are typed with commas or as JSON") {
    using List = Codec<std::vector<std::string>>;
    CHECK(to_text(List::from_text("a,b")) == R"(["a","b"])");
    CHECK(to_text(List::from_text("[\"a,b\"]")) == R"(["a,b"])");
    CHECK(to_text(List::from_text("")) == "[]");
    Json::Array many(1'000'001, Json{1});
    CHECK(List::read(Json{many}).error().code == "field.length");
}

TEST_CASE("UTF-8 is well formed or it is not") {
    for (const char* text : {"", "a", "é", "中", "😀", "\xf4\x8f\xbf\xbf"}) CHECK(is_utf8(text));
    for (const char* text : {"\x80", "\xc0\xaf", "\xe0\x80\x80", "\xed\xa0\x80", "\xf0\x80\x80\x80",
                             "\xf4\x90\x80\x80", "\xff", "\xc3", "\xe4\xb8"})
        CHECK(!is_utf8(text));
}

TEST_CASE("UTF-16 order puts supplementary characters before U+E000") {
    CHECK(utf16_less("😀", "\xef\xbf\xbd"));
    CHECK(!utf16_less("\xef\xbf\xbd", "😀"));
    CHECK(utf16_less("a", "b"));
    CHECK(utf16_less("a", "ab"));
    CHECK(!utf16_less("a", "a"));
}

TEST_CASE("a terminal gives wide characters two columns and accents none") {
    CHECK(display_width("abc") == 3);
    CHECK(display_width("中文") == 4);
    CHECK(display_width("Россия") == 6);
    CHECK(display_width("e\xcc\x81") == 1);
}

TEST_CASE("what is printed is one harmless line") {
    CHECK(printable("Ünï 中文 😀") == "Ünï 中文 😀");
    CHECK(printable("a\nb\tc") == "a b c");
    CHECK(printable("\033[31mred\a") == "\xef\xbf\xbd[31mred\xef\xbf\xbd");
    CHECK(printable("\xe2\x80\xae"
                    "evil") ==
          "\xef\xbf\xbd"
          "evil");
    CHECK(printable("\xff\xc2\x9b") == "\xef\xbf\xbd\xef\xbf\xbd");
    CHECK(printable("").empty());
}

TEST_CASE("SHA-256 and its texts agree with FIPS 180-4's examples") {
    CHECK(to_hex(sha256("abc")) ==
          "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(to_base64(sha256("")) == "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
    Sha256 pieces;
    pieces.update("a");
    pieces.update("bc");
    CHECK(pieces.finish() == sha256("abc"));
    CHECK(pieces.finish() == sha256(""));
}

TEST_CASE("hexadecimal and base64 are read only in their canonical form") {
    for (const char* text : {"", "Zg==", "Zm8=", "Zm9v", "Zm9vYg=="}) {
        CAPTURE(text);
        CHECK(to_base64(*from_base64(text)) == text);
    }
    for (const char* text :
         {"Z", "Zg=", "Zg", "Zh==", "Zm9=", "Zg==Zg==", "Z===", "Zm9v\n", "Zm-_"}) {
        CAPTURE(text);
        CHECK(!from_base64(text));
    }
    CHECK(!from_hex("0"));
    CHECK(!from_hex("0G"));
    CHECK(!from_hex("AB"));
    CHECK(!hash_from_hex("ab"));
    CHECK(hash_from_hex(to_hex(sha256("x"))) == sha256("x"));
    CHECK(Codec<Hash>::read(Json{"AB"}).error().code == "field.hash");
}

TEST_CASE("TOML becomes strict JSON, and every value has a place") {
    const auto document = parse_toml(
        "a = 1\n[[step]]\ndo = \"x\"\nfrom = 2021-09-17\nat = 2021-09-17T06:00:00Z\nn.en = \"ш\"\n",
        "f.toml");
    REQUIRE(document);
    CHECK(to_text(document->json) == R"({"a":1,"step":[{"at":"2021-09-17T06:00:00Z","do":"x",)"
                                     R"("from":"2021-09-17","n":{"en":"ш"}}]})");
    CHECK(document->place("/step/0/do") == "f.toml:3:6");
    CHECK(document->place("/step/0/absent") == document->place("/step/0"));
    CHECK(document->place("nonsense") == "f.toml");
}

TEST_CASE("TOML that Comity does not take is refused with file, line and column") {
    struct Case {
        const char* text;
        const char* code;
        const char* where;
    };
    for (const Case& c : std::vector<Case>{{"a = 1.5", "toml.fraction", "f:1:5"},
                                           {"a = 1\na = 2", "toml.malformed", "f:2:5"},
                                           {"a = ", "toml.malformed", "f:1:5"},
                                           {"a = 06:00:00", "toml.time", "f:1:5"},
                                           {"a = 2021-09-17T06:00:00", "toml.time", "f:1:5"},
                                           {"a = 2021-09-17T06:00:00+03:00", "toml.time", "f:1:5"},
                                           {"a = 9007199254740993", "json.range", "f:1:5"},
                                           {"a = inf", "toml.fraction", "f:1:5"},
                                           {"a = 06:00:00.5", "toml.time", "f:1:5"},
                                           {"\xff = 1", "toml.malformed", "f"}}) {
        CAPTURE(c.text);
        const auto document = parse_toml(c.text, "f");
        REQUIRE(!document);
        CHECK(document.error().code == c.code);
        CHECK(document.error().where == c.where);
    }
}

TEST_CASE("TOML is neither too deep nor too long") {
    std::string key = "\na";
    for (int i = 0; i < 100'000; ++i) key += i % 2 == 0 ? ".a" : ".\"a\"";
    for (const std::string& text : {key + " = 1", "\n[" + key.substr(1) + "]"}) {
        const auto document = parse_toml(text, "f");
        REQUIRE(!document);
        CHECK(document.error().code == "json.depth");
        CHECK(document.error().where == "f:2:1");
    }
    CHECK(parse_toml("a = " + std::string(65, '[') + std::string(65, ']'), "f").error().code ==
          "json.depth");
    CHECK(parse_toml("a = \"" + std::string(1'000, '.') + "\"", "f"));
    CHECK(parse_toml("#" + std::string(std::size_t{5} << 20, '.'), "f").error().code ==
          "toml.size");
}

TEST_CASE("the ISO code lists of the iso-codes package are read") {
    const auto read = [](const char* path) {
        std::ifstream file(path, std::ios::binary);
        REQUIRE(file);
        return std::string(std::istreambuf_iterator<char>(file), {});
    };
    const auto countries = parse_countries(read("/usr/share/iso-codes/json/iso_3166-1.json"));
    REQUIRE(countries);
    CHECK(countries->all().size() >= 249);
    REQUIRE(countries->by_alpha3("KGZ"));
    CHECK(countries->by_alpha3("KGZ")->alpha2 == "KG");
    CHECK(!countries->by_alpha3("ZZZ"));
    const auto currencies = parse_currencies(read("/usr/share/iso-codes/json/iso_4217.json"));
    REQUIRE(currencies);
    CHECK(std::ranges::binary_search(*currencies, "CNY"));
    CHECK(parse_countries("{}").error().code == "code-list.malformed");
    CHECK(parse_currencies("{\"4217\":[{}]}").error().where == "/4217/0");
}
