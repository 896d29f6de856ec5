// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "statistics/import.h"
#include "support.h"

#include <doctest/doctest.h>

#define COMITY_ISO_3166 "/usr/share/iso-codes/json/iso_3166-1.json"

namespace comity::test {

using fixture::read_text;
using fixture::TemporaryFolder;

inline std::size_t file_count(const std::string& folder) {
    return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(folder), {}));
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
                                    {.vintage_path = *folder_ / "v",
                                     .previous = previous_,
                                     .known_codes = known_ ? &*known_ : nullptr});
        CHECK(file_count(folder_->path()) == (report ? 1 : 0));
        if (report) {
            report_ = *report;
            vintage_ = Vintage::open(*folder_ / "v");
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
    std::unique_ptr<TemporaryFolder> folder_ = std::make_unique<TemporaryFolder>();
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
