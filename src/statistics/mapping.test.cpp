// SPDX-License-Identifier: Apache-2.0
#include "statistics/mapping.h"

#include <doctest/doctest.h>

namespace comity {
namespace {

const std::string columns =
    "shape = \"long\"\n[columns]\nindicator = \"i\"\nperiod = \"p\"\nvalue = \"v\"\n";

/// "code where" of the refusal of a mapping.
std::string refusal(std::string_view text) {
    const auto mapping = parse_mapping(text, "m.toml");
    return mapping ? "read" : mapping.error().code + " " + mapping.error().where;
}

}  // namespace

TEST_CASE("the smallest mapping says the shape and what the needed columns are") {
    const auto mapping = parse_mapping(columns, "m.toml");
    REQUIRE(mapping.has_value());
    CHECK(mapping->shape == Shape::rows);
    CHECK(mapping->source(Notion::value)->column == "v");
    CHECK(mapping->source(Notion::partner) == nullptr);
    CHECK(mapping->hash == sha256(columns));
    CHECK(mapping->is_missing(""));
    CHECK(mapping->is_missing("NA"));
    CHECK(!mapping->is_missing("0"));
}

TEST_CASE("what is not TOML, or not a mapping, is refused at its line and column") {
    CHECK(refusal("shape = ") == "toml.malformed m.toml:1:9");
    CHECK(refusal("") == "field.missing m.toml:1:1");
    CHECK(refusal("shape = \"square\"\n") == "field.word m.toml:1:9");
    CHECK(refusal("shape = 1\n") == "field.type m.toml:1:9");
    CHECK(refusal("shape = \"long\"\n[values]\nmultiplier = 1.5\n") == "toml.fraction m.toml:3:14");
    CHECK(refusal("shape = \"long\"\n[values]\nmultiplier = \"x\"\n") ==
          "decimal.malformed m.toml:3:14");
}

TEST_CASE("a key that is not known is refused at its place, at every level") {
    CHECK(refusal("colour = \"red\"\n" + columns) == "field.unknown m.toml:1:10");
    CHECK(refusal(columns + "[csv]\nquote = \"'\"\n") == "field.unknown m.toml:7:9");
    CHECK(refusal(columns + "[values]\nunit = \"USD\"\n") == "field.unknown m.toml:7:8");
    CHECK(refusal(columns + "[codes.indicator]\nupper = true\n") == "field.unknown m.toml:7:9");
    CHECK(refusal(columns + "[codes.indicator]\nknown = \"all\"\n") == "field.word m.toml:7:9");
}

TEST_CASE("a column is one of the notions, and is said once") {
    CHECK(refusal(columns + "colour = \"c\"\n") == "mapping.notion m.toml:6:10");
    CHECK(refusal(columns + "[codes.colour]\ncase = \"upper\"\n").starts_with("mapping.notion"));
    CHECK(refusal(columns + "[constants]\nvalue = \"1\"\n") == "mapping.twice m.toml:7:9");
    CHECK(refusal(columns + "partner = \"\"\n") == "mapping.column m.toml:6:11");
}

TEST_CASE("a composite column needs something between its parts") {
    CHECK(refusal(columns + "[[split]]\ncolumn = \"c\"\nby = \"\"\ninto = [\"partner\"]\n") ==
          "mapping.split m.toml:8:6");
    CHECK(refusal(columns + "[[split]]\ncolumn = \"c\"\nby = \".\"\ninto = [\"\", \"value\"]\n") ==
          "mapping.twice m.toml:9:13");
}

TEST_CASE("only notions that the file has, and that are codes, have rules for codes") {
    CHECK(refusal(columns + "[codes.value]\ncase = \"upper\"\n").starts_with("mapping.codes m"));
    CHECK(refusal(columns + "[codes.partner]\ncase = \"upper\"\n").starts_with("mapping.codes m"));
    CHECK(refusal(columns + "[codes.indicator]\ncase = \"upper\"\n") == "read");
}

TEST_CASE("how the text is written has bounds") {
    CHECK(refusal(columns + "[csv]\ndelimiter = \":\"\n") == "mapping.delimiter m.toml:7:13");
    CHECK(refusal(columns + "[csv]\nskip_lines = -1\n") == "mapping.skip-lines m.toml:7:14");
    CHECK(refusal(columns + "[csv]\nskip_lines = 1001\n") == "mapping.skip-lines m.toml:7:14");
    CHECK(refusal(columns + "[csv]\nencoding = \"ebcdic\"\n") == "field.word m.toml:7:12");
    CHECK(refusal(columns + "[csv]\ndelimiter = \"\\t\"\nskip_lines = 1000\n") == "read");
}

TEST_CASE("how numbers are written has bounds") {
    const std::string values = columns + "[values]\n";
    CHECK(refusal(values + "decimal_mark = \"'\"\n") == "mapping.decimal-mark m.toml:7:16");
    CHECK(refusal(values + "grouping_mark = \".\"\n") == "mapping.grouping-mark m.toml:7:17");
    CHECK(refusal(values + "grouping_mark = \"0\"\n") == "mapping.grouping-mark m.toml:7:17");
    CHECK(refusal(values + "grouping_mark = \"     \"\n") == "mapping.grouping-mark m.toml:7:17");
    CHECK(refusal(values + "multiplier = \"0\"\n") == "mapping.multiplier m.toml:7:14");
    CHECK(refusal(values + "decimal_mark = \",\"\ngrouping_mark = \".\"\n") == "read");
}

TEST_CASE("forms of days and periods are checked") {
    CHECK(refusal("period_format = \"MM\"\n" + columns) == "mapping.pattern m.toml:1:17");
    CHECK(refusal("date_format = \"MM/YYYY\"\n" + columns) == "mapping.pattern m.toml:1:15");
    CHECK(refusal("period_format = \"MM/YYYY\"\n" + columns) == "read");
}

TEST_CASE("a wide file, and no other, has columns that are periods") {
    const std::string wide = "shape = \"wide\"\n[columns]\nindicator = \"i\"\n";
    CHECK(refusal(columns + "[wide]\npattern = \"####\"\n").starts_with("mapping.shape m.toml:6"));
    CHECK(refusal(wide).starts_with("mapping.periods m.toml:"));
    CHECK(refusal(wide + "[wide]\n").starts_with("mapping.periods m.toml:4:"));
    CHECK(refusal(wide + "[wide]\npattern = \"####\"\ncolumns = [\"2001\"]\n")
              .starts_with("mapping.periods m.toml:4:"));
    CHECK(refusal(wide + "[wide]\npattern = \"YR\"\n") == "mapping.periods m.toml:5:11");
    CHECK(refusal(wide + "value = \"v\"\n[wide]\npattern = \"####\"\n") ==
          "mapping.shape m.toml:4:9");
}

TEST_CASE("a mapping that does not say all that its shape needs is refused") {
    CHECK(refusal("shape = \"long\"\n").starts_with("mapping.incomplete m.toml:1:"));
    CHECK(refusal("shape = \"long\"\n[columns]\nindicator = \"i\"\n") ==
          "mapping.incomplete m.toml:2:1");
    CHECK(refusal("shape = \"sdmx-csv\"\n").starts_with("mapping.incomplete"));
    const std::string flows =
        "shape = \"flows\"\n[columns]\nquantity = \"q\"\ndate = \"d\"\n[constants]\nprovider = "
        "\"A\"\nreceiver = \"B\"\nkind = \"goods\"\nunit = \"t\"\n";
    CHECK(refusal(flows).starts_with("mapping.incomplete m.toml:2:"));
    CHECK(refusal(flows + "stage = \"received\"\n") == "read");
    CHECK(refusal(flows + "stage = \"received\"\nvalue = \"1\"\n") == "mapping.shape m.toml:11:9");
}

TEST_CASE("the form of a name of a column says where its period is") {
    CHECK(period_in_name("2021", "####") == "2021");
    CHECK(period_in_name("2021 [YR2021]", "{####} [YR####]") == "2021");
    CHECK(period_in_name("YR2021Q3", "YR{####Q#}") == "2021Q3");
    CHECK(!period_in_name("20211", "####"));
    CHECK(!period_in_name("202", "####"));
    CHECK(!period_in_name("Name", "####"));
    CHECK(!period_in_name("", "####"));
}

}  // namespace comity
