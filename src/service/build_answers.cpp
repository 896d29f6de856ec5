// SPDX-License-Identifier: Apache-2.0
#include "service/build_answers.h"

#include "acts/all.h"
#include "acts/subject.h"
#include "base/check.h"

namespace comity {
namespace {

std::string status_text(const std::optional<Status>& status) {
    return std::string(status ? word(*status) : "withdrawn");
}

std::vector<std::string> codes(const std::vector<PartyCode>& parties) {
    std::vector<std::string> texts;
    for (const PartyCode& party : parties) texts.push_back(party.value);
    return texts;
}

template <class T>
std::optional<std::string> text_of(const std::optional<T>& value) {
    if (!value) return {};
    return value->text();
}

template <class E>
std::optional<std::string> word_of(const std::optional<E>& value) {
    if (!value) return {};
    return std::string(word(*value));
}

std::vector<answers::Standing> standings_answer(const Party& party) {
    std::vector<answers::Standing> all;
    for (const Standing& standing : party.standings) {
        if (!all.empty()) all.back().until = standing.from + -1;
        all.push_back({status_text(standing.status), standing.from, {}});
    }
    return all;
}

std::optional<answers::PartySet> party_set(const std::optional<Group>& group,
                                           const std::vector<std::string>& codes) {
    if (!group) return {};
    return answers::PartySet{group->text(), codes};
}

answers::Measure measure_answer(const Reading& reading, const Account& account) {
    return {.from = std::string(word(reading.evidence)),
            .dataset = text_of(reading.dataset),
            .indicators = reading.indicators,
            .reporters = party_set(reading.reporters, account.reporters),
            .partners = party_set(reading.partners, account.partners),
            .flow = word_of(reading.flow),
            .stage = word_of(reading.stage),
            .reason = reading.reason};
}

std::vector<answers::VintageUse> vintages_answer(const View& view, const Reading& reading,
                                                 const Account& account) {
    if (!reading.dataset || account.rows == 0) return {};
    const Vintage* vintage = view.node.current(reading.dataset->value);
    if (!vintage) return {};
    const auto& publication = view.state.datasets.at(reading.dataset->value).publications.back();
    return {{reading.dataset->value, to_hex(vintage->info().file),
             static_cast<std::int64_t>(publication.mention.entry)}};
}

std::vector<answers::PeriodText> periods_answer(const Account& account) {
    std::vector<answers::PeriodText> periods;
    for (const PeriodFigure& figure : account.periods)
        periods.push_back({.period = figure.period.text(),
                           .rows = static_cast<std::int64_t>(figure.rows),
                           .observed = figure.observed,
                           .value = figure.value,
                           .cumulative = figure.cumulative,
                           .needed = figure.needed});
    return periods;
}

std::optional<answers::Elapsed> elapsed_answer(const Account& account) {
    if (account.periods_total == 0) return {};
    return answers::Elapsed{account.periods_observed, account.periods_total,
                            Decimal(account.periods_observed) / Decimal(account.periods_total)};
}

answers::Account account_answer(const View& view, const ReadingState& read,
                                const Account& account) {
    const Reading& reading = read.reading;
    answers::Account answer;
    answer.pledge = account.pledge;
    answer.reading = account.reading;
    answer.label = reading.label;
    answer.state = read.withdrawn ? "withdrawn" : "current";
    answer.verdict = word(account.verdict);
    answer.basis = word(account.basis);
    if (!account.reason.empty()) answer.reason = account.reason;
    answer.value = account.value;
    answer.target = reading.target;
    answer.unit = text_of(reading.unit);
    answer.share = account.share;
    answer.remaining = account.remaining;
    answer.needed_per_period = account.needed_per_period;
    answer.projection = account.projection;
    answer.comparator = word_of(reading.comparator);
    answer.aggregate = word_of(reading.aggregate);
    if (reading.window)
        answer.window = answers::WindowText{reading.window->from.text(), reading.window->to.text()};
    answer.elapsed = elapsed_answer(account);
    answer.value_date = text_of(account.last_observed);
    if (reading.baseline)
        answer.baseline =
            answers::BaselineText{reading.baseline->period.text(), reading.baseline->value};
    answer.measure = measure_answer(reading, account);
    answer.rows = static_cast<std::int64_t>(account.rows);
    answer.vintages = vintages_answer(view, reading, account);
    answer.flags = account.flags;
    answer.periods = periods_answer(account);
    return answer;
}

void add_readings(const View& view, const Pledge& pledge, Date as_of, answers::Pledge& answer) {
    std::vector<Account> standing;
    for (const std::string& name : pledge.reading_order) {
        const ReadingState& read = pledge.readings.at(name);
        const Account account = count(read.reading, view.state, view.node, as_of);
        answer.readings.push_back(account_answer(view, read, account));
        if (read.withdrawn) continue;
        ++answer.verdicts[std::string(word(account.verdict))];
        standing.push_back(account);
    }
    answer.disagree = disagree(standing);
}

answers::VintageText vintage_answer(const View& view, const Publication& publication,
                                    bool current) {
    answers::VintageText answer;
    answer.blob = to_hex(publication.file);
    answer.file_name = publication.file_name;
    answer.bytes = publication.bytes;
    answer.retrieved = publication.retrieved;
    answer.entry = static_cast<std::int64_t>(publication.mention.entry);
    answer.current = current;
    const Vintage* vintage = view.node.vintage(publication);
    if (!vintage) return answer;
    const VintageInfo& info = vintage->info();
    answer.present = true;
    answer.sha256 = to_hex(info.file);
    answer.series = static_cast<std::int64_t>(info.series);
    answer.observations = static_cast<std::int64_t>(info.observations);
    answer.first = text_of(info.first);
    answer.last = text_of(info.last);
    return answer;
}

std::vector<answers::ReadingName> used_by(const State& state, const std::string& dataset) {
    std::vector<answers::ReadingName> names;
    for (const std::string& pledge : state.pledge_order)
        for (const auto& [reading, read] : state.pledges.at(pledge).readings)
            if (read.reading.dataset && read.reading.dataset->value == dataset)
                names.push_back({pledge, reading});
    return names;
}

}  // namespace

answers::SourceText source_answer(const Source& source) { return {source.citation, source.url}; }

answers::Party party_answer(const View& view, const std::string& code, Date day) {
    const Party& party = view.state.parties.at(code);
    const Country* country = view.countries.by_alpha3(code);
    answers::Party answer;
    answer.code = code;
    if (country) answer.alpha2 = country->alpha2;
    answer.name.by_language["en"] = country ? country->display_name() : code;
    if (party.name) answer.name = *party.name;
    const bool joined = party.standings.front().from <= day;
    answer.status_now = joined ? status_text(party.status_on(day)) : "not-yet";
    answer.standings = standings_answer(party);
    return answer;
}

answers::Pledge pledge_answer(const View& view, const std::string& name, Date as_of) {
    const Pledge& pledge = view.state.pledges.at(name);
    answers::Pledge answer;
    answer.pledge = name;
    answer.kind = word(pledge.kind);
    answer.by = codes(pledge.by);
    answer.title = pledge.title;
    answer.text = pledge.text;
    answer.date = pledge.date;
    answer.due = pledge.due;
    answer.source = source_answer(pledge.source);
    answer.quantity = pledge.quantity;
    answer.unit = text_of(pledge.unit);
    answer.state = pledge.withdrawn ? "withdrawn" : pledge.amended ? "amended" : "current";
    add_readings(view, pledge, as_of, answer);
    return answer;
}

answers::Delivery delivery_answer(const State& state, const std::string& name) {
    const Delivery& delivery = state.deliveries.at(name);
    return {.delivery = name,
            .pledge = text_of(delivery.pledge),
            .provider = delivery.provider.value,
            .receiver = delivery.receiver.value,
            .kind = std::string(word(delivery.kind)),
            .stage = std::string(word(delivery.stage)),
            .quantity = delivery.quantity,
            .unit = delivery.unit.value,
            .date = delivery.date,
            .continues = text_of(delivery.continues),
            .receipt = std::string(word(delivery.receipt)),
            .receipt_reason = delivery.receipt_reason,
            .withdrawal_reason = delivery.withdrawal_reason,
            .entry = static_cast<std::int64_t>(delivery.history.front().entry)};
}

answers::Dataset dataset_answer(const View& view, const std::string& name) {
    const Dataset& dataset = view.state.datasets.at(name);
    const Publication& current = dataset.publications.back();
    answers::Dataset answer;
    answer.dataset = name;
    answer.title = dataset.title;
    answer.source = source_answer(current.source);
    answer.licence = current.licence;
    answer.covers = {current.covers.from.text(), current.covers.to.text()};
    for (const Unit& unit : current.units) answer.units.push_back(unit.value);
    for (const Publication& publication : dataset.publications)
        answer.vintages.push_back(vintage_answer(view, publication, &publication == &current));
    answer.used_by = used_by(view.state, name);
    return answer;
}

ReadEntry entry_at(const View& view, std::uint64_t index) {
    std::string bytes = view.node.log().entry(index);
    auto entry = parse_entry(bytes);
    check(entry.has_value(), "what was folded can be parsed");
    return {std::move(bytes), *std::move(entry)};
}

answers::Mention mention_answer(const View& view, const Mention& mention) {
    const Statement statement = entry_at(view, mention.entry).entry.statement;
    const ActType* type = find_act(statement.kind);
    check(type != nullptr, "what was folded has a kind");
    return {.entry = static_cast<std::int64_t>(mention.entry),
            .kind = statement.kind,
            .author = mention.author,
            .time = mention.time,
            .subject = subject_of(statement),
            .summary = std::string(type->summary)};
}

}  // namespace comity
