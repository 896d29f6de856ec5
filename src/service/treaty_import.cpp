// SPDX-License-Identifier: Apache-2.0
#include "service/treaty_import.h"

#include "base/toml.h"
#include "instruments/import/treaty_reader.h"
#include "service/text_file.h"

#include <algorithm>
#include <filesystem>
#include <set>

namespace comity {
namespace {

namespace fs = std::filesystem;

Result<IndexEntry> find_in_index(const fs::path& file) {
    const fs::path beside = file.parent_path() / "index.csv";
    const fs::path index = fs::exists(beside) ? beside : file.parent_path() / ".." / "index.csv";
    if (!fs::exists(index))
        return refuse("treaty.index", "should have index.csv beside it or in the folder above",
                      file.string());
    FileSource source(index.string());
    for (IndexEntry& entry : TRY(read_treaty_index(source, index.string())))
        if (file_stem(entry.id) == file.stem().string()) return std::move(entry);
    return refuse("treaty.index", "has no line in " + index.lexically_normal().string(),
                  file.string());
}

/// By which act an action of the collection is recorded.
struct ActWords {
    std::string_view act;
    std::string_view field;
    std::string_view word;
};

ActWords act_words(ActionKind kind) {
    constexpr std::string_view sign = "instrument.sign";
    constexpr std::string_view declare = "instrument.declare";
    if (kind == ActionKind::signature) return {sign, "manner", "subject-to-ratification"};
    if (kind == ActionKind::signature_ad_referendum) return {sign, "manner", "ad-referendum"};
    if (kind == ActionKind::definitive_signature) return {sign, "manner", "definitive"};
    if (kind == ActionKind::confirmation_of_signature) return {sign, "manner", "confirmation"};
    if (kind == ActionKind::succession_to_signature) return {sign, "manner", "succession"};
    if (kind == ActionKind::consent) return {"instrument.deposit", "kind", "other-means"};
    if (is_consent(kind)) return {"instrument.deposit", "kind", word(kind)};
    if (kind == ActionKind::provisional_application) return {declare, "kind", word(kind)};
    return {declare, "kind", kind == ActionKind::declaration ? "declaration" : "notification"};
}

class TreatyDrafts {
public:
    TreatyDrafts(const CountryList& countries, const ParticipantCodes& codes) : codes_(codes) {
        for (const Country& country : countries.all()) {
            by_name_[country.name] = country.alpha3;
            if (!country.common_name.empty()) by_name_[country.common_name] = country.alpha3;
        }
    }

    Result<std::vector<Draft>> make(const std::string& path) {
        const IndexEntry entry = TRY(find_in_index(path));
        FileSource source(path);
        const TreatyStatus status = TRY(read_treaty(source, path, file_stem(entry.id)));
        Instrument instrument = status.instrument;
        describe_instrument(instrument, entry);
        if (!instrument.concluded)
            return refuse("treaty.no-day", "the index gives no day of its adoption", path);
        id_ = "untc-" + lower(instrument.id);
        open(instrument, entry);
        std::ranges::stable_sort(instrument.actions, {}, &Action::date);
        if (!instrument.actions.empty() && instrument.actions.front().date < *instrument.concluded)
            return refuse("treaty.before-adoption",
                          "'" + *instrument.actions.front().participant + "' acts before " +
                              instrument.concluded->text() + ", the day of its adoption",
                          path);
        for (const Action& action : instrument.actions) TRY(add(action, path));
        return std::move(drafts_);
    }

private:
    static std::string lower(std::string text) {
        for (char& letter : text)
            if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
        return text;
    }

    void open(const Instrument& instrument, const IndexEntry& entry) {
        Json::Object body{
            {"instrument", id_},
            {"kind", word(instrument.kind)},
            {"title", Json::Object{{"en", instrument.titles.at("en")}}},
            {"date", instrument.concluded->text()},
            {"source", Json::Object{{"citation", "United Nations Treaty Collection, " + entry.id},
                                    {"url", entry.address}}}};
        if (instrument.place) body.set("place", Json::Object{{"en", *instrument.place}});
        drafts_.push_back({"instrument.open", std::string(secretariat), Json{std::move(body)}});
    }

    Result<> add(const Action& action, const std::string& path) {
        // The collection repeats what has no effect: a signature or a consent after the first.
        if (action.kind <= ActionKind::definitive_signature &&
            !signed_.insert(*action.participant).second)
            return {};
        if (is_consent(action.kind) && !consented_.insert(*action.participant).second) return {};
        const ActWords words = act_words(action.kind);
        Json::Object body{{"instrument", id_},
                          {"party", TRY(code_of(*action.participant, path))},
                          {"date", action.date.text()},
                          {std::string(words.field), words.word}};
        if (action.text) body.set("text", Json::Object{{"en", *action.text}});
        drafts_.push_back(
            {std::string(words.act), std::string(secretariat), Json{std::move(body)}});
        return {};
    }

    Result<std::string> code_of(const std::string& name, const std::string& path) const {
        if (const auto given = codes_.find(name); given != codes_.end()) return given->second;
        if (const auto country = by_name_.find(name); country != by_name_.end())
            return country->second;
        return refuse("treaty.participant", "'" + name + "' has no code; give one with --codes",
                      path);
    }

    const ParticipantCodes& codes_;
    std::map<std::string, std::string, std::less<>> by_name_;
    std::string id_;
    std::set<std::string> signed_;
    std::set<std::string> consented_;
    std::vector<Draft> drafts_;
};

}  // namespace

Result<ParticipantCodes> read_participant_codes(const std::string& path) {
    const std::string text = TRY(read_text_file(path));
    const TomlDocument document = TRY(parse_toml(text, path));
    ParticipantCodes codes;
    for (const auto& [name, value] : *document.json.as<Json::Object>()) {
        auto code = Codec<PartyCode>::read(value);
        if (!code) return std::unexpected(located(code.error(), document, pointer_token(name)));
        codes[name] = code->value;
    }
    return codes;
}

Result<std::vector<Draft>> treaty_drafts(const std::string& path, const CountryList& countries,
                                         const ParticipantCodes& codes) {
    if (!fs::exists(path)) return refuse("file.absent", "there is no such file", path);
    return TreatyDrafts(countries, codes).make(path);
}

}  // namespace comity
