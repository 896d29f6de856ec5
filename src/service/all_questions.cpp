// SPDX-License-Identifier: Apache-2.0
#include "acts/all.h"
#include "acts/subject.h"
#include "base/check.h"
#include "record/proof.h"
#include "service/build_answers.h"
#include "service/consultation_questions.h"
#include "service/pledge_page.h"
#include "service/question_parts.h"
#include "service/scenario_questions.h"
#include "service/seal_questions.h"
#include "service/treaty_questions.h"

#include <algorithm>

namespace comity {
namespace {

using Place = Parameter::Place;

constexpr Parameter as_of_parameter{"as_of", Place::query,
                                    "count evidence up to this day (YYYY-MM-DD); today if absent"};
answers::NoteText note_answer(const PlacedNote& note) {
    return {static_cast<std::int64_t>(note.mention.entry), note.mention.author, note.mention.time,
            note.text};
}

struct HealthQuestion {
    using Answer = answers::Health;
    static constexpr std::string_view path = "/health";
    static constexpr std::string_view summary =
        "Whether the node answers, and how long its log is.";
    static constexpr std::string_view rows = {};
    static constexpr std::array<Parameter, 0> parameters = {};

    static Result<Answer> answer(const View& view, const Arguments&) {
        return Answer{"ok", static_cast<std::int64_t>(view.state.entries)};
    }
};

struct AssociationQuestion {
    using Answer = answers::Association;
    static constexpr std::string_view path = "/association";
    static constexpr std::string_view summary = "Who the association is and what its record holds.";
    static constexpr std::string_view rows = {};
    static constexpr std::array parameters = {as_of_parameter};

    static Result<Answer> answer(const View& view, const Arguments& arguments) {
        const Date day = TRY(arguments.as_of(view));
        const State& state = view.state;
        check(state.association.has_value(), "a node serves only a founded association");
        Answer answer;
        answer.name = state.association->name;
        answer.origin = state.association->origin;
        answer.languages = state.association->languages;
        answer.founded = state.association->founded;
        answer.version = view.version;
        answer.depositary_key = view.node.depositary().text();
        answer.seal = answers::last_seal(state.seals);
        answer.sealed_by = answer.seal && answer.seal->sealers > 1 ? "members" : "depositary";
        answer.checkpoint = head(view);
        answer.entries = static_cast<std::int64_t>(state.entries);
        for (const auto& [code, party] : state.parties)
            answer.parties.push_back(party_answer(view, code, day));
        answer.counts = counts(state);
        for (const PlacedNote& note : state.notes)
            if (!note.pledge && !note.delivery) answer.notes.push_back(note_answer(note));
        return answer;
    }

    static answers::CheckpointHead head(const View& view) {
        const LogReader& log = view.node.log();
        return {static_cast<std::int64_t>(log.size()), to_base64(log.root()), log.checkpoint()};
    }

    static answers::Counts counts(const State& state) {
        std::int64_t readings = 0;
        for (const auto& [name, pledge] : state.pledges)
            readings += std::ranges::count_if(
                pledge.readings, [](const auto& item) { return !item.second.withdrawn; });
        return {std::ssize(state.pledges), readings, std::ssize(state.datasets),
                std::ssize(state.deliveries)};
    }
};

struct ScoreboardQuestion {
    using Answer = answers::Scoreboard;
    using Row = answers::Account;
    static constexpr std::string_view path = "/scoreboard";
    static constexpr std::string_view summary =
        "Every pledge with its readings, held against the evidence.";
    static constexpr std::string_view rows = "pledges/readings";
    static constexpr std::array parameters = {as_of_parameter};

    static Result<Answer> answer(const View& view, const Arguments& arguments) {
        Answer answer{TRY(arguments.as_of(view)), {}};
        for (const std::string& name : view.state.pledge_order)
            if (view.state.pledges.at(name).date <= answer.as_of)
                answer.pledges.push_back(pledge_answer(view, name, answer.as_of));
        return answer;
    }
};

struct PledgeQuestion {
    using Answer = answers::PledgePage;
    static constexpr std::string_view path = "/pledges/{pledge}";
    static constexpr std::string_view summary =
        "One pledge: readings, deliveries, notes and every entry about it.";
    static constexpr std::string_view rows = {};
    static constexpr std::array parameters = {Parameter{"pledge", Place::path, "its name"},
                                              as_of_parameter};

    static Result<Answer> answer(const View& view, const Arguments& arguments) {
        const std::string& name = arguments.text("pledge");
        TRY(known(view.state.pledges, "pledge", name));
        Answer answer;
        static_cast<answers::Pledge&>(answer) =
            pledge_answer(view, name, TRY(arguments.as_of(view)));
        const Pledge& pledge = view.state.pledges.at(name);
        for (const Mention& mention : pledge.history)
            answer.history.push_back(mention_answer(view, mention));
        for (const std::string& delivery : pledge.deliveries)
            answer.deliveries.push_back(delivery_answer(view.state, delivery));
        for (const PlacedNote& note : view.state.notes)
            if (note.pledge && note.pledge->value == name)
                answer.notes.push_back(note_answer(note));
        for (const AttachedAssessment& attached : pledge.assessments)
            answer.assessments.push_back({attached.name.value, attached.engine, attached.scenario,
                                          attached.data, attached.answer, attached.finding,
                                          static_cast<std::int64_t>(attached.mention.entry)});
        return answer;
    }
};

struct ExplainQuestion {
    using Answer = answers::Explanation;
    using Row = answers::EvidenceRow;
    static constexpr std::string_view path = "/pledges/{pledge}/readings/{reading}/explain";
    static constexpr std::string_view summary =
        "The rows and files that the figure of one reading came from.";
    static constexpr std::string_view rows = "rows";
    static constexpr std::array parameters = {
        Parameter{"pledge", Place::path, "which pledge"},
        Parameter{"reading", Place::path, "which of its readings"}, as_of_parameter,
        offset_parameter, count_parameter};

    static Result<Answer> answer(const View& view, const Arguments& arguments) {
        const Reading& reading = *TRY(find(view.state, arguments));
        const Date as_of = TRY(arguments.as_of(view));
        const Page page = TRY(page_of(arguments));
        const Account account = count(reading, view.state, view.node, as_of);
        const std::vector<EvidenceRow> rows = explain(reading, view.state, view.node, as_of);
        Answer answer;
        answer.pledge = account.pledge;
        answer.reading = account.reading;
        answer.formula = formula(reading);
        answer.value = account.value;
        if (reading.unit) answer.unit = reading.unit->value;
        answer.verdict = word(account.verdict);
        answer.rows_total = std::ssize(rows);
        for (std::uint64_t i = page.offset; i < rows.size() && i - page.offset < page.count; ++i)
            answer.rows.push_back(row_answer(view, rows[i]));
        return answer;
    }

    static Result<const Reading*> find(const State& state, const Arguments& arguments) {
        const std::string& pledge = arguments.text("pledge");
        const std::string& reading = arguments.text("reading");
        TRY(known(state.pledges, "pledge", pledge));
        TRY(known(state.pledges.at(pledge).readings, "reading", reading));
        return &state.pledges.at(pledge).readings.at(reading).reading;
    }

    static answers::EvidenceRow row_answer(const View& view, const EvidenceRow& row) {
        if (!row.delivery.empty()) return delivery_row(view.state, row);
        answers::EvidenceRow answer;
        answer.dataset = row.dataset;
        answer.indicator = row.series.indicator;
        answer.reporter = row.series.reporter;
        if (!row.series.partner.empty()) answer.partner = row.series.partner;
        answer.period = row.observation.period.text();
        answer.value = row.observation.value;
        answer.counted = row.counted;
        answer.unit = row.series.unit;
        if (!row.observation.status.empty()) answer.status = row.observation.status;
        answer.line = static_cast<std::int64_t>(row.observation.line);
        const Publication& publication = view.state.datasets.at(row.dataset).publications.back();
        answer.file = publication.file_name;
        if (const Vintage* vintage = view.node.vintage(publication))
            answer.vintage = to_hex(vintage->info().file);
        return answer;
    }

    static answers::EvidenceRow delivery_row(const State& state, const EvidenceRow& row) {
        const Delivery& delivery = state.deliveries.at(row.delivery);
        answers::EvidenceRow answer;
        answer.delivery = row.delivery;
        answer.period = delivery.date.text();
        answer.value = delivery.quantity;
        answer.counted = row.counted;
        answer.unit = delivery.unit.value;
        answer.status = std::string(word(delivery.receipt));
        return answer;
    }
};

struct PartiesQuestion {
    using Answer = answers::Parties;
    using Row = answers::Party;
    static constexpr std::string_view path = "/parties";
    static constexpr std::string_view summary = "The parties and their statuses.";
    static constexpr std::string_view rows = "parties";
    static constexpr std::array parameters = {as_of_parameter};

    static Result<Answer> answer(const View& view, const Arguments& arguments) {
        Answer answer{TRY(arguments.as_of(view)), {}};
        for (const auto& [code, party] : view.state.parties)
            answer.parties.push_back(party_answer(view, code, answer.as_of));
        return answer;
    }
};

struct PartyQuestion {
    using Answer = answers::PartyPage;
    static constexpr std::string_view path = "/parties/{party}";
    static constexpr std::string_view summary =
        "One party: its statuses, what it pledged, what counts it, what it gave and received.";
    static constexpr std::string_view rows = {};
    static constexpr std::array parameters = {Parameter{"party", Place::path, "its code"},
                                              as_of_parameter};

    static Result<Answer> answer(const View& view, const Arguments& arguments) {
        const std::string& code = arguments.text("party");
        TRY(known(view.state.parties, "party", code));
        const Date as_of = TRY(arguments.as_of(view));
        Answer answer;
        static_cast<answers::Party&>(answer) = party_answer(view, code, as_of);
        for (const std::string& name : view.state.pledge_order) {
            const answers::Pledge pledge = pledge_answer(view, name, as_of);
            for (const answers::Account& account : pledge.readings)
                add_roles(account, code, answer.pledges_in);
            if (std::ranges::find(pledge.by, code) != pledge.by.end())
                answer.pledges_by.push_back(pledge);
        }
        add_deliveries(view.state, code, answer);
        return answer;
    }

    static void add_roles(const answers::Account& account, const std::string& code,
                          std::vector<answers::PledgeRole>& roles) {
        const auto add = [&](const std::optional<answers::PartySet>& set, const char* role) {
            if (set && std::ranges::find(set->codes, code) != set->codes.end())
                roles.push_back({account.pledge, account.reading, role});
        };
        add(account.measure.reporters, "reporter");
        add(account.measure.partners, "partner");
    }

    static void add_deliveries(const State& state, const std::string& code, Answer& answer) {
        for (const auto& [name, delivery] : state.deliveries) {
            if (delivery.provider.value == code)
                answer.deliveries_out.push_back(delivery_answer(state, name));
            if (delivery.receiver.value == code)
                answer.deliveries_in.push_back(delivery_answer(state, name));
        }
    }
};

struct DeliveriesQuestion {
    using Answer = answers::Deliveries;
    using Row = answers::Delivery;
    static constexpr std::string_view path = "/deliveries";
    static constexpr std::string_view summary = "What parties reported as delivered.";
    static constexpr std::string_view rows = "deliveries";
    static constexpr std::array<Parameter, 0> parameters = {};

    static Result<Answer> answer(const View& view, const Arguments&) {
        Answer answer;
        for (const auto& [name, delivery] : view.state.deliveries)
            answer.deliveries.push_back(delivery_answer(view.state, name));
        return answer;
    }
};

struct DatasetsQuestion {
    using Answer = answers::Datasets;
    using Row = answers::Dataset;
    static constexpr std::string_view path = "/datasets";
    static constexpr std::string_view summary = "The published datasets and their vintages.";
    static constexpr std::string_view rows = "datasets";
    static constexpr std::array<Parameter, 0> parameters = {};

    static Result<Answer> answer(const View& view, const Arguments&) {
        Answer answer;
        for (const auto& [name, dataset] : view.state.datasets)
            answer.datasets.push_back(dataset_answer(view, name));
        return answer;
    }
};

struct DatasetQuestion {
    using Answer = answers::DatasetPage;
    using Row = answers::ObservationRow;
    static constexpr std::string_view path = "/datasets/{dataset}";
    static constexpr std::string_view summary = "One dataset, with rows of one of its vintages.";
    static constexpr std::string_view rows = "rows";
    static constexpr std::array parameters = {
        Parameter{"dataset", Place::path, "its name"},
        Parameter{"vintage", Place::query, "SHA-256 of the file; the current one if absent"},
        offset_parameter, count_parameter};

    static Result<Answer> answer(const View& view, const Arguments& arguments) {
        const std::string& name = arguments.text("dataset");
        TRY(known(view.state.datasets, "dataset", name));
        const Page page = TRY(page_of(arguments));
        const Vintage* vintage = TRY(find(view, name, arguments.text("vintage")));
        Answer answer;
        static_cast<answers::Dataset&>(answer) = dataset_answer(view, name);
        if (!vintage) return answer;
        answer.rows_total = static_cast<std::int64_t>(vintage->info().observations);
        for (const Vintage::Row& row : vintage->rows(page.offset, page.count))
            answer.rows.push_back(row_answer(row));
        return answer;
    }

    static Result<const Vintage*> find(const View& view, const std::string& name,
                                       const std::string& wanted) {
        const auto& publications = view.state.datasets.at(name).publications;
        if (wanted.empty()) return view.node.vintage(publications.back());
        for (const Publication& publication : publications) {
            const Vintage* vintage = view.node.vintage(publication);
            if (vintage && to_hex(vintage->info().file) == wanted) return vintage;
        }
        return refuse_unknown("vintage", wanted);
    }

    static answers::ObservationRow row_answer(const Vintage::Row& row) {
        return {.indicator = row.key.indicator,
                .reporter = row.key.reporter,
                .partner = row.key.partner,
                .product = row.key.product,
                .unit = row.key.unit,
                .period = row.observation.period.text(),
                .value = row.observation.value,
                .status = row.observation.status,
                .line = static_cast<std::int64_t>(row.observation.line)};
    }
};

answers::EntryHead entry_head(std::uint64_t index, const ReadEntry& read) {
    const Statement& statement = read.entry.statement;
    const ActType* type = find_act(statement.kind);
    return {.index = static_cast<std::int64_t>(index),
            .kind = statement.kind,
            .version = statement.version,
            .author = statement.author,
            .time = statement.time,
            .leaf = to_hex(read.entry.leaf),
            .subject = subject_of(statement),
            .summary = std::string(type ? type->summary : ""),
            .bytes = std::ssize(read.bytes)};
}

/// The index in the path; `entry.unknown` if it is not below `size`.
Result<std::uint64_t> entry_index(const Arguments& arguments, std::uint64_t size) {
    const auto index = arguments.number("index", size, std::uint64_t{1} << 53);
    if (!index || *index >= size) return refuse_unknown("entry", arguments.text("index"));
    return *index;
}

struct EntriesQuestion {
    using Answer = answers::Entries;
    using Row = answers::EntryHead;
    static constexpr std::string_view path = "/entries";
    static constexpr std::string_view summary = "The entries of the record, newest first.";
    static constexpr std::string_view rows = "entries";
    static constexpr std::array parameters = {offset_parameter, count_parameter};

    static Result<Answer> answer(const View& view, const Arguments& arguments) {
        const Page page = TRY(page_of(arguments));
        const std::uint64_t size = view.state.entries;
        Answer answer{static_cast<std::int64_t>(size), {}};
        for (std::uint64_t i = page.offset; i < size && i - page.offset < page.count; ++i)
            answer.entries.push_back(entry_head(size - 1 - i, entry_at(view, size - 1 - i)));
        return answer;
    }
};

struct EntryQuestion {
    using Answer = answers::EntryPage;
    static constexpr std::string_view path = "/entries/{index}";
    static constexpr std::string_view summary = "One entry: its exact bytes and what they say.";
    static constexpr std::string_view rows = {};
    static constexpr std::array parameters = {
        Parameter{"index", Place::path, "its place in the log, from 0"}};

    static Result<Answer> answer(const View& view, const Arguments& arguments) {
        const std::uint64_t index = TRY(entry_index(arguments, view.state.entries));
        Answer answer;
        const auto [bytes, entry] = entry_at(view, index);
        static_cast<answers::EntryHead&>(answer) = entry_head(index, {bytes, entry});
        answer.text = entry.text;
        answer.raw = to_base64(bytes);
        answer.body = TRY(parse_json(entry.statement.body));
        return answer;
    }
};

struct ProofQuestion {
    using Answer = answers::ProofText;
    static constexpr std::string_view path = "/proofs/{index}";
    static constexpr std::string_view summary =
        "A proof that an entry stands in the log of the newest checkpoint.";
    static constexpr std::string_view rows = {};
    static constexpr std::array parameters = {
        Parameter{"index", Place::path, "the entry's place in the log, from 0"}};

    static Result<Answer> answer(const View& view, const Arguments& arguments) {
        const LogReader& log = view.node.log();
        const std::uint64_t index = TRY(entry_index(arguments, log.size()));
        const Proof proof{index, TRY(log.prove_inclusion(index)), log.checkpoint()};
        Answer answer;
        answer.index = static_cast<std::int64_t>(index);
        answer.size = static_cast<std::int64_t>(log.size());
        answer.leaf = to_base64(leaf_hash(log.entry(index)));
        answer.root = to_base64(log.root());
        for (const Hash& hash : proof.hashes) answer.hashes.push_back(to_base64(hash));
        answer.checkpoint = proof.checkpoint;
        answer.proof = to_text(proof);
        return answer;
    }
};

template <class Q>
constexpr Question question = describe_question<Q>();

constexpr std::array questions = {&question<HealthQuestion>,
                                  &question<AssociationQuestion>,
                                  &question<ScoreboardQuestion>,
                                  &question<PledgeQuestion>,
                                  &question<ExplainQuestion>,
                                  &question<PartiesQuestion>,
                                  &question<PartyQuestion>,
                                  &question<DeliveriesQuestion>,
                                  &question<DatasetsQuestion>,
                                  &question<DatasetQuestion>,
                                  &question<EntriesQuestion>,
                                  &question<EntryQuestion>,
                                  &question<ProofQuestion>,
                                  &seals_question,
                                  &bodies_question,
                                  &body_question,
                                  &meeting_question,
                                  &proposals_question,
                                  &proposal_question,
                                  &decisions_question,
                                  &concerns_question,
                                  &needs_question,
                                  &scenarios_question,
                                  &scenario_question,
                                  &scenario_draws_question,
                                  &instruments_question,
                                  &instrument_question,
                                  &instrument_matrix_question,
                                  &obligations_question};

}  // namespace

std::span<const Question* const> all_questions() { return questions; }

}  // namespace comity
