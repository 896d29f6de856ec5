// SPDX-License-Identifier: Apache-2.0
#include "statistics/import.test.h"

namespace comity {
namespace {

const std::string samples = std::string(COMITY_SHARED_DIR) + "/standards/sdmx/pysdmx-csv-tests/";

/// One of the samples, read with a mapping.
test::Import import_sample(const std::string& name, const std::string& columns,
                           const std::string& rest = "") {
    const std::string text = test::read_text(samples + name);
    REQUIRE_MESSAGE(!text.empty(), name);
    return test::Import("shape = \"sdmx-csv\"\n[columns]\n" + columns + rest).read(text);
}

const std::string derivatives =
    "indicator = \"DER_INSTR\"\nreporter = \"DER_REP_CTY\"\npartner = \"DER_CPC\"\n";
const std::string competitiveness =
    "indicator = \"INDICATOR\"\nproduct = \"SUB_INDICATOR\"\nreporter = \"REF_AREA\"\n";
const std::string dimensions = "indicator = \"DIM1\"\nreporter = \"DIM2\"\n";

}  // namespace

TEST_SUITE("shared") {
    TEST_CASE("files whose columns have labels are read by their codes") {
        for (const char* name : {"sdmx10/reader/samples/data_v1_no_freq_cols.csv",
                                 "sdmx20/reader/samples/data_v2_no_freq_cols.csv",
                                 "sdmx21/reader/samples/data_v21_no_freq_cols.csv"}) {
            const auto import = import_sample(name, competitiveness);
            CHECK(import.rows().starts_with("GCI GHA RANK 2008 102\nGCI GHA RANK 2009 114\n"));
            CHECK(import.report().vintage.observations == 7);
        }
        for (const char* name : {"sdmx10/reader/samples/csv_labels_both.csv",
                                 "sdmx20/reader/samples/csv_labels_both.csv",
                                 "sdmx20/reader/samples/csv_labels_name.csv",
                                 "sdmx20/reader/samples/csv_keys_both.csv",
                                 "sdmx20/writer/samples/csv_labels_both.csv",
                                 "sdmx20/writer/samples/csv_labels_id.csv",
                                 "sdmx20/writer/samples/csv_keys_series.csv",
                                 "sdmx20/writer/samples/csv_labels_name.csv"}) {
            const auto import = import_sample(name, dimensions);
            CHECK_MESSAGE(import.rows().starts_with("A B 2020 1\n"), name);
        }
    }

    TEST_CASE("files whose values are all empty are read, and the cells counted") {
        for (const char* name :
             {"sdmx20/reader/samples/data_v2.csv", "sdmx21/reader/samples/data_v21.csv"}) {
            const auto import = import_sample(name, derivatives);
            const ImportReport& report = import.report();
            CHECK(report.missing + report.vintage.observations >= 20);
            CHECK(report.missing > 0);
        }
    }

    TEST_CASE("a file with more dimensions than the mapping names has two values for one period") {
        const auto import = import_sample("sdmx10/reader/samples/data_v1.csv", derivatives);
        CHECK(import.refusal() == "import.duplicate f.csv:133");
        CHECK(import.refused().message.starts_with("lines 20 and 133 "));
    }

    TEST_CASE("rows with fewer fields than the header are refused where one is missing") {
        const auto import =
            import_sample("sdmx20/reader/samples/data_v2_action_col.csv", derivatives);
        CHECK(import.refusal() == "csv.field-count f.csv:2:74");
    }

    TEST_CASE("monthly values with other attributes are read") {
        const auto import = import_sample("sdmx20/reader/samples/data_v2_datetime.csv", "",
                                          "[constants]\nindicator = \"EXR\"\n");
        CHECK(import.rows().starts_with("EXR 1999-01 1\n"));
    }

    TEST_CASE("files that are not SDMX-CSV are refused at their header") {
        for (const char* name : {"sdmx10/reader/samples/data_v1_exception.csv",
                                 "sdmx20/reader/samples/data_v2_exception.csv",
                                 "sdmx21/reader/samples/data_v21_exception.csv"}) {
            const auto import = import_sample(name, derivatives);
            CHECK(import.refusal() == "sdmx.header f.csv:1");
        }
    }

    TEST_CASE("files that delete, merge, or do what there is not are refused at the row") {
        const std::string ids = "indicator = \"Id_1\"\nreporter = \"Id_2\"\nvalue = \"Me_1\"\n";
        const std::string year = "[constants]\nperiod = \"2020\"\n";
        const auto read = [&](const std::string& name) {
            return import_sample("sdmx20/reader/samples/" + name, ids, year);
        };
        CHECK(read("data_v2_invalid_action.csv").refusal() == "sdmx.action f.csv:2:33");
        CHECK(read("data_v2_merge_action.csv").refusal() == "sdmx.action-merge f.csv:2:33");
        CHECK(read("data_v2_two_actions.csv").refusal() == "sdmx.action-delete f.csv:2:33");
        CHECK(read("data_v2_three_actions.csv").refusal() == "sdmx.action-delete f.csv:2:33");
    }

    TEST_CASE("files of several structures are refused, unless a filter chooses one") {
        const std::string measures =
            "indicator = \"DIM_A1B1\"\nproduct = \"DIM_A2\"\n[constants]\nperiod = \"2020\"\n"
            "value = \"1\"\n";
        for (const char* name : {"data_v2_structures.csv", "data_v2_structures_uppercase.csv"}) {
            const std::string path = std::string("sdmx20/reader/samples/") + name;
            const auto import = import_sample(path, measures);
            CHECK(import.refusal().starts_with("sdmx.several-structures f.csv:3:"));
            const auto chosen =
                import_sample(path, measures, "[filter]\nSTRUCTURE_ID = [\"ESTAT:DF_A(1.6.0)\"]\n");
            CHECK(chosen.rows() == "DIMVAL_A1B1 DIMVAL_A2 2020 1\n");
            CHECK(chosen.report().left_out > 0);
        }
    }

    TEST_CASE("what others wrote where there is no value is refused, unless it is said") {
        const std::string name = "sdmx20/writer/samples/reference.csv";
        const auto import = import_sample(name, derivatives);
        CHECK(import.refusal().starts_with("import.number f.csv:2:"));
        const auto said = import_sample(name, derivatives, "[values]\nmissing = [\"nan\"]\n");
        CHECK(said.report().missing == 1);
    }
}

}  // namespace comity
