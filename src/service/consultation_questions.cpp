// SPDX-License-Identifier: Apache-2.0
#include "service/consultation_questions.h"

#include "service/build_consultation.h"
#include "service/question_parts.h"
#include "service/text_search.h"

#include <algorithm>
#include <ranges>

namespace comity {
namespace {

using Place = Parameter::Place;

constexpr std::size_t query_size_max = 200;

constexpr Parameter day_parameter{"as_of", Place::query,
                                  "on this day (YYYY-MM-DD); today if absent"};
/// All proposals, the newest first.
std::vector<const Proposal*> newest_first(const Consultation& consultation) {
    std::vector<const Proposal*> proposals;
    for (const std::string& name : std::views::reverse(consultation.proposal_order))
        proposals.push_back(&consultation.proposals.find(name)->second);
    return proposals;
}

struct BodiesQuestion {
    using Answer = answers::Bodies;
    using Row = answers::BodyLine;
    static constexpr std::string_view path = "/bodies";
    static constexpr std::string_view summary = "The bodies: who sits in them and who chairs them.";
    static constexpr std::string_view rows = "bodies";
    static constexpr std::array parameters = {day_parameter};

    static Result<Answer> answer(const View& view, const Arguments& arguments) {
        Answer answer{TRY(arguments.as_of(view)), {}};
        for (const auto& [name, body] : view.state.consultation.bodies)
            answer.bodies.push_back(body_line(view, name, answer.as_of));
        return answer;
    }
};

struct BodyQuestion {
    using Answer = answers::BodyPage;
    static constexpr std::string_view path = "/bodies/{body}";
    static constexpr std::string_view summary =
        "One body: its meetings, proposals, actions and concerns.";
    static constexpr std::string_view rows = {};
    static constexpr std::array parameters = {Parameter{"body", Place::path, "its name"},
                                              day_parameter};

    static Result<Answer> answer(const View& view, const Arguments& arguments) {
        const std::string& name = arguments.text("body");
        TRY(known(view.state.consultation.bodies, "body", name));
        return body_page(view, name, TRY(arguments.as_of(view)));
    }
};

struct MeetingQuestion {
    using Answer = answers::MeetingPage;
    static constexpr std::string_view path = "/meetings/{meeting}";
    static constexpr std::string_view summary =
        "One meeting: what became of what was decided before, its agenda and its minutes.";
    static constexpr std::string_view rows = {};
    static constexpr std::array parameters = {Parameter{"meeting", Place::path, "its name"}};

    static Result<Answer> answer(const View& view, const Arguments& arguments) {
        const std::string& name = arguments.text("meeting");
        TRY(known(view.state.consultation.meetings, "meeting", name));
        return meeting_page(view, name);
    }
};

struct ProposalsQuestion {
    using Answer = answers::Proposals;
    using Row = answers::ProposalLine;
    static constexpr std::string_view path = "/proposals";
    static constexpr std::string_view summary =
        "What was proposed and where it stands, the newest first.";
    static constexpr std::string_view rows = "proposals";
    static constexpr std::array parameters = {
        Parameter{"status", Place::query,
                  "only of this status: open, awaiting-seal, broken, adopted, withdrawn, "
                  "superseded"},
        offset_parameter, count_parameter};

    static Result<Answer> answer(const View& view, const Arguments& arguments) {
        const Page page = TRY(page_of(arguments));
        const std::string& status = arguments.text("status");
        if (!status.empty()) TRY(check_status(status));
        Answer answer{view.now, {}};
        std::uint64_t skipped = 0;
        for (const Proposal* proposal : newest_first(view.state.consultation)) {
            if (answer.proposals.size() >= page.count) break;
            if (!status.empty() && word(outcome(view.state, *proposal, view.now).status) != status)
                continue;
            if (skipped++ >= page.offset)
                answer.proposals.push_back(proposal_line(view, *proposal));
        }
        return answer;
    }

    static Result<> check_status(const std::string& status) {
        const auto read = Codec<ProposalStatus>::read(Json{status});
        if (read) return {};
        return refuse("query.status", read.error().message, "status");
    }
};

struct ProposalQuestion {
    using Answer = answers::ProposalPage;
    static constexpr std::string_view path = "/proposals/{proposal}";
    static constexpr std::string_view summary =
        "One proposal or decision: text, differences, objections, opinions, actions.";
    static constexpr std::string_view rows = {};
    static constexpr std::array parameters = {Parameter{"proposal", Place::path, "its name"},
                                              day_parameter};

    static Result<Answer> answer(const View& view, const Arguments& arguments) {
        const Proposal* proposal =
            TRY(known(view.state.consultation.proposals, "proposal", arguments.text("proposal")));
        return proposal_page(view, *proposal, TRY(arguments.as_of(view)));
    }
};

struct DecisionsQuestion {
    using Answer = answers::Decisions;
    using Row = answers::ProposalLine;
    static constexpr std::string_view path = "/decisions";
    static constexpr std::string_view summary =
        "The register of adopted decisions, the newest first; searched by words in any language.";
    static constexpr std::string_view rows = "decisions";
    static constexpr std::array parameters = {
        Parameter{"q", Place::query, "words that all occur in its name, titles or texts"},
        offset_parameter, count_parameter};

    static Result<Answer> answer(const View& view, const Arguments& arguments) {
        const Page page = TRY(page_of(arguments));
        const std::string& query = arguments.text("q");
        if (query.size() > query_size_max)
            return refuse("query.length", "should be at most 200 bytes", "q");
        const TextSearch search(query);
        Answer answer{query, 0, {}};
        for (const Proposal* proposal : newest_first(view.state.consultation)) {
            if (!is_adopted(view.state, *proposal) || !contains(*proposal, search)) continue;
            const auto number = static_cast<std::uint64_t>(answer.rows_total++);
            if (number >= page.offset && number - page.offset < page.count)
                answer.decisions.push_back(proposal_line(view, *proposal));
        }
        return answer;
    }

    static bool contains(const Proposal& proposal, const TextSearch& search) {
        if (search.empty()) return true;
        std::vector<bool> found(search.size());
        search.mark(proposal.text.proposal.value, found);
        for (const Translations* texts : {&proposal.text.title, &proposal.text.text})
            for (const auto& [language, text] : texts->by_language) search.mark(text, found);
        return std::ranges::find(found, false) == found.end();
    }
};

struct ConcernsQuestion {
    using Answer = answers::Concerns;
    using Row = answers::ConcernText;
    static constexpr std::string_view path = "/concerns";
    static constexpr std::string_view summary = "What parties raised with each other.";
    static constexpr std::string_view rows = "concerns";
    static constexpr std::array parameters = {day_parameter};

    static Result<Answer> answer(const View& view, const Arguments& arguments) {
        Answer answer{TRY(arguments.as_of(view)), {}};
        for (const auto& [name, concern] : view.state.consultation.concerns)
            answer.concerns.push_back(concern_answer(view.state, name, answer.as_of));
        return answer;
    }
};

struct NeedsQuestion {
    using Answer = answers::Needs;
    using Row = answers::Need;
    static constexpr std::string_view path = "/needs";
    static constexpr std::string_view summary =
        "What needs a party: deadlines, receipts, concerns and actions.";
    static constexpr std::string_view rows = "needs";
    static constexpr std::array parameters = {
        Parameter{"party", Place::query, "its code; nothing needs nobody"}};

    static Result<Answer> answer(const View& view, const Arguments& arguments) {
        const std::string& party = arguments.text("party");
        if (party.empty()) return Answer{party, view.now, {}};
        TRY(known(view.state.parties, "party", party));
        return Answer{party, view.now, needs_of(view, party)};
    }
};

}  // namespace

constinit const Question bodies_question = describe_question<BodiesQuestion>();
constinit const Question body_question = describe_question<BodyQuestion>();
constinit const Question meeting_question = describe_question<MeetingQuestion>();
constinit const Question proposals_question = describe_question<ProposalsQuestion>();
constinit const Question proposal_question = describe_question<ProposalQuestion>();
constinit const Question decisions_question = describe_question<DecisionsQuestion>();
constinit const Question concerns_question = describe_question<ConcernsQuestion>();
constinit const Question needs_question = describe_question<NeedsQuestion>();

}  // namespace comity
