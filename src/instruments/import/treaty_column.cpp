// SPDX-License-Identifier: Apache-2.0
#include "instruments/import/treaty_column.h"

#include "base/digits.h"

#include <algorithm>
#include <array>

namespace comity {
namespace {

struct Heading {
    std::string_view start;
    ActionKind kind;
};

/// By their first words; what begins with another stands before it.
constexpr std::array headings = {
    Heading{"Signature ad referendum", ActionKind::signature_ad_referendum},
    Heading{"Signature", ActionKind::signature},
    Heading{"Succession to signature", ActionKind::succession_to_signature},
    Heading{"Succession", ActionKind::succession},
    Heading{"Definitive signature or", ActionKind::consent},
    Heading{"Definitive signature", ActionKind::definitive_signature},
    Heading{"Definitive acceptance", ActionKind::acceptance},
    Heading{"Confirmation of signature", ActionKind::confirmation_of_signature},
    Heading{"Ratification", ActionKind::ratification},
    Heading{"Acceptance", ActionKind::acceptance},
    Heading{"Approval", ActionKind::approval},
    Heading{"Accession", ActionKind::accession},
    Heading{"Formal confirmation", ActionKind::formal_confirmation},
    Heading{"Consent to be bound", ActionKind::consent},
    Heading{"Simplified procedure", ActionKind::consent},
    Heading{"Participation", ActionKind::consent},
    Heading{"Application", ActionKind::consent},
    Heading{"Provisional acceptance", ActionKind::provisional_application},
    Heading{"Provisional application", ActionKind::provisional_application},
    Heading{"Undertaking of provisional application", ActionKind::provisional_application},
    Heading{"Notification in respect of the Agreement as amended", ActionKind::succession},
    Heading{"Notification", ActionKind::notification},
    Heading{"Extension", ActionKind::notification}};

constexpr std::array<std::string_view, 12> months = {
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"};

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_letter(char c) { return is_upper(c) || (c >= 'a' && c <= 'z'); }

/// A comma separates two designations if a capital follows; other commas belong to the words.
std::vector<std::string_view> split(std::string_view heading) {
    std::vector<std::string_view> parts;
    std::size_t begin = 0;
    for (std::size_t i = 0; i + 2 < heading.size(); ++i) {
        if (heading.substr(i, 2) != ", " || !is_upper(heading[i + 2])) continue;
        parts.push_back(heading.substr(begin, i - begin));
        begin = i + 2;
    }
    parts.push_back(heading.substr(begin));
    return parts;
}

/// Takes `(a)` or `(AA)` from the end; but `7 (1) (b)` is a paragraph.
std::string take_letter(std::string_view& part) {
    const std::size_t open = part.rfind('(');
    if (open == std::string_view::npos || !part.ends_with(')')) return {};
    const std::string_view letter = part.substr(open + 1, part.size() - open - 2);
    const std::string_view before = part.substr(0, open);
    if (letter.empty() || letter.size() > 2 || !std::ranges::all_of(letter, is_letter)) return {};
    if (before.ends_with(") ")) return {};
    part = before;
    while (part.ends_with(' ')) part.remove_suffix(1);
    return std::string(letter);
}

bool begins_with_words(std::string_view text, std::string_view words) {
    return text.starts_with(words) &&
           (text.size() == words.size() || !is_letter(text[words.size()]));
}

std::string all_texts(const std::vector<Designation>& found) {
    std::string texts;
    for (const Designation& designation : found)
        texts += (texts.empty() ? "" : " / ") + designation.text;
    return texts;
}

std::optional<int> month_number(std::string_view name) {
    for (std::size_t i = 0; i < months.size(); ++i)
        if (name == months.at(i) || name == months.at(i).substr(0, 3))
            return static_cast<int>(i) + 1;
    return {};
}

}  // namespace

Result<std::vector<Designation>> parse_column(std::string_view heading) {
    std::vector<Designation> column;
    for (std::string_view part : split(heading)) {
        std::string letter = take_letter(part);
        const auto* found = std::ranges::find_if(headings, [part](const Heading& known) {
            return begins_with_words(part, known.start);
        });
        if (found == headings.end() || part.ends_with(' ') || part.ends_with(','))
            return refuse("untc.column", "'" + std::string(part) + "' is no action that is known");
        column.push_back(
            {.kind = found->kind, .letter = std::move(letter), .text = std::string(part)});
    }
    return column;
}

Result<Designation> find_designation(const std::vector<Designation>& column,
                                     std::string_view letter) {
    if (column.size() == 1 && letter.empty()) return column.front();
    std::vector<Designation> found;
    for (const Designation& designation : column)
        if (designation.letter == letter) found.push_back(designation);
    if (found.empty())
        return refuse("untc.letter", letter.empty() ? "needs a letter after the day"
                                                    : "the heading does not explain '" +
                                                          std::string(letter) + "'");
    if (found.size() == 1) return found.front();
    const bool same = std::ranges::all_of(
        found, [&](const Designation& one) { return one.kind == found.front().kind; });
    if (!same &&
        !std::ranges::all_of(found, [](const Designation& one) { return is_consent(one.kind); }))
        return refuse("untc.ambiguous", "may be any of: " + all_texts(found));
    return Designation{.kind = same ? found.front().kind : ActionKind::consent,
                       .letter = std::string(letter),
                       .text = all_texts(found)};
}

bool says_more(const Designation& designation) {
    return std::ranges::none_of(headings, [&](const Heading& known) {
        return known.start == designation.text && known.kind != ActionKind::consent &&
               known.kind != ActionKind::notification;
    });
}

Result<Date> parse_treaty_date(std::string_view text) {
    const auto fail = [&] {
        return refuse("untc.date",
                      "should be a day as in 1 Nov 1945, and is '" + std::string(text) + "'");
    };
    const std::size_t first = text.find(' ');
    const std::size_t second = first == std::string_view::npos ? first : text.find(' ', first + 1);
    if (second == std::string_view::npos || first > 2) return fail();
    const auto day = digits_value(text.substr(0, first), first);
    const auto month = month_number(text.substr(first + 1, second - first - 1));
    const auto year = digits_value(text.substr(second + 1), 4);
    if (!day || !month || !year) return fail();
    const auto date =
        Date::parse(padded(*year, 4) + "-" + padded(*month, 2) + "-" + padded(*day, 2));
    if (!date || date->year() > Instrument::year_max) return fail();
    return *date;
}

}  // namespace comity
