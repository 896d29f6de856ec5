// uses: statistics base
// SPDX-License-Identifier: Apache-2.0
//
// `mapping NUL file`: any file by any mapping. On a refusal there is no vintage; else there is one
// that says what the report says, in which every observation is found again, and from which a
// second import of the same changes nothing.
#include "statistics/import.h"
#include "base/check.h"

#include <stdlib.h>
#include <filesystem>

namespace {

using namespace comity;
namespace fs = std::filesystem;

/// In memory where the system has a place for that; it lives as long as the program.
class Folder {
public:
    Folder() {
        const fs::path memory = "/dev/shm";
        const fs::path place = fs::exists(memory) ? memory : fs::temp_directory_path();
        std::string name = (place / "comity-fuzz-XXXXXX").string();
        check(::mkdtemp(name.data()) != nullptr, "there is a place for temporary files");
        path_ = name;
    }
    ~Folder() { fs::remove_all(path_); }
    std::string path(std::string_view name) const { return (path_ / name).string(); }

private:
    fs::path path_;
};

Result<ImportReport> import(std::string_view csv, const Mapping& mapping, const std::string& path,
                            const Vintage* previous) {
    static const std::set<std::string> known = {"CHN", "KAZ", "kaz"};
    StringSource source(csv);
    return import_source(source, "f", mapping,
                         {.vintage_path = path, .previous = previous, .known_codes = &known});
}

void check_rows(const Vintage& vintage) {
    const VintageInfo& info = vintage.info();
    const auto rows = vintage.rows(0, UINT64_MAX);
    check(rows.size() == info.observations, "all observations are in the preview");
    check(vintage.flows(0, UINT64_MAX).size() == info.flows, "all flows are there");
    check(vintage.series(0, UINT64_MAX).size() == info.series, "all series are there");
    for (const auto& [key, observation] : rows) {
        std::size_t found = 0;
        for (const auto& [id, other] : vintage.find(key.indicator, key.reporter, key.partner))
            for (const auto& same :
                 vintage.observations(id, observation.period, observation.period))
                found += other == key && same == observation ? 1 : 0;
        check(found == 1, "an observation is found by its key and period");
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const Folder folder;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const std::size_t end = text.find('\0');
    if (end == std::string_view::npos) return 0;
    const auto mapping = parse_mapping(text.substr(0, end), "m");
    if (!mapping) return 0;
    const std::string_view csv = text.substr(end + 1);
    const auto report = import(csv, *mapping, folder.path("a"), nullptr);
    check(report.has_value() == fs::exists(folder.path("a")), "a vintage is whole or not there");
    if (!report) return 0;
    const auto vintage = Vintage::open(folder.path("a"));
    check_rows(*vintage);
    const auto again = import(csv, *mapping, folder.path("b"), vintage.get());
    check(again && again->unchanged == report->added, "the same file says the same");
    check(again->added + again->changed + again->dropped == 0, "and nothing else");
    fs::remove(folder.path("a"));
    fs::remove(folder.path("b"));
    return 0;
}
