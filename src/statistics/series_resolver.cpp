// SPDX-License-Identifier: Apache-2.0
#include "statistics/series_resolver.h"

namespace comity {
namespace {

constexpr std::array<std::string SeriesKey::*, 5> code_members = {
    &SeriesKey::indicator, &SeriesKey::reporter, &SeriesKey::partner, &SeriesKey::product,
    &SeriesKey::unit};

/// ASCII letters only: codes have no others.
void change_case(std::string& code, CodeRule::Case letters) {
    const char from = letters == CodeRule::Case::upper ? 'a' : 'A';
    for (char& c : code)
        if (c >= from && c < from + 26) c = static_cast<char>(c ^ 0x20);
}

}  // namespace

Result<std::optional<std::string>> Codes::read(Notion notion, const Binding& binding,
                                               const CsvReader& row) {
    std::string code(TRY(binding.text(notion, row)));
    const auto found = mapping_.codes.find(notion);
    if (found == mapping_.codes.end()) return code;
    const CodeRule& rule = found->second;
    if (rule.letters != CodeRule::Case::as_given) change_case(code, rule.letters);
    if (const auto other = rule.translate.find(code); other != rule.translate.end())
        code = other->second;
    if (!rule.known_only || !known_ || known_->contains(code)) return code;
    unknown_ = code;
    if (!rule.refuse_unknown) return std::optional<std::string>();
    return refuse("import.unknown-code",
                  "\"" + code + "\" is not a known " + std::string(word(notion)),
                  binding.place(notion, row));
}

Result<std::optional<Vintage::SeriesId>> SeriesResolver::resolve(const CsvReader& row,
                                                                 Frequency frequency) {
    name_.assign(1, static_cast<char>(frequency));
    for (const std::size_t field : binding_.key_fields())
        name_.append(row.fields()[field]).append(1, '\0');
    if (name_ != last_name_) {
        auto known = known_.find(std::string_view(name_));
        if (known == known_.end()) known = known_.emplace(name_, TRY(read(row, frequency))).first;
        last_ = known->second;
        last_name_ = name_;
    }
    if (last_.series == 0) return std::optional<Vintage::SeriesId>();
    return last_.series;
}

Result<SeriesResolver::Found> SeriesResolver::read(const CsvReader& row, Frequency frequency) {
    TRY(check_frequency(row, frequency));
    SeriesKey key;
    key.frequency = frequency;
    for (std::size_t i = 0; i < code_members.size(); ++i) {
        const auto notion = static_cast<Notion>(i);
        auto code = TRY(codes_.read(notion, binding_, row));
        if (!code) return Found{0, &unknown_codes_[codes_.unknown()]};
        key.*code_members.at(i) = *std::move(code);
    }
    if (key.indicator.empty())
        return refuse("import.empty-code", "the indicator should not be empty",
                      binding_.place(Notion::indicator, row));
    return Found{writer_.series(key), nullptr};
}

Result<> SeriesResolver::check_frequency(const CsvReader& row, Frequency frequency) {
    if (!binding_.has(Notion::frequency)) return {};
    const auto text = TRY(codes_.read(Notion::frequency, binding_, row));
    const auto said = parse_frequency(text.value_or(""));
    if (said && *said == frequency) return {};
    return refuse("import.frequency",
                  "the frequency is \"" + text.value_or("") +
                      "\", but the period is of frequency " + std::string(code(frequency)),
                  binding_.place(Notion::frequency, row));
}

void SeriesResolver::count_left_out() {
    if (last_.unknown) ++*last_.unknown;
}

std::map<std::string, std::uint64_t> SeriesResolver::unknown_codes() const {
    return unknown_codes_;
}

}  // namespace comity
