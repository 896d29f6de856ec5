// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "statistics/binding.h"
#include "statistics/vintage_writer.h"

#include <set>
#include <unordered_map>

namespace comity {

/// Codes as the mapping wants them, and those that are not known.
class Codes {
public:
    Codes(const Mapping& mapping, const std::set<std::string>* known)
        : mapping_(mapping), known_(known) {}

    /// The code of a notion in a row, translated. Nothing if it is not known and rows with it are
    /// left out; `unknown` is then that code. Refusal `import.unknown-code`.
    Result<std::optional<std::string>> read(Notion notion, const Binding& binding,
                                            const CsvReader& row);
    const std::string& unknown() const { return unknown_; }

private:
    const Mapping& mapping_;
    const std::set<std::string>* known_;
    std::string unknown_;
};

/// Which series a row belongs to. What was found for one row is remembered for all that have the
/// same text in the same fields.
class SeriesResolver {
public:
    SeriesResolver(const Binding& binding, Codes codes, VintageWriter& writer)
        : binding_(binding), codes_(std::move(codes)), writer_(writer) {}

    /// The series of a row for periods of a frequency; nothing if it is left out for a code that is
    /// not known. Refusals `import.frequency`, `import.empty-code` and those of `Codes`.
    Result<std::optional<Vintage::SeriesId>> resolve(const CsvReader& row, Frequency frequency);
    /// Counts the row for the code for which it was left out.
    void count_left_out();
    std::map<std::string, std::uint64_t> unknown_codes() const;

private:
    struct TextHash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const {
            return std::hash<std::string_view>()(text);
        }
    };
    struct Found {
        Vintage::SeriesId series = 0;      ///< 0: left out
        std::uint64_t* unknown = nullptr;  ///< for this code
    };

    Result<Found> read(const CsvReader& row, Frequency frequency);
    Result<> check_frequency(const CsvReader& row, Frequency frequency);

    const Binding& binding_;
    Codes codes_;
    VintageWriter& writer_;
    std::unordered_map<std::string, Found, TextHash, std::equal_to<>> known_;
    std::map<std::string, std::uint64_t> unknown_codes_;
    std::string name_;
    std::string last_name_;
    Found last_;
};

}  // namespace comity
