// SPDX-License-Identifier: Apache-2.0
#include "engines/trade/equilibrium/one_sector.h"
#include "engines/trade/equilibrium/estimate.test.h"
#include "engines/trade/equilibrium/published.test.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>

using namespace comity;
using namespace comity::trade;

namespace {

/// The sample of the package gegravity 0.3 (Herman 2021) and its experiment: 30 economies in 2006,
/// a trade agreement between Canada and Japan, elasticity 5, resistances relative to Germany's.
struct Sample {
    std::map<std::string, std::size_t> places;
    std::vector<PartyMatrix> terms;
    PartyMatrix costs, costs_after;
    std::vector<double> output, expenditure;
    double expenditure_scale = 0;  ///< by which expenditure was multiplied to add up to output

    std::size_t at(const std::string& party) const { return places.at(party); }
};

const std::vector<double> coefficients = {-0.3898623, 0.891577, 0.0326249, 0.4711383, -3.412584};
constexpr double constant = 16.32434;

PublishedTable sample_table() {
    return shared_table("data/trade-model/gegravity/sample_data_set.dlm");
}

Sample read_sample() {
    const PublishedTable table = sample_table();
    Sample sample;
    sample.places = parties_of(table);
    for (const char* term : {"lndist", "contiguity", "common_language", "pta", "international"})
        sample.terms.push_back(matrix_of(table, term));
    sample.terms.emplace_back(sample.places.size(), constant);
    std::vector<double> weights = coefficients;
    weights.push_back(1);
    sample.costs = cost_power(sample.terms, weights);
    std::vector<PartyMatrix> terms = sample.terms;
    const std::size_t canada = sample.at("CAN"), japan = sample.at("JPN");
    terms[3][canada, japan] = terms[3][japan, canada] = 1;
    sample.costs_after = cost_power(terms, weights);

    const PartyMatrix output = matrix_of(table, "Y"), expenditure = matrix_of(table, "E");
    for (std::size_t i = 0; i < sample.places.size(); ++i) {
        sample.output.push_back(output[i, 0]);
        sample.expenditure.push_back(expenditure[0, i]);
    }
    sample.expenditure_scale = sum(sample.output) / sum(sample.expenditure);
    for (double& value : sample.expenditure) value *= sample.expenditure_scale;
    return sample;
}

Balancing fit(const Sample& sample) {
    const auto result =
        balance({names_of(sample.places), sample.costs, sample.output, sample.expenditure});
    if (!result) FAIL(result.error().message);
    return *result;
}

OneSectorWorld world_of(const Sample& sample) {
    const Balancing fitted = fit(sample);
    return {names_of(sample.places), scaled(sample.costs, fitted.sellers, fitted.buyers), 5};
}

TradeCostChange change_of(const Sample& sample) {
    TradeCostChange change{TradeCostChange::Of::trade_power, sample.costs_after};
    for (std::size_t cell = 0; cell < change.factors.values().size(); ++cell)
        change.factors.values()[cell] /= sample.costs.values()[cell];
    return change;
}

struct Documented {
    const char* party;
    double price, outward, inward, real_output, exports, imports, own_sales;
};

/// "country_results.head()" of the package's documentation, in percent.
constexpr std::array<Documented, 5> documented = {
    {{"AUS", 0.004143, -0.004143, 0.011249, -0.007106, -0.087678, -0.033760, 0.019940},
     {"AUT", -0.002774, 0.002775, 0.002405, -0.005179, -0.034691, -0.026447, -0.001602},
     {"BEL", -0.002052, 0.002052, 0.000357, -0.002409, -0.037698, -0.030564, -0.011239},
     {"BRA", -0.005588, 0.005588, -0.000092, -0.005496, -0.080228, -0.066497, -0.005961},
     {"CAN", -0.135770, 0.135955, -0.551724, 0.418261, 1.573180, 1.504744, -1.939006}}};

constexpr double half_of_last_digit = 6e-7;

}  // namespace

TEST_SUITE("shared") {
    TEST_CASE("the documented coefficients are those of PPML on the sample") {
        const PublishedTable table = sample_table();
        const Sample sample = read_sample();
        std::vector<PartyMatrix> terms = sample.terms;
        terms.pop_back();  // a constant is taken up by the effects
        const auto found = SmallPpml(names_of(sample.places), matrix_of(table, "trade"), terms)
                               .estimate({-0.5, 0.5, 0, 0.5, -3}, 8);
        for (std::size_t k = 0; k < coefficients.size(); ++k)
            CHECK(std::abs(found[k] - coefficients[k]) < 2e-6);
    }

    TEST_CASE("the documented trade costs and resistance of the sample are reproduced") {
        const Sample sample = read_sample();
        const std::size_t canada = sample.at("CAN"), japan = sample.at("JPN");
        CHECK(std::abs(sample.costs[canada, japan] - 11305.165421) < 1e-6);
        CHECK(std::abs(sample.costs_after[canada, japan] - 18108.800547) < 1e-6);

        const Balancing fitted = fit(sample);
        const std::size_t germany = sample.at("DEU");
        const double inward_of_reference = sample.expenditure[germany] / fitted.buyers[germany];
        const double outward =
            sample.output[germany] / (fitted.sellers[germany] * sum(sample.output));
        const double relative = outward * inward_of_reference;  // with Germany's inward at one
        CHECK(std::abs(std::pow(relative, -0.25) - 0.050346) < 5e-7);

        const OneSectorWorld world = world_of(sample);
        const std::size_t australia = sample.at("AUS");
        CHECK(std::abs(world.trade[australia, australia] / sample.expenditure_scale -
                       218129.130005) < 1e-4);
        CHECK(std::abs(world.trade[australia, canada] / sample.expenditure_scale - 2847.023843) <
              1e-5);
    }

    TEST_CASE("the documented results follow from the conditional equilibrium") {
        // The package solves resistances at baseline shares of output and expenditure and reads
        // prices off them, price = 1 / outward resistance; then it revalues output and expenditure.
        const Sample sample = read_sample();
        const OneSectorWorld world = world_of(sample);
        const auto result = assess_one_sector(world, change_of(sample));
        REQUIRE(result.has_value());
        const auto& effects = result->conditional.effects;
        const PartyMatrix& trade = result->conditional.trade;
        const double unit = 1 + effects[sample.at("DEU")].inward_resistance / 100;
        std::vector<double> price;
        double worth = 0;
        for (std::size_t i = 0; i < effects.size(); ++i) {
            price.push_back(1 / ((1 + effects[i].outward_resistance / 100) * unit));
            worth += sample.output[i] * price[i];
        }
        const double growth = worth / sum(sample.output);
        const auto revalued = [&](std::size_t seller, std::size_t buyer) {
            return trade[seller, buyer] * price[seller] / growth * price[buyer];
        };
        for (const Documented& expected : documented) {
            CAPTURE(expected.party);
            const std::size_t at = sample.at(expected.party);
            const double inward = (1 + effects[at].inward_resistance / 100) / unit;
            double exports = 0, imports = 0, exports_before = 0, imports_before = 0;
            for (std::size_t j = 0; j < effects.size(); ++j) {
                if (j == at) continue;
                exports += revalued(at, j), imports += revalued(j, at);
                exports_before += world.trade[at, j], imports_before += world.trade[j, at];
            }
            const auto gap = [](double ratio, double percent) {
                return std::abs(100 * (ratio - 1) - percent);
            };
            CHECK(gap(price[at], expected.price) < half_of_last_digit);
            CHECK(gap(1 / price[at], expected.outward) < half_of_last_digit);
            CHECK(gap(inward, expected.inward) < half_of_last_digit);
            CHECK(gap(price[at] / inward, expected.real_output) < half_of_last_digit);
            CHECK(gap(exports / exports_before, expected.exports) < half_of_last_digit);
            CHECK(gap(imports / imports_before, expected.imports) < half_of_last_digit);
            CHECK(gap(revalued(at, at) / world.trade[at, at], expected.own_sales) <
                  half_of_last_digit);
        }
    }

    TEST_CASE("in the exact equilibrium of the sample the two that agree gain") {
        const Sample sample = read_sample();
        const auto result = assess_one_sector(world_of(sample), change_of(sample),
                                              {BalanceClosure::expenditure_per_output, "DEU"});
        REQUIRE(result.has_value());
        CHECK(result->full.certificate.residual <= 1e-12);
        for (const auto& [party, at] : sample.places) {
            const bool agrees = party == "CAN" || party == "JPN";
            CAPTURE(party);
            CHECK((result->full.effects[at].real_output > 0) == agrees);
        }
    }
}
