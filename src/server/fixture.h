// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/check.h"
#include "service/node.h"
#include "support.h"

namespace comity::fixture {

inline Draft drafted(const std::string& kind, std::string_view body) {
    const auto json = parse_json(body);
    check(json.has_value(), "a test's drafts are JSON");
    return {.kind = kind, .author = "secretariat", .body = *json};
}

inline Draft note_draft(int number) {
    return drafted("pledge.make", R"({"pledge":"numbered-)" + std::to_string(number) +
                                      R"(","kind":"proposal","title":{"en":"One of many"},
        "text":{"en":"A proposal that fills the record."},"date":"2022-01-01",
        "source":{"citation":"a test"}})");
}

/// Founds an association with a member and one pledge in two readings.
inline void found(Node& node, Instant now) {
    const std::vector<Draft> drafts = {
        drafted("association.found",
                R"({"name":{"en":"A test"},"founded":"2001-06-15","languages":["en"]})"),
        drafted("party.admit", R"({"party":"CHN","status":"member","from":"2001-06-15"})"),
        drafted("pledge.make", R"({"pledge":"seats","kind":"pledge","by":["CHN"],
            "title":{"en":"Seats, \"many\""},"text":{"en":"A thousand places to learn"},
            "date":"2021-09-17","source":{"citation":"a test"},"quantity":"1000",
            "unit":"places","due":"2025-12-31"})"),
        drafted("reading.add", R"({"pledge":"seats","reading":"nobody-counts",
            "label":{"en":"as it stands"},"evidence":"none","reason":{"en":"No one counts."}})"),
        drafted("reading.add", R"({"pledge":"seats","reading":"nobody-will",
            "label":{"en":"as hoped"},"evidence":"none","reason":{"en":"No one will."}})")};
    const auto index = node.submit(drafts, now);
    check(index.has_value(), index ? "" : index.error().message.c_str());
}

/// A founded node, open for writing.
inline std::unique_ptr<Node> founded_node(const std::string& folder, Instant now) {
    auto node = Node::init(folder, "log.test.example");
    check(node.has_value(), node ? "" : node.error().message.c_str());
    found(**node, now);
    return *std::move(node);
}

}  // namespace comity::fixture
