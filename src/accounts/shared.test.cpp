// SPDX-License-Identifier: Apache-2.0
#include "accounts/fixture.h"
#include "statistics/import.h"
#include "support.h"

#include <doctest/doctest.h>

namespace comity {
namespace {

using fixture::joined;
using fixture::outcome;
using fixture::read;
using fixture::read_text;
using fixture::text;
using fixture::with;

/// A real file of ../shared, imported by a mapping of examples/mappings.
class Published : public Vintages {
public:
    Published(const std::string& file, const std::string& mapping_name) {
        const auto mapping = parse_mapping(
            read_text(COMITY_SOURCE_DIR "/examples/mappings/" + mapping_name), mapping_name);
        REQUIRE(mapping.has_value());
        ImportOptions options;
        options.vintage_path = folder_ / "vintage";
        REQUIRE(import_file(COMITY_SHARED_DIR "/data/statistics/" + file, *mapping, options));
        vintage_ = Vintage::open(options.vintage_path);
    }
    const Vintage* current(std::string_view) const override { return vintage_.get(); }

private:
    fixture::TemporaryFolder folder_;
    std::unique_ptr<Vintage> vintage_;
};

void add(State& state, std::string_view codes, std::string_view from, std::string_view status) {
    const Group group = read<Group>(codes);
    for (const PartyCode& code : *group.parties)
        state.parties[code.value].standings.push_back({read<Date>(from), read<Status>(status), 0});
}

/// The association, with every partner that has joined it by the summer of 2024.
State association() {
    State state;
    add(state, "CHN,KAZ,KGZ,RUS,TJK,UZB", "2001-06-15", "member");
    add(state, "AFG,BLR,IRN,MNG", "2012-06-07", "observer");
    add(state, "ARM,AZE,KHM,NPL,LKA,TUR", "2015-07-10", "dialogue-partner");
    add(state, "IND,PAK", "2017-06-09", "member");
    add(state, "EGY,QAT,SAU,BHR,KWT,MDV,MMR,ARE", "2023-05-05", "dialogue-partner");
    add(state, "IRN", "2023-07-04", "member");
    add(state, "BLR", "2024-07-04", "member");
    return state;
}

struct Trade {
    Published published{"imf_imts_china_us_by_partner_2001_2024.csv", "imf-imts.toml"};
    State state = association();

    static Reading reading(std::string_view window, std::string_view partners) {
        Reading reading = fixture::statistics_reading(window, "2300000000000");
        reading.indicators = {"XG_FOB_USD", "MG_CIF_USD"};
        reading.partners = read<Group>(partners);
        return reading;
    }
    Account count(std::string_view window, std::string_view partners) const {
        return comity::count(reading(window, partners), state, published, read<Date>("2026-11-24"));
    }
};

std::string billions(const std::optional<Decimal>& value) {
    return value ? value->scaled(-9).fixed(1) : "none";
}

constexpr std::string_view members_2021 = "member@2021-09-17 except CHN";
constexpr std::string_view members_2024 = "member@2024-12-31 except CHN";
constexpr std::string_view wider = "member,observer,dialogue-partner@2024-12-31 except CHN";

}  // namespace

TEST_SUITE("shared") {
    TEST_CASE("the trade pledge, with the members of its day, as published") {
        const Trade trade;
        const Account account = trade.count("2021..2025", members_2021);
        CHECK(joined(account.partners) == "IND KAZ KGZ PAK RUS TJK UZB");
        CHECK(billions(account.value) == "1719.0");
        CHECK(text(account.share, 3) == "0.747");
        CHECK(billions(account.remaining) == "581.0");
        CHECK(billions(account.needed_per_period) == "581.0");
        CHECK(billions(account.periods[3].value) == "489.9");
        CHECK(account.rows == 56);
        CHECK(outcome(account) == "behind");
        CHECK(joined(account.flags) == "awaiting-data:2025");
        CHECK(billions(trade.count("2020", members_2021).value) == "244.9");
        CHECK(billions(trade.count("2022..2026", members_2021).needed_per_period) == "461.5");
        CHECK(outcome(trade.count("2022..2026", members_2021)) == "behind");
    }

    TEST_CASE("the trade pledge, with those that joined later, as published") {
        const Trade trade;
        const Account account = trade.count("2021..2025", members_2024);
        CHECK(account.partners.size() == 9);
        CHECK(billions(account.value) == "1803.5");
        CHECK(billions(account.needed_per_period) == "496.5");
        CHECK(billions(account.periods[3].value) == "511.7");
        CHECK(outcome(account) == "behind");
        const Account later = trade.count("2022..2026", members_2024);
        CHECK(billions(later.needed_per_period) == "428.6");
        CHECK(outcome(later) == "on-track");
    }

    TEST_CASE("the trade pledge is met in the wider family, so readings disagree") {
        Trade trade;
        const Account account = trade.count("2021..2025", wider);
        CHECK(account.partners.size() == 25);
        CHECK(billions(account.value) == "3259.6");
        CHECK(billions(account.periods[3].value) == "889.7");
        CHECK(outcome(account) == "met");
        CHECK(disagree({trade.count("2021..2025", members_2021), account}));
        add(trade.state, "LAO", "2024-07-04", "dialogue-partner");
        CHECK(billions(trade.count("2021..2025", wider).value) == "3285.0");
    }

    TEST_CASE("members of each year make another figure than members of one day") {
        const Trade trade;
        const Account account = trade.count("2021..2025", "member@period-end except CHN");
        CHECK(billions(account.periods[0].value) == "342.0");
        CHECK(billions(account.periods[2].value) == "491.3");  // with Iran
        CHECK(billions(account.periods[3].value) == "511.7");  // and Belarus
    }

    TEST_CASE("the trade pledge could be counted in the past as it stood then") {
        const Trade trade;
        const Account account = count(Trade::reading("2021..2025", members_2021), trade.state,
                                      trade.published, read<Date>("2022-12-31"));
        CHECK(billions(account.value) == "752.4");
        CHECK(account.periods_observed == 2);
        CHECK(explain(Trade::reading("2021..2025", members_2021), trade.state, trade.published,
                      read<Date>("2022-12-31"))
                  .size() == 28);
    }

    TEST_CASE("the gross product of eight members grew by 11.97 % a year, which rounds to 12") {
        const Published published("gdp_current_usd.csv", "world-bank-gdp.toml");
        const State state = association();
        Reading reading = with(fixture::statistics_reading("2001..2020", "12"), Aggregate::growth,
                               Comparator::rounds_to);
        reading.indicators = {"NY.GDP.MKTP.CD"};
        reading.reporters = read<Group>("member@2021-09-17");
        reading.partners.reset();
        const Account account = count(reading, state, published, read<Date>("2026-11-24"));
        CHECK(account.reporters.size() == 8);
        CHECK(text(account.value, 2) == "11.97");
        CHECK(outcome(account) == "met");
        CHECK(account.rows == 16);
        reading.reporters = read<Group>("member@period-end");
        CHECK(text(count(reading, state, published, read<Date>("2026-11-24")).value, 2) == "13.74");
    }
}

}  // namespace comity
