// SPDX-License-Identifier: Apache-2.0
#include "service/seal_questions.h"

#include "service/describe_question.h"

#include <ranges>

namespace comity {

namespace answers {
namespace {

SealText seal_text(const EnteredSeal& seal) {
    return {static_cast<Count>(seal.entry), static_cast<Count>(seal.size), seal.dated,
            static_cast<Count>(seal.cosigned), static_cast<Count>(seal.sealers)};
}

}  // namespace

Maybe<SealText> last_seal(const Seals& seals) {
    if (seals.entered.empty()) return {};
    return seal_text(seals.entered.back());
}

struct SealerText {
    static constexpr std::string_view type = "sealer";
    Text party;
    Text key;
    Maybe<Text> node;
    static constexpr std::tuple fields = {
        Field{"party", &SealerText::party, "a member, or who runs the depositary"},
        Field{"key", &SealerText::key, "by which its cosignatures are checked"},
        Field{"node", &SealerText::node, "where its node answers, if it said so"}};
};

struct TermText {
    static constexpr std::string_view type = "term of a depositary";
    Text author;
    Text key;
    Count from_size = 0;
    static constexpr std::tuple fields = {
        Field{"author", &TermText::author, "who runs it: the secretariat or a party"},
        Field{"key", &TermText::key, "verifies the checkpoints of this term"},
        Field{"from_size", &TermText::from_size, "the first checkpoint has so many entries"}};
};

struct SealsPage {
    static constexpr std::string_view type = "seals";
    List<TermText> terms;
    Count quorum = 0;
    Count unsealed = 0;
    List<SealerText> sealers;
    List<SealText> seals;
    static constexpr std::tuple fields = {
        Field{"terms", &SealsPage::terms, "the depositaries, the last one in office"},
        Field{"quorum", &SealsPage::quorum, "how many of the sealers must cosign; 0: none can yet"},
        Field{"unsealed", &SealsPage::unsealed, "entries after the last seal's"},
        Field{"sealers", &SealsPage::sealers, "who seals what comes next"},
        Field{"seals", &SealsPage::seals, "the newest first"}};
};

}  // namespace answers

namespace {

struct SealsQuestion {
    using Answer = answers::SealsPage;
    using Row = answers::SealText;
    static constexpr std::string_view path = "/seals";
    static constexpr std::string_view summary =
        "Who seals the record, and the seals that stand in it.";
    static constexpr std::string_view rows = "seals";
    static constexpr std::array parameters = {Parameter{
        "count", Parameter::Place::query, "at most so many seals, up to 10000; 100 if absent"}};

    static Result<Answer> answer(const View& view, const Arguments& arguments) {
        const std::uint64_t count = TRY(arguments.number("count", 100, page_size_max));
        const Seals& seals = view.state.seals;
        Answer answer;
        for (const DepositaryTerm& term : seals.depositaries)
            answer.terms.push_back(
                {term.author, term.key.text(), static_cast<std::int64_t>(term.from_size)});
        answer.unsealed = std::ssize(seals.unsealed);
        fill_sealers(answer, view.state);
        for (const EnteredSeal& seal :
             seals.entered | std::views::reverse | std::views::take(static_cast<long>(count)))
            answer.seals.push_back(answers::seal_text(seal));
        return answer;
    }

    static void fill_sealers(Answer& answer, const State& state) {
        const SealingEpoch* epoch = state.seals.epoch_of(state.seals.size());
        if (!epoch || epoch->sealers.empty()) return;
        answer.quorum = static_cast<std::int64_t>(quorum(epoch->sealers.size()));
        for (const Member& sealer : epoch->sealers) {
            const auto& author = state.authors.find(sealer.party)->second;
            answer.sealers.push_back({sealer.party, sealer.key.text(), author.cosigner->node});
        }
    }
};

}  // namespace

constinit const Question seals_question = describe_question<SealsQuestion>();

}  // namespace comity
