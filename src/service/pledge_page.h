// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "service/answers.h"

namespace comity::answers {

struct AssessmentText {
    static constexpr std::string_view type = "attached assessment";
    Text assessment;
    Text engine;
    Hash scenario;
    List<Hash> data;
    Hash answer;
    Texts finding;
    Count entry = 0;
    static constexpr std::tuple fields = {
        Field{"assessment", &AssessmentText::assessment, "its name"},
        Field{"engine", &AssessmentText::engine, "which engine and version"},
        Field{"scenario", &AssessmentText::scenario, "digest of the scenario"},
        Field{"data", &AssessmentText::data, "digests of the data files"},
        Field{"answer", &AssessmentText::answer, "SHA-256 of the answer, byte for byte"},
        Field{"finding", &AssessmentText::finding, "what it says, in a sentence"},
        Field{"entry", &AssessmentText::entry, "index in the log"}};
};

struct PledgePage : Pledge {
    static constexpr std::string_view type = "pledge with its history";
    List<Mention> history;
    List<Delivery> deliveries;
    List<NoteText> notes;
    List<AssessmentText> assessments;
    static constexpr auto fields = std::tuple_cat(
        Pledge::fields,
        std::tuple{Field{"history", &PledgePage::history, "every entry about it"},
                   Field{"deliveries", &PledgePage::deliveries, "reported for it"},
                   Field{"notes", &PledgePage::notes, "placed on it"},
                   Field{"assessments", &PledgePage::assessments, "answers of engines about it"}});
};

}  // namespace comity::answers
