// SPDX-License-Identifier: Apache-2.0
#include "engines/trade/gravity/gravity.h"
#include "engines/trade/gravity/agtpa.test.h"

#include <doctest/doctest.h>

#include <filesystem>

using namespace comity;
using namespace comity::trade;

namespace {

const Effect exporter_year{{"exporter", "year"}};
const Effect importer_year{{"importer", "year"}};

struct Specification {
    std::string name;
    agtpa::Trade trade;
    std::vector<std::string> regressors;
    std::vector<Effect> more_effects = {};
};

const std::vector<Specification> specifications = {
    {"T1c4 PPML intl only", agtpa::Trade::international, {"ld", "cntg", "lang", "clny"}},
    {"T2c3 PPML+intra dist",
     agtpa::Trade::all,
     {"ld1986", "ld1990", "ld1994", "ld1998", "ld2002", "ld2006", "cntg", "lang", "clny", "ldi"}},
    {"T2c4 +smctry",
     agtpa::Trade::all,
     {"ld1986", "ld1990", "ld1994", "ld1998", "ld2002", "ld2006", "cntg", "lang", "clny", "ldi",
      "sm"}},
    {"T3c2 rta intl", agtpa::Trade::international, {"ld", "cntg", "lang", "clny", "rta"}},
    {"T3c3 rta+country border FE",
     agtpa::Trade::all,
     {"ld", "cntg", "lang", "clny", "rta"},
     {{{"border"}}}},
    {"T3c4 pair FE", agtpa::Trade::all, {"rta"}, {{{"pair"}}}},
    {"T3c5 lead", agtpa::Trade::all, {"rta", "rta_lead4"}, {{{"pair"}}}},
    {"T3c6 lags", agtpa::Trade::all, {"rta", "rta_lag4", "rta_lag8", "rta_lag12"}, {{{"pair"}}}},
    {"T3c7 globalisation",
     agtpa::Trade::all,
     {"rta", "rta_lag4", "rta_lag8", "rta_lag12", "b1986", "b1990", "b1994", "b1998", "b2002"},
     {{{"pair"}}}},
};

GravityModel model_of(const Specification& specification, SmallSample small_sample) {
    GravityModel model{.regressors = specification.regressors,
                       .effects = {exporter_year, importer_year},
                       .clusters = {{{"pair_id"}}},
                       .small_sample = small_sample};
    for (const Effect& effect : specification.more_effects) model.effects.push_back(effect);
    return model;
}

void compare(const agtpa::Row& target, const Estimates& groups, const Estimates& fixest) {
    const Coefficient* found = groups.find(target.at("term"));
    REQUIRE(found != nullptr);
    CHECK(std::abs(found->value - agtpa::number(target.at("coef"))) < 1e-7);
    CHECK(std::abs(found->standard_error - agtpa::number(target.at("se_noKadj"))) < 1e-7);
    CHECK(std::abs(fixest.find(target.at("term"))->standard_error -
                   agtpa::number(target.at("se_fixest"))) < 1e-7);
    CHECK(static_cast<double>(groups.rows.size()) == agtpa::number(target.at("nobs")));
    const double deviance = agtpa::number(target.at("deviance"));
    CHECK(std::abs(groups.deviance - deviance) < 1e-9 * deviance);
}

}  // namespace

TEST_SUITE("shared") {
    TEST_CASE("the applications of the Advanced Guide to Trade Policy Analysis are reproduced") {
        if (!std::filesystem::exists(COMITY_SHARED_DIR)) {
            MESSAGE("shared files are not here");
            return;
        }
        const auto targets =
            agtpa::read_rows(COMITY_SHARED_DIR "/data/trade-model/targets_agtpa_ch1.csv");
        const Panel all = agtpa::panel(agtpa::Trade::all);
        const Panel international = agtpa::panel(agtpa::Trade::international);
        int compared = 0;
        for (const Specification& specification : specifications) {
            CAPTURE(specification.name);
            const Panel& panel = specification.trade == agtpa::Trade::all ? all : international;
            const auto groups = estimate_ppml(panel, model_of(specification, SmallSample::groups));
            const auto fixest = estimate_ppml(panel, model_of(specification, SmallSample::fixest));
            REQUIRE(groups.has_value());
            REQUIRE(fixest.has_value());
            for (const agtpa::Row& target : targets) {
                if (target.at("spec") != specification.name) continue;
                CAPTURE(target.at("term"));
                compare(target, *groups, *fixest);
                ++compared;
            }
        }
        CHECK(compared == 51);
    }
}
