// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "accounts/account.h"

namespace comity {

/// Any JSON, as it is.
template <>
struct Codec<Json> {
    static constexpr std::string_view type = "JSON";
    static Result<Json> read(const Json& json) { return json; }
    static Json write(const Json& json) { return json; }
    static Json from_text(std::string_view text) { return codec::from_json_text(text); }
    static Json sample() { return Json::Object{}; }
    static Json schema() { return Json::Object{}; }
};

}  // namespace comity

namespace comity::answers {

/// What the program answers, as data: JSON, CSV, the API's description and the pages all follow
/// from these fields. Texts in several languages are objects; decimals are exact texts.

using Texts = Translations;
using Text = std::string;
using Count = std::int64_t;
template <class T>
using Maybe = std::optional<T>;
template <class T>
using List = std::vector<T>;

struct Standing {
    static constexpr std::string_view type = "standing";
    Text status;
    Date from;
    Maybe<Date> until;
    static constexpr std::tuple fields = {
        Field{"status", &Standing::status, "member, observer, dialogue-partner, guest, withdrawn"},
        Field{"from", &Standing::from, "first day"},
        Field{"until", &Standing::until, "last day, if another status follows"}};
};

struct Party {
    static constexpr std::string_view type = "party";
    Text code;
    Maybe<Text> alpha2;
    Texts name;
    Text status_now;
    List<Standing> standings;
    static constexpr std::tuple fields = {
        Field{"code", &Party::code, "its code in the record"},
        Field{"alpha2", &Party::alpha2, "ISO 3166-1 alpha-2, for countries"},
        Field{"name", &Party::name, "as the record has it, else ISO's English name"},
        Field{"status_now", &Party::status_now,
              "on the day asked for: member, observer, dialogue-partner, guest, withdrawn or "
              "not-yet"},
        Field{"standings", &Party::standings, "its statuses in order of time"}};
};

struct CheckpointHead {
    static constexpr std::string_view type = "checkpoint";
    Count size = 0;
    Text root;
    Text note;
    static constexpr std::tuple fields = {
        Field{"size", &CheckpointHead::size, "entries in the tree"},
        Field{"root", &CheckpointHead::root, "root hash, base64"},
        Field{"note", &CheckpointHead::note, "the signed note"}};
};

struct Counts {
    static constexpr std::string_view type = "counts";
    Count pledges = 0;
    Count readings = 0;
    Count datasets = 0;
    Count deliveries = 0;
    static constexpr std::tuple fields = {
        Field{"pledges", &Counts::pledges, "pledges, claims and proposals"},
        Field{"readings", &Counts::readings, "readings that stand"},
        Field{"datasets", &Counts::datasets, "published datasets"},
        Field{"deliveries", &Counts::deliveries, "reported deliveries"}};
};

struct NoteText {
    static constexpr std::string_view type = "note";
    Count entry = 0;
    Text author;
    Instant time;
    Texts text;
    static constexpr std::tuple fields = {Field{"entry", &NoteText::entry, "index in the log"},
                                          Field{"author", &NoteText::author, "who placed it"},
                                          Field{"time", &NoteText::time, "by the author's clock"},
                                          Field{"text", &NoteText::text, "what it says"}};
};

struct SealText {
    static constexpr std::string_view type = "seal";
    Count entry = 0;
    Count size = 0;
    Instant dated;
    Count cosigned = 0;
    Count sealers = 0;
    static constexpr std::tuple fields = {
        Field{"entry", &SealText::entry, "that holds it"},
        Field{"size", &SealText::size, "how many entries it covers, from the first"},
        Field{"dated", &SealText::dated, "when a quorum had seen these entries, at the latest"},
        Field{"cosigned", &SealText::cosigned, "by so many"},
        Field{"sealers", &SealText::sealers, "of so many"}};
};

struct Association {
    static constexpr std::string_view type = "association";
    Texts name;
    Text origin;
    List<Text> languages;
    Date founded;
    Text version;
    Text depositary_key;
    Text sealed_by;
    Maybe<SealText> seal;
    CheckpointHead checkpoint;
    Count entries = 0;
    List<Party> parties;
    Counts counts;
    List<NoteText> notes;
    static constexpr std::tuple fields = {
        Field{"name", &Association::name, "its name"},
        Field{"origin", &Association::origin, "the name of its log"},
        Field{"languages", &Association::languages, "its languages"},
        Field{"founded", &Association::founded, "when it was founded"},
        Field{"version", &Association::version, "version of this program"},
        Field{"depositary_key", &Association::depositary_key, "verifies the checkpoints"},
        Field{"sealed_by", &Association::sealed_by, "who vouches for the checkpoint"},
        Field{"seal", &Association::seal, "the last one; none before the first"},
        Field{"checkpoint", &Association::checkpoint, "the newest head of the log"},
        Field{"entries", &Association::entries, "entries folded"},
        Field{"parties", &Association::parties, "its parties"},
        Field{"counts", &Association::counts, "how much it holds"},
        Field{"notes", &Association::notes, "placed on the association as a whole"}};
};

struct SourceText {
    static constexpr std::string_view type = "source";
    Text citation;
    Maybe<Text> url;
    static constexpr std::tuple fields = {
        Field{"citation", &SourceText::citation, "who said or published it, what, where, when"},
        Field{"url", &SourceText::url, "where it can be read"}};
};

struct PartySet {
    static constexpr std::string_view type = "party set";
    Text text;
    List<Text> codes;
    static constexpr std::tuple fields = {
        Field{"text", &PartySet::text, "as the reading defines it"},
        Field{"codes", &PartySet::codes, "who that is in the window's last period"}};
};

struct Measure {
    static constexpr std::string_view type = "measure";
    Text from;
    Maybe<Text> dataset;
    Maybe<List<Text>> indicators;
    Maybe<PartySet> reporters;
    Maybe<PartySet> partners;
    Maybe<Text> flow;
    Maybe<Text> stage;
    Maybe<Texts> reason;
    static constexpr std::tuple fields = {
        Field{"from", &Measure::from, "statistics, deliveries or none"},
        Field{"dataset", &Measure::dataset, "which dataset"},
        Field{"indicators", &Measure::indicators, "which indicators, added"},
        Field{"reporters", &Measure::reporters, "whose figures"},
        Field{"partners", &Measure::partners, "with whom"},
        Field{"flow", &Measure::flow, "kind of flow"},
        Field{"stage", &Measure::stage, "the counting rule"},
        Field{"reason", &Measure::reason, "why nothing measures it"}};
};

struct BaselineText {
    static constexpr std::string_view type = "baseline";
    Text period;
    Decimal value;
    static constexpr std::tuple fields = {
        Field{"period", &BaselineText::period, "when it held"},
        Field{"value", &BaselineText::value, "in the reading's unit"}};
};

struct WindowText {
    static constexpr std::string_view type = "window";
    Text from;
    Text to;
    static constexpr std::tuple fields = {Field{"from", &WindowText::from, "first period"},
                                          Field{"to", &WindowText::to, "last period"}};
};

struct Elapsed {
    static constexpr std::string_view type = "elapsed";
    Count periods = 0;
    Count of = 0;
    Decimal share;
    static constexpr std::tuple fields = {
        Field{"periods", &Elapsed::periods, "periods with evidence"},
        Field{"of", &Elapsed::of, "periods in the window"},
        Field{"share", &Elapsed::share, "the one divided by the other"}};
};

struct VintageUse {
    static constexpr std::string_view type = "vintage used";
    Text dataset;
    Text sha256;
    Count entry = 0;
    static constexpr std::tuple fields = {
        Field{"dataset", &VintageUse::dataset, "which dataset"},
        Field{"sha256", &VintageUse::sha256, "of the exact file"},
        Field{"entry", &VintageUse::entry, "the entry that published it"}};
};

struct PeriodText {
    static constexpr std::string_view type = "period of an account";
    Text period;
    Count rows = 0;
    bool observed = false;
    Decimal value;
    Decimal cumulative;
    Maybe<Decimal> needed;
    static constexpr std::tuple fields = {
        Field{"period", &PeriodText::period, "SDMX time period"},
        Field{"rows", &PeriodText::rows, "rows it rests on"},
        Field{"observed", &PeriodText::observed, "whether there is evidence for the whole of it"},
        Field{"value", &PeriodText::value, "the period's value"},
        Field{"cumulative", &PeriodText::cumulative, "from the window's start"},
        Field{"needed", &PeriodText::needed, "cumulative, on a straight line to the target"}};
};

struct Account {
    static constexpr std::string_view type = "account";
    Text pledge;
    Text reading;
    Texts label;
    Text state;
    Text verdict;
    Text basis;
    Maybe<Text> reason;
    Maybe<Decimal> value;
    Maybe<Decimal> target;
    Maybe<Text> unit;
    Maybe<Decimal> share;
    Maybe<Decimal> remaining;
    Maybe<Decimal> needed_per_period;
    Maybe<Decimal> projection;
    Maybe<Text> comparator;
    Maybe<Text> aggregate;
    Maybe<WindowText> window;
    Maybe<Elapsed> elapsed;
    Maybe<Text> value_date;
    Maybe<BaselineText> baseline;
    Measure measure;
    Count rows = 0;
    List<VintageUse> vintages;
    List<Text> flags;
    List<PeriodText> periods;
    static constexpr std::tuple fields = {
        Field{"pledge", &Account::pledge, "of which pledge"},
        Field{"reading", &Account::reading, "under which reading"},
        Field{"label", &Account::label, "what sets the reading apart"},
        Field{"state", &Account::state, "current or withdrawn"},
        Field{"verdict", &Account::verdict,
              "met, on-track, behind, missed, not-due, not-measurable"},
        Field{"basis", &Account::basis, "statistics, confirmed, reported, none"},
        Field{"reason", &Account::reason, "why it is not measurable or not due"},
        Field{"value", &Account::value, "the figure, by the aggregate"},
        Field{"target", &Account::target, "the figure promised"},
        Field{"unit", &Account::unit, "of value and target"},
        Field{"share", &Account::share, "value / target"},
        Field{"remaining", &Account::remaining, "target - value"},
        Field{"needed_per_period", &Account::needed_per_period,
              "remaining / periods without evidence yet"},
        Field{"projection", &Account::projection,
              "value + last period's value for each period left"},
        Field{"comparator", &Account::comparator, "at-least, at-most, equals, rounds-to"},
        Field{"aggregate", &Account::aggregate, "sum, last, mean, count, growth"},
        Field{"window", &Account::window, "the periods that count"},
        Field{"elapsed", &Account::elapsed, "how much of the window has evidence"},
        Field{"value_date", &Account::value_date, "the last period with evidence"},
        Field{"baseline", &Account::baseline, "subtracted before comparing"},
        Field{"measure", &Account::measure, "what is counted"},
        Field{"rows", &Account::rows, "rows the figure rests on"},
        Field{"vintages", &Account::vintages, "files the figure rests on"},
        Field{"flags", &Account::flags, "what a reader should know"},
        Field{"periods", &Account::periods, "period by period"}};
};

struct Mention {
    static constexpr std::string_view type = "mention";
    Count entry = 0;
    Text kind;
    Text author;
    Instant time;
    Text subject;
    Text summary;
    static constexpr std::tuple fields = {Field{"entry", &Mention::entry, "index in the log"},
                                          Field{"kind", &Mention::kind, "kind of act"},
                                          Field{"author", &Mention::author, "who signed it"},
                                          Field{"time", &Mention::time, "by the author's clock"},
                                          Field{"subject", &Mention::subject, "what it concerns"},
                                          Field{"summary", &Mention::summary, "what it did"}};
};

struct Delivery {
    static constexpr std::string_view type = "delivery";
    Text delivery;
    Maybe<Text> pledge;
    Text provider;
    Text receiver;
    Text kind;
    Text stage;
    Decimal quantity;
    Text unit;
    Date date;
    Maybe<Text> continues;
    Text receipt;
    Maybe<Texts> receipt_reason;
    Maybe<Texts> withdrawal_reason;
    Count entry = 0;
    static constexpr std::tuple fields = {
        Field{"delivery", &Delivery::delivery, "its name"},
        Field{"pledge", &Delivery::pledge, "counted for which pledge"},
        Field{"provider", &Delivery::provider, "who gives"},
        Field{"receiver", &Delivery::receiver, "who receives"},
        Field{"kind", &Delivery::kind, "people, goods, capital, data"},
        Field{"stage", &Delivery::stage, "how far it has come"},
        Field{"quantity", &Delivery::quantity, "how much"},
        Field{"unit", &Delivery::unit, "of what"},
        Field{"date", &Delivery::date, "when it reached this stage"},
        Field{"continues", &Delivery::continues, "the delivery it carries on"},
        Field{"receipt", &Delivery::receipt, "none, confirmed, disputed"},
        Field{"receipt_reason", &Delivery::receipt_reason, "what the receiver said"},
        Field{"withdrawal_reason", &Delivery::withdrawal_reason,
              "why the report was taken back, if it was: it counts no more"},
        Field{"entry", &Delivery::entry, "the entry that reported it"}};
};

struct Pledge {
    static constexpr std::string_view type = "pledge";
    Text pledge;
    Text kind;
    List<Text> by;
    Texts title;
    Texts text;
    Date date;
    Maybe<Date> due;
    SourceText source;
    Maybe<Decimal> quantity;
    Maybe<Text> unit;
    Text state;
    bool disagree = false;
    std::map<std::string, Count> verdicts;
    List<Account> readings;
    static constexpr std::tuple fields = {
        Field{"pledge", &Pledge::pledge, "its name"},
        Field{"kind", &Pledge::kind, "pledge, claim or proposal"},
        Field{"by", &Pledge::by, "who made it; empty: the association as a whole"},
        Field{"title", &Pledge::title, "a few words"},
        Field{"text", &Pledge::text, "what was said"},
        Field{"date", &Pledge::date, "when"},
        Field{"due", &Pledge::due, "the last day for keeping it"},
        Field{"source", &Pledge::source, "where it is written"},
        Field{"quantity", &Pledge::quantity, "how much, if a number was said"},
        Field{"unit", &Pledge::unit, "of what"},
        Field{"state", &Pledge::state, "current, amended or withdrawn"},
        Field{"disagree", &Pledge::disagree, "whether its readings come to different verdicts"},
        Field{"verdicts", &Pledge::verdicts, "how many readings come to which verdict"},
        Field{"readings", &Pledge::readings, "the promise held against the evidence"}};
};

struct Scoreboard {
    static constexpr std::string_view type = "scoreboard";
    Date as_of;
    List<Pledge> pledges;
    static constexpr std::tuple fields = {
        Field{"as_of", &Scoreboard::as_of, "evidence up to this day"},
        Field{"pledges", &Scoreboard::pledges, "made by this day, in order of entry"}};
};

struct EvidenceRow {
    static constexpr std::string_view type = "evidence row";
    Maybe<Text> dataset;
    Maybe<Text> vintage;
    Maybe<Text> indicator;
    Maybe<Text> reporter;
    Maybe<Text> partner;
    Maybe<Text> delivery;
    Text period;
    Decimal value;
    Decimal counted;
    Text unit;
    Maybe<Text> status;
    Maybe<Text> file;
    Maybe<Count> line;
    static constexpr std::tuple fields = {
        Field{"dataset", &EvidenceRow::dataset, "which dataset"},
        Field{"vintage", &EvidenceRow::vintage, "SHA-256 of the file"},
        Field{"indicator", &EvidenceRow::indicator, "which indicator"},
        Field{"reporter", &EvidenceRow::reporter, "whose figure"},
        Field{"partner", &EvidenceRow::partner, "with whom"},
        Field{"delivery", &EvidenceRow::delivery, "which delivery, if it is one"},
        Field{"period", &EvidenceRow::period, "for which period or day"},
        Field{"value", &EvidenceRow::value, "as published or reported"},
        Field{"counted", &EvidenceRow::counted, "what it adds to the figure"},
        Field{"unit", &EvidenceRow::unit, "of what"},
        Field{"status", &EvidenceRow::status, "observation status, if given"},
        Field{"file", &EvidenceRow::file, "the file's name"},
        Field{"line", &EvidenceRow::line, "line in the file"}};
};

struct Explanation {
    static constexpr std::string_view type = "explanation";
    Text pledge;
    Text reading;
    Text formula;
    Maybe<Decimal> value;
    Maybe<Text> unit;
    Text verdict;
    Count rows_total = 0;
    List<EvidenceRow> rows;
    static constexpr std::tuple fields = {
        Field{"pledge", &Explanation::pledge, "which pledge"},
        Field{"reading", &Explanation::reading, "which reading"},
        Field{"formula", &Explanation::formula, "what is computed"},
        Field{"value", &Explanation::value, "the figure"},
        Field{"unit", &Explanation::unit, "of what"},
        Field{"verdict", &Explanation::verdict,
              "met, on-track, behind, missed, not-due, not-measurable"},
        Field{"rows_total", &Explanation::rows_total, "how many rows there are"},
        Field{"rows", &Explanation::rows, "those asked for"}};
};

struct PledgeRole {
    static constexpr std::string_view type = "role in a reading";
    Text pledge;
    Text reading;
    Text role;
    static constexpr std::tuple fields = {Field{"pledge", &PledgeRole::pledge, "which pledge"},
                                          Field{"reading", &PledgeRole::reading, "which reading"},
                                          Field{"role", &PledgeRole::role, "reporter or partner"}};
};

struct PartyPage : Party {
    static constexpr std::string_view type = "party with its pledges";
    List<Pledge> pledges_by;
    List<PledgeRole> pledges_in;
    List<Delivery> deliveries_out;
    List<Delivery> deliveries_in;
    static constexpr auto fields = std::tuple_cat(
        Party::fields,
        std::tuple{Field{"pledges_by", &PartyPage::pledges_by, "that it made"},
                   Field{"pledges_in", &PartyPage::pledges_in, "readings that count it"},
                   Field{"deliveries_out", &PartyPage::deliveries_out, "that it gives"},
                   Field{"deliveries_in", &PartyPage::deliveries_in, "that it receives"}});
};

struct Parties {
    static constexpr std::string_view type = "parties";
    Date as_of;
    List<Party> parties;
    static constexpr std::tuple fields = {Field{"as_of", &Parties::as_of, "statuses on this day"},
                                          Field{"parties", &Parties::parties, "by code"}};
};

struct Deliveries {
    static constexpr std::string_view type = "deliveries";
    List<Delivery> deliveries;
    static constexpr std::tuple fields = {Field{"deliveries", &Deliveries::deliveries, "by name"}};
};

struct Health {
    static constexpr std::string_view type = "health";
    Text status;
    Count size = 0;
    static constexpr std::tuple fields = {Field{"status", &Health::status, "ok"},
                                          Field{"size", &Health::size, "entries in the log"}};
};

}  // namespace comity::answers
