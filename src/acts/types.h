// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/schema.h"
#include "record/note.h"

#include <map>
#include <vector>

namespace comity {

/// A name within the record: `[a-z0-9][a-z0-9-]{0,63}`.
struct Identifier {
    std::string value;
    auto operator<=>(const Identifier&) const = default;
    static Result<Identifier> parse(std::string_view text);
    const std::string& text() const { return value; }
};

/// A party, or another place or organisation that gives or receives: `[A-Z0-9][A-Z0-9-]{1,15}`.
/// Whether a code stands in a code list (ISO 3166 by default) is checked when it is typed, not in
/// the record: lists change, old records must not.
struct PartyCode {
    std::string value;
    auto operator<=>(const PartyCode&) const = default;
    static Result<PartyCode> parse(std::string_view text);
    const std::string& text() const { return value; }
};

/// What a quantity counts: a currency code (`USD`) or a word (`doses`, `percent-per-year`).
struct Unit {
    std::string value;
    auto operator<=>(const Unit&) const = default;
    static Result<Unit> parse(std::string_view text);
    const std::string& text() const { return value; }
    bool is_currency() const;
};

/// The unit of growth rates.
inline constexpr std::string_view percent_per_year = "percent-per-year";

/// The rules of every text in an act: not blank (`text.empty`), at most 16 KiB (`text.length`), and
/// without characters that nobody sees (`text.control`): control characters other than a line feed,
/// and the bidirectional embeddings, overrides and isolates, which can show a text in another order
/// than the one that is signed. The marks U+200E, U+200F and U+061C are fine.
constexpr std::size_t text_size_max = 16 * 1024;
Result<> check_text(std::string_view text);
/// The same, with the place of a refusal.
Result<> check_text(std::string_view text, std::string_view where);
/// `text.language`: `en`, `ru`, `zh-Hant` and the like.
Result<> check_language(std::string_view tag);

/// A text in one or more languages, by language tag (`en`, `ru`, `zh`). Never empty.
struct Translations {
    std::map<std::string, std::string> by_language;
    bool operator==(const Translations&) const = default;
    /// The text in `language`, else in English, else in any.
    const std::string& in(std::string_view language) const;
};

template <>
struct Codec<Identifier> : TextCodec<Identifier> {
    static constexpr std::string_view type = "identifier";
    static Json sample() { return {"sample"}; }
    static Json schema() { return codec::text_schema("identifier"); }
};

template <>
struct Codec<PartyCode> : TextCodec<PartyCode> {
    static constexpr std::string_view type = "party code";
    static Json sample() { return {"CHN"}; }
    static Json schema() { return codec::text_schema("party-code"); }
};

template <>
struct Codec<Unit> : TextCodec<Unit> {
    static constexpr std::string_view type = "unit";
    static Json sample() { return {"USD"}; }
    static Json schema() { return codec::text_schema("unit"); }
};

template <>
struct Codec<Translations> {
    static constexpr std::string_view type = "text by language";
    static Result<Translations> read(const Json& json);
    static Json write(const Translations& texts);
    /// Plain text is English; `{"en":…}` is all languages.
    static Json from_text(std::string_view text);
    static Json sample() { return Json::Object{{"en", "text"}, {"ru", "текст"}}; }
    static Json schema();
};

template <>
struct Codec<VerifierKey> : TextCodec<VerifierKey> {
    static constexpr std::string_view type = "verifier key";
    static Json sample();
    static Json schema() { return codec::text_schema("verifier-key"); }
};

/// What a party is to the association.
enum class Status : std::uint8_t { member, observer, dialogue_partner, guest };

template <>
struct EnumText<Status> {
    static constexpr std::string_view type = "status";
    static constexpr std::array values = {
        std::pair{Status::member, std::string_view("member")},
        std::pair{Status::observer, std::string_view("observer")},
        std::pair{Status::dialogue_partner, std::string_view("dialogue-partner")},
        std::pair{Status::guest, std::string_view("guest")}};
};

/// Where something was said or published.
struct Source {
    static constexpr std::string_view type = "source";
    std::string citation;
    std::optional<std::string> url;
    bool operator==(const Source&) const = default;
    static constexpr std::tuple fields = {
        Field{"citation", &Source::citation, "who said or published it, what, where, when"},
        Field{"url", &Source::url, "an address where it can be read"}};
    Result<> valid() const;
    /// Plain text is a citation.
    static Json from_text(std::string_view text);
};

/// From the first to the last period, both included. Short form `2021..2025`.
struct Window {
    static constexpr std::string_view type = "window";
    Period from;
    Period to;
    bool operator==(const Window&) const = default;
    static constexpr std::tuple fields = {
        Field{"from", &Window::from, "the first period"},
        Field{"to", &Window::to, "the last period, of the same frequency"}};
    Result<> valid() const;
    static Json from_text(std::string_view text);
    /// How many periods it has.
    int length() const { return to.ordinal - from.ordinal + 1; }
};

/// When the parties of a group are looked up: on a day, or for each period anew on its first or
/// last day. Text: `2021-09-17`, `period-start`, `period-end`.
struct GroupMoment {
    enum class Kind : std::uint8_t { day, period_start, period_end };
    Kind kind = Kind::day;
    Date day;
    bool operator==(const GroupMoment&) const = default;
    static Result<GroupMoment> parse(std::string_view text);
    std::string text() const;
};

template <>
struct Codec<GroupMoment> : TextCodec<GroupMoment> {
    static constexpr std::string_view type = "day, period-start or period-end";
    static Json sample() { return {"2021-09-17"}; }
    static Json schema() { return codec::text_schema("group-moment"); }
};

/// A set of parties: a fixed list, or those that have one of some statuses at some moment.
/// Short forms: `CHN,RUS`; `member@2021-09-17 except CHN`; `member,observer@period-end`.
struct Group {
    static constexpr std::string_view type = "group of parties";
    std::optional<std::vector<PartyCode>> parties;
    std::optional<std::vector<Status>> statuses;
    std::optional<GroupMoment> at;
    std::optional<std::vector<PartyCode>> except;
    bool operator==(const Group&) const = default;
    static constexpr std::tuple fields = {
        Field{"parties", &Group::parties, "exactly these parties; or else:"},
        Field{"statuses", &Group::statuses, "parties with one of these statuses"},
        Field{"at", &Group::at, "when they have it"},
        Field{"except", &Group::except, "but not these"}};
    /// `group.form`: either `parties` alone, or `statuses` with `at`.
    Result<> valid() const;
    static Json from_text(std::string_view text);
    static Json sample();
    std::string text() const;  ///< the short form
};

}  // namespace comity
