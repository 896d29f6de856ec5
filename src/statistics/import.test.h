// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "statistics/import.h"

#include <doctest/doctest.h>
#include <stdlib.h>
#include <filesystem>
#include <fstream>
#include <sstream>

#define COMITY_ISO_3166 "/usr/share/iso-codes/json/iso_3166-1.json"

namespace comity::test {

/// A folder that lives as long as the object.
class Folder {
public:
    Folder() {
        std::string name =
            (std::filesystem::temp_directory_path() / "comity-statistics-XXXXXX").string();
        if (!::mkdtemp(name.data())) throw std::runtime_error("no temporary folder");
        root_ = name;
    }
    ~Folder() { std::filesystem::remove_all(root_); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    std::string path(const std::string& name) const { return (root_ / name).string(); }
    std::size_t file_count() const {
        return static_cast<std::size_t>(
            std::distance(std::filesystem::directory_iterator(root_), {}));
    }

private:
    std::filesystem::path root_;
};

inline std::string read_file(const std::string& path) {
    const std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

inline const std::string long_mapping = R"(shape = "long"
[columns]
indicator = "what"
reporter = "who"
period = "when"
value = "much"
)";

inline const std::string header = "what,who,when,much\n";

/// An import of texts into a folder of its own.
class Import {
public:
    explicit Import(std::string mapping) : mapping_(std::move(mapping)) {}

    Import known(std::set<std::string> codes) && {
        known_ = std::move(codes);
        return std::move(*this);
    }
    Import after(const Vintage& previous) && {
        previous_ = &previous;
        return std::move(*this);
    }
    Import read(std::string_view csv) && {
        const auto mapping = parse_mapping(mapping_, "m.toml");
        REQUIRE_MESSAGE(mapping.has_value(), mapping.error().message, " ", mapping.error().where);
        StringSource source(csv);
        auto report = import_source(source, "f.csv", *mapping,
                                    {.vintage_path = folder_->path("v"),
                                     .previous = previous_,
                                     .known_codes = known_ ? &*known_ : nullptr,
                                     .progress = {}});
        CHECK(folder_->file_count() == (report ? 1 : 0));
        if (report) {
            report_ = *report;
            vintage_ = Vintage::open(folder_->path("v"));
        } else {
            refusal_ = report.error();
        }
        return std::move(*this);
    }
    const ImportReport& report() const {
        REQUIRE_MESSAGE(refusal_.code.empty(), refusal_.message, " ", refusal_.where);
        return report_;
    }
    const Vintage& vintage() const {
        (void)report();
        return *vintage_;
    }
    /// All observations, one a line.
    std::string rows() const {
        std::string text;
        for (const auto& [key, observation] : vintage().rows(0, 1000)) {
            for (const std::string& code :
                 {key.indicator, key.reporter, key.partner, key.product, key.unit})
                text += code.empty() ? "" : code + " ";
            text += observation.period.text() + " " + observation.value.text();
            text += (observation.status.empty() ? "" : " " + observation.status) + "\n";
        }
        return text;
    }
    const Refusal& refused() const { return refusal_; }
    /// "code where" of the refusal.
    std::string refusal() const {
        return refusal_.code.empty() ? "read" : refusal_.code + " " + refusal_.where;
    }

private:
    std::unique_ptr<Folder> folder_ = std::make_unique<Folder>();
    std::string mapping_;
    std::optional<std::set<std::string>> known_;
    const Vintage* previous_ = nullptr;
    ImportReport report_;
    Refusal refusal_;
    std::unique_ptr<Vintage> vintage_;
};

/// "code where" of the refusal of a text, or "read".
inline std::string refusal(const std::string& mapping, const std::string& csv) {
    return Import(mapping).read(csv).refusal();
}

}  // namespace comity::test
