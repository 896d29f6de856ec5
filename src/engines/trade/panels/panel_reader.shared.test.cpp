// SPDX-License-Identifier: Apache-2.0
#include "engines/trade/panels/panel_reader.h"

#include <doctest/doctest.h>
#include <algorithm>

namespace comity::trade {
namespace {

const std::string data = std::string(COMITY_SHARED_DIR) + "/data/trade-model/";

}  // namespace

TEST_SUITE("shared") {
    TEST_CASE("BACI totals are read from gzip: pairs of 210 parties in 21 years") {
        const auto panel = read_panel_file(data + "baci_bilateral_2000_2020.csv.gz",
                                           {.variables = {"value_kusd"}});
        REQUIRE(panel.has_value());
        CHECK(panel->rows() == 210 * 209 * 21);
        CHECK(panel->factors[0].labels.size() == 210);
        CHECK(panel->factors[2].labels.size() == 21);
        const std::vector<double>& values = panel->variables[0].values;
        CHECK(std::ranges::all_of(values, [](double value) { return value >= 0; }));
        CHECK(std::ranges::count(values, 0.0) == 340'196);
        CHECK(panel->lines.back() == 921'691);
    }

    TEST_CASE("the panels of a structural gravity study are read by the columns asked for") {
        const auto panel = read_panel_file(data + "agtpa_applications.csv.gz",
                                           {.factors = {"exporter", "importer", "year", "pair_id"},
                                            .variables = {"trade", "dist", "rta"},
                                            .key = {"exporter", "importer", "year"}});
        REQUIRE(panel.has_value());
        CHECK(panel->rows() == 99'981);
        CHECK(panel->variables[0].values[0] == 61288.5902628606);
        CHECK(panel->find_variable("dist")->values[0] == 533.908239819169);
    }

    TEST_CASE("quoted numbers are numbers too") {
        const auto panel =
            read_panel_file(data + "dist_cepii.csv.gz",
                            {.factors = {"iso_o", "iso_d"}, .variables = {"dist", "distw"}});
        REQUIRE(panel.has_value());
        CHECK(panel->variables[1].values[0] == 25.09354);
    }
}

}  // namespace comity::trade
