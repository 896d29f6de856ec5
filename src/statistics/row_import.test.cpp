// SPDX-License-Identifier: Apache-2.0
#include "statistics/row_import.h"

#include "statistics/import.test.h"

namespace comity {

using test::header;
using test::Import;
using test::long_mapping;
using test::refusal;

TEST_CASE("what a flow does not say, or says wrongly, is refused at its place") {
    const std::string mapping =
        "shape = \"flows\"\n[columns]\nprovider = \"from\"\nkind = \"k\"\nquantity = \"n\"\n"
        "date = \"day\"\n[constants]\nreceiver = \"KAZ\"\nstage = \"received\"\nunit = \"t\"\n";
    const auto read = [&](const std::string& row) {
        return refusal(mapping, "from,k,n,day\n" + row);
    };
    CHECK(read("CHN,goods,1,2021-07-05\n") == "read");
    CHECK(read(",goods,1,2021-07-05\n") == "import.empty-code f.csv:2:1");
    CHECK(read("CHN,gifts,1,2021-07-05\n") == "import.word f.csv:2:5");
    CHECK(read("CHN,goods,much,2021-07-05\n") == "import.number f.csv:2:11");
    CHECK(read("CHN,goods,1,2021-02-30\n") == "date.no-such-day f.csv:2:13");
    CHECK(read("CHN,goods,1,05.07.2021\n") == "date.malformed f.csv:2:13");
    CHECK(refusal("date_format = \"DD.MM.YYYY\"\n" + mapping,
                  "from,k,n,day\nCHN,goods,1,2021-07-05\n") == "import.date f.csv:2:13");
}

TEST_CASE("flows with unknown ends are left out and counted") {
    const auto import =
        Import(
            "shape = \"flows\"\n[columns]\nprovider = \"from\"\n[constants]\nreceiver = "
            "\"KAZ\"\nkind = \"goods\"\nstage = \"received\"\nunit = \"t\"\nquantity = \"1\"\n"
            "date = \"2021-07-05\"\n[codes.provider]\nknown = \"parties\"\n")
            .known({"CHN"})
            .read("from\nCHN\nEUU\nEUU\n");
    CHECK(import.report().vintage.flows == 1);
    CHECK(import.report().unknown_codes == std::map<std::string, std::uint64_t>{{"EUU", 2}});
}

TEST_CASE("rows with unknown codes are left out and counted, or refused") {
    const std::string known = long_mapping + "[codes.reporter]\nknown = \"parties\"\n";
    const std::string csv = header + "GDP,KAZ,2020,1\nGDP,EU,2020,1\nGDP,EU,2021,\nGDP,EU,2022,3\n";
    const auto import = Import(known).known({"KAZ"}).read(csv);
    CHECK(import.rows() == "GDP KAZ 2020 1\n");
    CHECK(import.report().unknown_codes == std::map<std::string, std::uint64_t>{{"EU", 2}});
    CHECK(Import(known).read(csv).report().vintage.observations == 3);
    CHECK(Import(known + "unknown = \"refuse\"\n").known({"KAZ"}).read(csv).refusal() ==
          "import.unknown-code f.csv:3:5");
}

TEST_CASE("codes change case, then are translated, then are compared with the known ones") {
    const std::string mapping = long_mapping +
                                "[codes.reporter]\ncase = \"upper\"\nknown = \"parties\"\n"
                                "[codes.reporter.translate]\nKZ = \"KAZ\"\n"
                                "[codes.indicator]\ncase = \"lower\"\n";
    const auto import = Import(mapping).known({"KAZ"}).read(header + "GDP,kz,2020,1\n");
    CHECK(import.rows() == "gdp KAZ 2020 1\n");
    CHECK(
        Import(mapping).known({"KAZ"}).read(header + "GDP,KZ,2020,1\nGDP,KAZ,2020,2\n").refusal() ==
        "import.duplicate f.csv:3");
}

TEST_CASE("values are multiplied exactly, or refused") {
    const auto times = [](const std::string& factor, const std::string& value) {
        return Import(long_mapping + "[values]\nmultiplier = \"" + factor + "\"\n")
            .read(header + "GDP,KAZ,2020," + value + "\n");
    };
    CHECK(times("1000000", "0.1").rows() == "GDP KAZ 2020 100000\n");
    CHECK(times("0.001", "5").rows() == "GDP KAZ 2020 0.005\n");
    CHECK(times("0.4536", "2.5").rows() == "GDP KAZ 2020 1.134\n");
    CHECK(times("-1", "5").rows() == "GDP KAZ 2020 -5\n");
    CHECK(times("1000000", "12345678901234567890.5").rows() ==
          "GDP KAZ 2020 12345678901234567890500000\n");
    CHECK(times("1e60", "1000000").refusal() == "import.number f.csv:2:14");
    CHECK(times("1e30", "1e60").refusal() == "import.number f.csv:2:14");
    CHECK(times("1e-60", "0.00001").refusal() == "import.number f.csv:2:14");
}

TEST_CASE("a column may say the power of ten of its row") {
    const std::string mapping = long_mapping + "power = \"p\"\n";
    const auto with = [&](const std::string& power, const std::string& value = "1.5") {
        return Import(mapping).read("what,who,when,much,p\nGDP,KAZ,2020," + value + "," + power +
                                    "\n");
    };
    CHECK(with("6").rows() == "GDP KAZ 2020 1500000\n");
    CHECK(with("-3").rows() == "GDP KAZ 2020 0.0015\n");
    CHECK(with("").rows() == "GDP KAZ 2020 1.5\n");
    CHECK(with("100", "0").rows() == "GDP KAZ 2020 0\n");
    for (const char* wrong : {"x", "1.5", "101", "-101", "99999999999999999999"})
        CHECK(with(wrong).refusal() == "import.power f.csv:2:18");
    CHECK(with("100").refusal() == "import.number f.csv:2:14");
    CHECK(with("-100").refusal() == "import.number f.csv:2:14");
}

TEST_CASE("what is not a number as declared is refused at its cell") {
    for (const char* wrong : {"much", "NaN", "inf", "1e400", "1e-400", "0x10", "1 000", "+5", "--5",
                              "12345678901234567890123456789012345", "\"1,5\""})
        CHECK_MESSAGE(refusal(long_mapping, header + "GDP,KAZ,2020," + wrong + "\n")
                          .starts_with("import.number f.csv:2:1"),
                      wrong);
    const std::string european =
        long_mapping + "[csv]\ndelimiter = \";\"\n[values]\ndecimal_mark = \",\"\n";
    const std::string csv = "what;who;when;much\nGDP;KAZ;2020;";
    CHECK(Import(european).read(csv + "1234,5\n").rows() == "GDP KAZ 2020 1234.5\n");
    CHECK(refusal(european, csv + "1234.5\n") == "import.number f.csv:2:14");
    CHECK(refusal(european, csv + "1.234,5\n") == "import.number f.csv:2:14");
    const std::string grouped = european + "grouping_mark = \".\"\n";
    CHECK(Import(grouped).read(csv + "-1.234,5\n").rows() == "GDP KAZ 2020 -1234.5\n");
    CHECK(refusal(grouped, csv + "12.34,5\n") == "import.number f.csv:2:14");
}

TEST_CASE("cells that say that there is no value are counted, not read") {
    const std::string csv = header + "GDP,KAZ,2020,..\nGDP,KAZ,2021,\nGDP,KAZ,never,NA\n";
    CHECK(Import(long_mapping).read(csv).report().missing == 3);
    const std::string own = long_mapping + "[values]\nmissing = [\"..\", \"-\"]\n";
    CHECK(Import(own).read(header + "GDP,KAZ,2020,-\n").report().missing == 1);
    CHECK(refusal(own, csv) == "import.number f.csv:3:14");
}

TEST_CASE("one column may say several things") {
    const std::string mapping =
        "shape = \"long\"\n[columns]\nperiod = \"when\"\nvalue = \"much\"\n[[split]]\n"
        "column = \"key\"\nby = \"::\"\ninto = [\"reporter\", \"\", \"indicator\"]\n";
    const auto read = [&](const std::string& key) {
        return Import(mapping).read("when,much,key\n2020,1," + key + "\n");
    };
    CHECK(read("KAZ::x::GDP").rows() == "GDP KAZ 2020 1\n");
    CHECK(read(" KAZ ::x:: G:P ").rows() == "G:P KAZ 2020 1\n");
    CHECK(read("KAZ::GDP").refusal() == "import.split f.csv:2:8");
    CHECK(read("KAZ::x::GDP::y").refusal() == "import.split f.csv:2:8");
    CHECK(read("").refusal() == "import.split f.csv:2:8");
    CHECK(read("KAZ::x::").refusal() == "import.empty-code f.csv:2:8");
}

TEST_CASE("only rows that pass all filters are read") {
    const auto import = Import(long_mapping +
                               "[filter]\nwho = [\"KAZ\", \"KGZ\"]\nwhat = "
                               "[\"GDP\"]\n")
                            .read(header +
                                  "GDP,KAZ,2020,1\nGDP,CHN,none,none\nPOP,KAZ,2020,1\n"
                                  "GDP,KGZ,2020,2\n");
    CHECK(import.rows() == "GDP KAZ 2020 1\nGDP KGZ 2020 2\n");
    CHECK(import.report().left_out == 2);
    CHECK(refusal(long_mapping + "[filter]\nx = [\"y\"]\n", header) ==
          "mapping.column-missing m.toml:8:5");
}

TEST_CASE("a period that there is not is refused at its cell") {
    CHECK(refusal(long_mapping, header + "GDP,KAZ,2021-13,1\n") ==
          "period.no-such-period f.csv:2:9");
    CHECK(refusal(long_mapping, header + "GDP,KAZ,last year,1\n") == "period.malformed f.csv:2:9");
    const std::string form = "period_format = \"MM/YYYY\"\n" + long_mapping;
    CHECK(Import(form).read(header + "GDP,KAZ,07/2021,1\n").rows() == "GDP KAZ 2021-07 1\n");
    CHECK(refusal(form, header + "GDP,KAZ,13/2021,1\n") == "period.no-such-period f.csv:2:9");
    CHECK(refusal(form, header + "GDP,KAZ,2021-07,1\n") == "import.date f.csv:2:9");
}

TEST_CASE("a frequency that the period has not is refused at its cell") {
    const std::string mapping = long_mapping + "frequency = \"f\"\n";
    const std::string csv = "what,who,when,much,f\nGDP,KAZ,2020-Q1,1,";
    CHECK(refusal(mapping, csv + "Q\n") == "read");
    CHECK(refusal(mapping, csv + "A\n") == "import.frequency f.csv:2:19");
    CHECK(refusal(mapping, csv + "yearly\n") == "import.frequency f.csv:2:19");
}

TEST_CASE("an indicator that is empty is refused") {
    CHECK(refusal(long_mapping, header + ",KAZ,2020,1\n") == "import.empty-code f.csv:2:1");
    CHECK(Import(long_mapping).read(header + "GDP,,2020,1\n").rows() == "GDP 2020 1\n");
}

}  // namespace comity
