// SPDX-License-Identifier: Apache-2.0
#include "cli/people_commands.h"

#include "access/gate.h"
#include "cli/commands.h"
#include "service/fixture.h"
#include "support.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace comity;

namespace {

constexpr Instant now{1'800'000'000};

struct Office {
    fixture::TemporaryFolder folder;
    cli::Context context;

    Office() {
        context.folder = folder / "node";
        context.now = now;
        REQUIRE(Node::init(context.folder, "log.test.example"));
    }

    Result<cli::Report> run(std::string_view name, const Json& given = Json::Object{}) {
        const auto commands = cli::people_commands();
        const auto found = std::ranges::find(commands, name, &cli::FieldCommand::name);
        REQUIRE(found != commands.end());
        return found->run(context, given);
    }
    std::string refusal(std::string_view name, const Json& given) {
        const auto report = run(name, given);
        return report ? "" : report.error().code;
    }
    bool enters(const std::string& password, const std::string& code = {}) const {
        return Gate(context.folder, {}).sign_in({"li", password, code, "", ""}, now).has_value();
    }
};

const Json li = Json::Object{{"name", "li"}};
const Json added = Json::Object{{"name", "li"}, {"party", "secretariat"}, {"role", "act"}};

std::string text_at(const Json& json, const char* name) {
    return *json.find(name)->as<std::string>();
}

}  // namespace

TEST_CASE("a person who was added can sign in with the password that is printed once") {
    Office office;
    const auto report = office.run("add", added);
    REQUIRE(report);
    CHECK(report->text == text_at(report->json, "password") + "\n");
    CHECK(office.enters(text_at(report->json, "password")));
    CHECK(office.run("list")->text == "li  secretariat  act  since 2027-01-15\n");
    CHECK(office.refusal("add", added) == "person.exists");
    const auto again = office.run("reset", li);
    REQUIRE(again);
    CHECK_FALSE(office.enters(text_at(report->json, "password")));
    CHECK(office.enters(text_at(again->json, "password")));
}

TEST_CASE("codes are asked for once they were made, and no more once they are off") {
    Office office;
    const std::string password = text_at(office.run("add", added)->json, "password");
    const auto codes = office.run("totp", li);
    REQUIRE(codes);
    const auto* recovery = codes->json.find("recovery")->as<Json::Array>();
    REQUIRE(recovery->size() == 10);
    CHECK_FALSE(office.enters(password));
    CHECK(office.enters(password, *recovery->front().as<std::string>()));
    CHECK(office.run("list")->text.contains("with codes"));
    CHECK(text_at(codes->json, "address").starts_with("otpauth://totp/Comity:li?secret="));
    REQUIRE(office.run("totp", Json::Object{{"name", "li"}, {"off", true}}));
    CHECK(office.enters(password));
}

TEST_CASE("people act for parties that are in the record") {
    Office office;
    CHECK(office.refusal("add", Json::Object{{"name", "li"}, {"party", "CHN"}, {"role", "act"}}) ==
          "party.unknown");
    CHECK(office.refusal(
              "add", Json::Object{{"name", "li"}, {"party", "secretariat"}, {"role", "king"}}) ==
          "field.word");
    CHECK(office.refusal("role", Json::Object{{"name", "li"}, {"role", "act"}}) ==
          "person.unknown");
    CHECK(office.refusal("remove", li) == "person.unknown");
    office.context.folder = office.folder / "elsewhere";
    CHECK(office.refusal("list", Json::Object{}) == "node.absent");
    CHECK_FALSE(std::filesystem::exists(office.context.folder));
}

TEST_CASE("a person can be given a role, a link and the door") {
    Office office;
    REQUIRE(office.run("add", added));
    REQUIRE(office.run("role", Json::Object{{"name", "li"}, {"role", "hold-keys"}}));
    REQUIRE(office.run("link", Json::Object{{"name", "li"}, {"subject", "https://a 1"}}));
    CHECK(office.run("list")->text.contains("li  secretariat  hold-keys"));
    CHECK(office.run("list")->text.contains("as https://a 1"));
    REQUIRE(office.run("link", li));
    CHECK_FALSE(office.run("list")->text.contains("https"));
    REQUIRE(office.run("remove", li));
    CHECK(office.run("list")->text.empty());
}

TEST_CASE("four eyes are on or off") {
    Office office;
    CHECK(*office.run("four-eyes", Json::Object{{"setting", "on"}})->json.find("four_eyes") ==
          Json(true));
    CHECK(Gate(office.context.folder, {}).four_eyes());
    REQUIRE(office.run("four-eyes", Json::Object{{"setting", "off"}}));
    CHECK_FALSE(Gate(office.context.folder, {}).four_eyes());
}
