// uses: service base
// SPDX-License-Identifier: Apache-2.0
//
// The register of decisions: how long a search of 10,000 of them in three languages takes.
#include "service/consultation_questions.h"

#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <iostream>

namespace {

using namespace comity;

constexpr int decisions_total = 10'000;
constexpr int repetitions = 20;

std::string words(const char* sentence, int number) {
    std::string text = "No. " + std::to_string(number) + ". ";
    while (text.size() < 800) text += sentence;
    return text;
}

Proposal decision(int number) {
    Proposal proposal;
    proposal.text.proposal = {"decision-" + std::to_string(number)};
    proposal.text.title.by_language["en"] = "Decision " + std::to_string(number);
    proposal.text.text.by_language = {
        {"en", words("The members take note of the report of the secretariat. ", number)},
        {"ru", words("Члены принимают к сведению доклад секретариата. ", number)},
        {"zh", words("成员国注意到秘书处的报告。", number)}};
    proposal.deadline = Instant{number};
    return proposal;
}

State many_decisions() {
    State state;
    for (int i = 0; i < decisions_total; ++i) {
        const Proposal proposal = decision(i);
        state.consultation.proposals.emplace(proposal.text.proposal.value, proposal);
        state.consultation.proposal_order.push_back(proposal.text.proposal.value);
    }
    state.seals.entered.push_back({1, 1, Instant{decisions_total}, 1, 1});
    return state;
}

}  // namespace

int main() {
    std::string folder = (std::filesystem::temp_directory_path() / "comity-bench-XXXXXX").string();
    if (!::mkdtemp(folder.data())) return 2;
    const auto node = Node::init(folder + "/node", "bench.example/log");
    if (!node) return 2;
    const State state = many_decisions();
    const CountryList countries;
    const View view{**node, state, countries, {}, "bench", {}};
    for (const char* query : {"", "report secretariat", "ДОКЛАД", "报告", "nowhere", "9999"}) {
        const std::clock_t start = std::clock();
        std::int64_t found = 0;
        for (int i = 0; i < repetitions; ++i) {
            const auto answer = decisions_question.answer(
                view, Arguments(std::map<std::string, std::string>{{"q", query}}));
            found = *answer->find("rows_total")->as<std::int64_t>();
        }
        const double passed_ms =
            1000.0 * static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
        std::cout << "'" << query << "': " << found << " of " << decisions_total << " in "
                  << passed_ms / repetitions << " ms of processor time\n";
    }
    std::filesystem::remove_all(folder);
}
