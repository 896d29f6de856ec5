// SPDX-License-Identifier: Apache-2.0
#include "acts/reference.h"

#include "acts/all.h"
#include "acts/instrument_words.h"

namespace comity {
namespace {

void append_fields(std::string& page, std::span<const FieldInfo> fields) {
    page += "\n| field | type | | meaning |\n|---|---|---|---|\n";
    for (const FieldInfo& field : fields)
        page.append("| `")
            .append(field.name)
            .append("` | ")
            .append(field.type)
            .append(field.required ? " | required | " : " | optional | ")
            .append(field.meaning)
            .append(" |\n");
}

void append_act(std::string& page, const ActType& type) {
    page.append("\n## ").append(type.kind).append("\n\n").append(type.summary);
    page.append("\n\nCommand: `comity ").append(type.command).append("`. Version ");
    page.append(std::to_string(type.version)).append(".\n");
    append_fields(page, type.fields);
    page += "\n```json\n" + to_pretty_text(schema::object_sample(type.fields)) + "\n```\n";
}

template <HasFields A>
void append_type(std::string& page, std::string_view meaning) {
    page.append("\n### ").append(A::type).append("\n\n").append(meaning).append("\n");
    append_fields(page, field_infos<A>);
}

/// One row: the words of an enum.
template <class E>
void append_words(std::string& page) {
    std::string words;
    for (const std::string_view each : codec::enum_words<E>())
        words.append(words.empty() ? "`" : ", `").append(each).append("`");
    page.append("| ").append(EnumText<E>::type).append(" | ").append(words).append(" |\n");
}

void append_plain_types(std::string& page) {
    page +=
        "\n## Types\n\n"
        "| type | form |\n|---|---|\n"
        "| identifier | 1 to 64 of a-z, 0-9 and '-' |\n"
        "| party code | 2 to 16 of A-Z, 0-9 and '-'; ISO 3166-1 alpha-3 for countries |\n"
        "| decimal | text such as \"-1234.5\": at most 34 digits |\n"
        "| unit | a currency code (`USD`) or a word (`doses`, `percent-per-year`) |\n"
        "| date | `YYYY-MM-DD` |\n"
        "| UTC instant | `YYYY-MM-DDTHH:MM:SSZ` |\n"
        "| period | SDMX: `2021`, `2021-S1`, `2021-Q3`, `2021-07`, `2021-W05`, `2021-07-05` |\n"
        "| text by language | an object such as `{\"en\": \"…\", \"ru\": \"…\"}` |\n"
        "| verifier key | `name+id+base64`, as in C2SP signed-note |\n"
        "| SHA-256 (hexadecimal) | 64 digits |\n";
    append_words<Status>(page);
    append_words<PledgeKind>(page);
    append_words<Evidence>(page);
    append_words<Aggregate>(page);
    append_words<Comparator>(page);
    append_words<FlowKind>(page);
    append_words<Stage>(page);
    append_words<ProposalKind>(page);
    append_words<Circulation>(page);
    append_words<OpinionKind>(page);
    append_words<BodyLevel>(page);
    append_words<ActionStatus>(page);
    append_words<InstrumentKind>(page);
    append_words<ReservationClause>(page);
    append_words<SignatureManner>(page);
    append_words<ConsentKind>(page);
    append_words<StatementKind>(page);
    append_words<ReservationAnswer>(page);
    append_words<TakenBack>(page);
    page +=
        "\nA text is not blank, has at most 16 KiB, and has no characters that hide or reorder "
        "what "
        "is signed: no control characters but the line feed, no bidirectional embeddings, "
        "overrides "
        "or isolates (U+202A to U+202E, U+2066 to U+2069). The marks U+200E, U+200F and U+061C and "
        "the joiners are fine.\n";
    append_type<Source>(page, "Where something was said or published. Plain text is a citation.");
    append_type<Window>(page, "From the first to the last period. Short form: `2021..2025`.");
    append_type<Group>(page,
                       "Short forms: `CHN,RUS`, `member@2021-09-17 except CHN`, "
                       "`member,observer@period-end`.");
    append_type<Baseline>(page, "A value from which progress is counted.");
    append_type<AssociationRules>(page, "How an association decides.");
    append_type<Paper>(page, "A document that belongs to something: a file per language.");
    append_type<Rotation>(page, "The parties of a list chair in turn, each for so many months.");
    append_type<MeetingTime>(page, "A moment, and what the clocks at the place show.");
    append_type<AgendaItem>(page,
                            "Items are numbered from 2: the first is always what became of "
                            "what the body had decided.");
    append_type<Attendance>(page, "A delegation at a meeting, never by the names of persons.");
    append_type<ReadingName>(page, "A reading of a pledge, by which an action is measured.");
    append_type<EntryRule>(page,
                           "When an instrument enters into force and for whom. All conditions must "
                           "hold on one day; the delay runs from that day.");
    append_type<Delay>(page, "A time after a deposit or a notice, in days or in calendar months.");
    append_type<Share>(page, "That those who consented have a share of something.");
}

}  // namespace

std::string acts_reference() {
    std::string page =
        "# Acts\n\nGenerated by `comity docs acts`. An act is what one author signs; what all acts "
        "add up to is the state of the association. Fields are strict: a missing, unknown or "
        "malformed one is refused with its place.\n";
    for (const ActType* type : all_acts()) append_act(page, *type);
    append_plain_types(page);
    return page;
}

Json acts_schema() {
    Json::Object kinds;
    for (const ActType* type : all_acts()) {
        Json schema = schema::object_schema(type->fields);
        schema.as<Json::Object>()->set("description", type->summary);
        kinds.set(type->kind, std::move(schema));
    }
    return {std::move(kinds)};
}

}  // namespace comity
