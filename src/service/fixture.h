// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/check.h"
#include "service/importing.h"
#include "support.h"

namespace comity::fixture {

inline const Instant noon = *Instant::parse("2022-06-01T12:00:00Z");

inline Draft draft(std::string kind, std::string_view body, std::string author = "secretariat") {
    auto json = parse_json(body);
    check(json.has_value(), "tests write JSON");
    return {std::move(kind), std::move(author), *std::move(json)};
}

inline Draft founding() {
    return draft("association.found",
                 R"({"name":{"en":"League"},"founded":"2020-03-01","languages":["en"]})");
}

inline Draft admission(const std::string& party) {
    return draft("party.admit",
                 R"({"party":")" + party + R"(","status":"member","from":"2020-03-01"})");
}

/// A founded association with two members, in `folder`.
inline std::unique_ptr<Node> league(const std::string& folder) {
    auto node = Node::init(folder, "league.example/log");
    check(node.has_value(), "the folder is new");
    const std::vector<Draft> drafts = {founding(), admission("CHN"), admission("KAZ")};
    check((*node)->submit(drafts, noon).has_value(), "these acts are permitted");
    return *std::move(node);
}

inline const char* const mapping = R"(
shape = "long"
[columns]
reporter = "country"
period = "year"
value = "gdp"
[constants]
indicator = "GDP"
unit = "USD"
)";

/// A data file and its mapping in `folder`, and the request to import them.
inline ImportRequest import_request(const TemporaryFolder& folder, std::string_view csv) {
    write_text(folder / "gdp.csv", csv);
    write_text(folder / "gdp.toml", mapping);
    ImportRequest request;
    request.dataset = {"gdp"};
    request.title.by_language["en"] = "GDP";
    request.file = folder / "gdp.csv";
    request.mapping = folder / "gdp.toml";
    request.retrieved = Date::of(2022, 5, 1);
    request.source.citation = "a test";
    request.licence = "none";
    return request;
}

}  // namespace comity::fixture
