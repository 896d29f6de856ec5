// SPDX-License-Identifier: Apache-2.0
// What holds for every kind of act, made from the description of its fields.
#include "acts/all.h"

#include "acts/reference.h"

#include <doctest/doctest.h>

#include <set>

using namespace comity;

namespace {

constexpr std::string_view origin = "comity.example/log";

/// A body that decodes: some acts ask more of their fields than each by itself.
Json sample_of(const ActType& type) {
    Json body = schema::object_sample(type.fields);
    if (type.kind != "reading.add") return body;
    return Json::Object{{"pledge", "sample"},
                        {"reading", "sample"},
                        {"evidence", "none"},
                        {"label", Json::Object{{"en", "none"}}},
                        {"reason", Json::Object{{"en", "no series"}}}};
}

Json required_of(const ActType& type) {
    Json body = sample_of(type);
    if (type.kind == "reading.add") return body;
    for (const FieldInfo& field : type.fields)
        if (!field.required) body.as<Json::Object>()->erase(field.name);
    return body;
}

std::string refusal(const Result<Json>& result) {
    return result ? "" : result.error().code + " " + result.error().where;
}

template <class Do>
void for_each_field(Do what) {
    for (const ActType* type : all_acts())
        for (const FieldInfo& field : type->fields) what(*type, field);
}

/// A chain of signed entries by the secretariat.
struct Writer {
    SecretKey secret = SecretKey({7});
    std::optional<Hash> previous = {};
    Entry sign(std::string kind, const Json& body) {
        const Statement statement{std::string(origin),
                                  std::move(kind),
                                  1,
                                  "secretariat",
                                  Instant::of(Date::of(2024, 1, 1)),
                                  previous,
                                  to_text(body)};
        const auto bytes = sign_statement(statement, secret);
        REQUIRE(bytes);
        Entry entry = *parse_entry(*bytes);
        previous = entry.leaf;
        return entry;
    }
    Entry founding() {
        const VerifierKey log{std::string(origin), KeyType::ed25519, SecretKey({8}).public_key()};
        const VerifierKey own{std::string(origin) + "/secretariat", KeyType::ed25519,
                              secret.public_key()};
        return sign("association.found", Json::Object{{"name", Json::Object{{"en", "A"}}},
                                                      {"origin", origin},
                                                      {"founded", "2001-06-15"},
                                                      {"languages", Json::Array{"en"}},
                                                      {"depositary", log.text()},
                                                      {"secretariat", own.text()}});
    }
};

}  // namespace

TEST_CASE("kinds and commands are each of one act, and every act says what it is") {
    std::set<std::string_view> names;
    for (const ActType* type : all_acts()) {
        CHECK(names.insert(type->kind).second);
        CHECK(names.insert(type->command).second);
        CHECK(find_act(type->kind) == type);
        CHECK(type->summary.ends_with('.'));
        for (const FieldInfo& field : type->fields) CHECK(!field.meaning.empty());
    }
    CHECK(find_act("pledge.mak") == nullptr);
    CHECK(find_act("") == nullptr);
}

TEST_CASE("every act is written as it was read") {
    for (const ActType* type : all_acts()) {
        CAPTURE(type->kind);
        const Json sample = sample_of(*type);
        const auto again = type->normalise(sample);
        REQUIRE_MESSAGE(again, refusal(again));
        CHECK(*again == sample);
        const auto read = parse_canonical_json(to_text(*again));
        REQUIRE(read);
        CHECK(*read == sample);
    }
}

TEST_CASE("optional fields may be absent, and are not written then") {
    for (const ActType* type : all_acts()) {
        CAPTURE(type->kind);
        const Json body = required_of(*type);
        const auto again = type->normalise(body);
        REQUIRE_MESSAGE(again, refusal(again));
        CHECK(*again == body);
    }
}

TEST_CASE("a missing required field is refused by name") {
    for_each_field([](const ActType& type, const FieldInfo& field) {
        if (!field.required) return;
        CAPTURE(type.kind);
        Json body = sample_of(type);
        REQUIRE(body.as<Json::Object>()->erase(field.name));
        CHECK(refusal(type.normalise(body)) == "field.missing /" + std::string(field.name));
    });
}

TEST_CASE("a field of another type is refused at its place") {
    for_each_field([](const ActType& type, const FieldInfo& field) {
        CAPTURE(type.kind);
        CAPTURE(field.name);
        for (const Json& wrong : {Json{nullptr}, Json{true}}) {
            Json body = sample_of(type);
            body.as<Json::Object>()->set(field.name, wrong);
            CHECK(refusal(type.normalise(body)) == "field.type /" + std::string(field.name));
        }
    });
}

TEST_CASE("an unknown field is refused by name, and what is no object is no act") {
    for (const ActType* type : all_acts()) {
        Json body = sample_of(*type);
        body.as<Json::Object>()->set("цвет/1", "blue");
        CHECK(refusal(type->normalise(body)) == "field.unknown /цвет~11");
        CHECK(refusal(type->normalise(Json::Array{})) == "field.type ");
        CHECK(refusal(type->normalise({})) == "field.type ");
    }
}

TEST_CASE("folding is a function of the entries, and a refused one changes nothing") {
    Writer writer;
    const Entry founding = writer.founding();
    State first;
    REQUIRE(fold_verified(first, 0, founding));
    State second;
    REQUIRE(fold(second, 0, founding));
    CHECK(first == second);
    for (const ActType* type : all_acts()) {
        CAPTURE(type->kind);
        const State before = first;
        Writer apart = {SecretKey({7}), writer.previous};
        const Entry entry = apart.sign(std::string(type->kind), sample_of(*type));
        const auto folded = fold(first, 1, entry);
        const auto again = fold(second, 1, entry);
        REQUIRE(folded.has_value() == again.has_value());
        CHECK(first == second);
        if (folded)
            writer.previous = apart.previous;
        else
            CHECK(first == before);
    }
}

TEST_CASE("the schema names every field of every act") {
    const Json schema = acts_schema();
    for_each_field([&](const ActType& type, const FieldInfo& field) {
        const Json* act = schema.find(type.kind);
        REQUIRE(act);
        const Json* properties = act->find("properties");
        REQUIRE(properties);
        CHECK(properties->find(field.name));
    });
}
