// SPDX-License-Identifier: Apache-2.0
#include "service/importing.h"

#include "service/applying.h"
#include "service/fixture.h"

#include <doctest/doctest.h>

using namespace comity;
using namespace comity::fixture;

namespace {

std::size_t file_count(const std::string& folder) {
    if (!std::filesystem::exists(folder)) return 0;
    return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(folder), {}));
}

Result<ImportOutcome> import(Node& node, const ImportRequest& request) {
    return import_dataset(node, request, {"secretariat", CodeLists{}, noon, {}});
}

}  // namespace

TEST_CASE("an import publishes the exact file, and the next one is a new vintage beside it") {
    const TemporaryFolder folder;
    const auto node = league(folder / "n");
    const auto first =
        import(*node, import_request(folder, "country,year,gdp\nCHN,2020,10\nKAZ,2020,2\n"));
    REQUIRE(first);
    CHECK(first->report.added == 2);
    CHECK(node->current("gdp")->info().observations == 2);
    const auto second =
        import(*node, import_request(folder, "country,year,gdp\nCHN,2020,11\nCHN,2021,12\n"));
    REQUIRE(second);
    CHECK(second->report.added == 1);
    CHECK(second->report.changed == 1);
    CHECK(second->report.dropped == 1);
    const auto& publications = node->state().datasets.at("gdp").publications;
    REQUIRE(publications.size() == 2);
    CHECK(node->vintage(publications.front())->info().observations == 2);
    CHECK(publications.back().covers == Window{*Period::parse("2020"), *Period::parse("2021")});
    CHECK(publications.back().units == std::vector{Unit{"USD"}});
}

TEST_CASE("the same file by the same mapping is not published twice") {
    const TemporaryFolder folder;
    const auto node = league(folder / "n");
    const ImportRequest request = import_request(folder, "country,year,gdp\nCHN,2020,10\n");
    REQUIRE(import(*node, request));
    const std::size_t blobs = file_count(folder / "n/blobs");
    CHECK(import(*node, request).error().code == "import.unchanged");
    CHECK(file_count(folder / "n/blobs") == blobs);
    CHECK(file_count(folder / "n/statistics") == 1);
}

TEST_CASE("an import that is refused leaves nothing behind") {
    const TemporaryFolder folder;
    const auto node = league(folder / "n");
    const auto refused = [&](std::string_view csv) {
        return import(*node, import_request(folder, csv)).error();
    };
    const Refusal duplicate = refused("country,year,gdp\nCHN,2020,10\nKAZ,2020,1\nCHN,2020,11\n");
    CHECK(duplicate.code == "import.duplicate");
    CHECK(duplicate.where.contains("gdp.csv:4"));
    CHECK(refused("country,year\nCHN,2020\n").code == "mapping.column-missing");
    CHECK(refused("country,year,gdp\nCHN,2021-13,1\n").code == "period.no-such-period");
    CHECK(refused("country,year,gdp\nCHN,2021,1e400\n").code == "import.number");
    ImportRequest request = import_request(folder, "country,year,gdp\nCHN,2020,10\n");
    request.file = folder / "absent.csv";
    CHECK(import(*node, request).error().code == "file.absent");
    CHECK(file_count(folder / "n/blobs") == 0);
    CHECK(file_count(folder / "n/statistics") == 0);
    CHECK(node->state().datasets.empty());
}

TEST_CASE("a file of flows is published too, and an empty one is not") {
    const TemporaryFolder folder;
    const auto node = league(folder / "n");
    ImportRequest request = import_request(folder, "from,to,doses,day\nCHN,KAZ,100,2021-05-01\n");
    write_text(folder / "gdp.toml",
               "shape = \"flows\"\n[columns]\nprovider = \"from\"\nreceiver = \"to\"\n"
               "quantity = \"doses\"\ndate = \"day\"\n[constants]\nkind = \"goods\"\n"
               "stage = \"received\"\nunit = \"doses\"\n");
    const auto outcome = import(*node, request);
    REQUIRE(outcome);
    CHECK(outcome->report.vintage.flows == 1);
    CHECK(node->state().datasets.at("gdp").publications.back().units == std::vector{Unit{"doses"}});
    request = import_request(folder, "country,year,gdp\n");
    CHECK(import(*node, request).error().code == "import.empty");
}

TEST_CASE("when publishing fails, what the entered act names stays") {
    const TemporaryFolder folder;
    auto node = league(folder / "n");
    const ImportRequest request = import_request(folder, "country,year,gdp\nCHN,2020,10\n");
    std::filesystem::create_directory(folder / "n/log/checkpoint.new");  // cannot be replaced now
    CHECK_THROWS_AS((void)import(*node, request), Fault);
    node.reset();
    std::filesystem::remove(folder / "n/log/checkpoint.new");
    node = *Node::open(folder / "n", Node::Access::write);
    REQUIRE(node->current("gdp"));
    CHECK(node->current("gdp")->info().observations == 1);
    CHECK(rebuild_statistics(*node, CodeLists{}, {}) == 1);
}

TEST_CASE("a rebuild removes what no publication names") {
    const TemporaryFolder folder;
    const auto node = league(folder / "n");
    REQUIRE(import(*node, import_request(folder, "country,year,gdp\nCHN,2020,10\n")));
    const std::size_t blobs = file_count(folder / "n/blobs");
    write_text(folder / "n/blobs/0123.draft", "left by a kill");
    write_text(folder / "n/statistics/4567.vintage", "left by a kill");
    CHECK(rebuild_statistics(*node, CodeLists{}, {}) == 1);
    CHECK(file_count(folder / "n/blobs") == blobs);
    CHECK(file_count(folder / "n/statistics") == 1);
}

TEST_CASE("statistics are rebuilt from the record and its attachments") {
    const TemporaryFolder folder;
    const auto node = league(folder / "n");
    REQUIRE(import(*node, import_request(folder, "country,year,gdp\nCHN,2020,10\n")));
    const Hash file = node->state().datasets.at("gdp").publications.back().file;
    const Hash content = node->current("gdp")->info().file;
    node->close_vintages();
    std::filesystem::remove_all(folder / "n/statistics");
    CHECK(node->current("gdp") == nullptr);
    CHECK(rebuild_statistics(*node, CodeLists{}, {}) == 1);
    REQUIRE(node->current("gdp"));
    CHECK(node->current("gdp")->info().file == content);
    write_text(node->blobs().path(file), "altered");
    CHECK(rebuild_statistics(*node, CodeLists{}, {}).error().code == "rebuild.attachment");
}

TEST_CASE("a script's acts enter in order, and a refusal names its step") {
    const TemporaryFolder folder;
    const auto node = league(folder / "n");
    import_request(folder, "country,year,gdp\nCHN,2020,10\n");
    write_text(folder / "good.toml", R"(
[[step]]
do = "admit"
party = "UZB"
status = "observer"
from = 2021-01-01

[[step]]
do = "import"
dataset = "gdp"
title = "GDP"
file = "gdp.csv"
mapping = "gdp.toml"
retrieved = 2022-05-01
source = "a test"
licence = "none"

[[step]]
do = "note"
text = "done"
)");
    const auto applied = apply_scripts(*node, {folder / "good.toml"}, CodeLists{}, noon, {});
    REQUIRE(applied);
    CHECK(applied->acts == 2);
    CHECK(applied->imports.size() == 1);
    CHECK(node->state().entries == 6);

    write_text(folder / "bad.toml",
               "[[step]]\ndo = \"note\"\ntext = \"a\"\n\n"
               "[[step]]\ndo = \"admit\"\nparty = \"UZB\"\n"
               "status = \"member\"\nfrom = 2022-01-01\n");
    const auto refused = apply_scripts(*node, {folder / "bad.toml"}, CodeLists{}, noon, {});
    REQUIRE(!refused);
    CHECK(refused.error().code == "party.exists");
    CHECK(refused.error().where.contains("bad.toml:5:1"));
    CHECK(node->state().entries == 6);
}
