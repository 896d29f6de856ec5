// SPDX-License-Identifier: Apache-2.0
#include "service/scenario_questions.h"

#include "engines/trade/scenarios/scenario_change.h"
#include "service/question_parts.h"
#include "service/scenarios.h"

namespace comity {

namespace answers {

struct ScenarioLine {
    static constexpr std::string_view type = "scenario in short";
    Text scenario;
    Texts title;
    Texts question;
    Maybe<Text> model;
    Maybe<Count> year;
    Maybe<Decimal> change;
    Count draws = 0;
    Maybe<Text> problem;
    static constexpr std::tuple fields = {
        Field{"scenario", &ScenarioLine::scenario, "its name"},
        Field{"title", &ScenarioLine::title, "by language"},
        Field{"question", &ScenarioLine::question, "by language"},
        Field{"model", &ScenarioLine::model, "one-sector, many-sectors"},
        Field{"year", &ScenarioLine::year, "of the data"},
        Field{"change", &ScenarioLine::change,
              "of the cost of trade, in percent; `change` may ask for another"},
        Field{"draws", &ScenarioLine::draws, "how many make its intervals"},
        Field{"problem", &ScenarioLine::problem, "why it cannot be assessed, if so"}};
};

struct Scenarios {
    static constexpr std::string_view type = "scenarios";
    List<ScenarioLine> scenarios;
    static constexpr std::tuple fields = {Field{"scenarios", &Scenarios::scenarios, "by name"}};
};

struct ScenarioDraw {
    static constexpr std::string_view type = "draw";
    Count number = 0;
    bool solved = false;
    List<Decimal> real_income;
    static constexpr std::tuple fields = {
        Field{"number", &ScenarioDraw::number, "from 0; it depends on nothing else but the seed"},
        Field{"solved", &ScenarioDraw::solved, "whether an equilibrium could be certified"},
        Field{"real_income", &ScenarioDraw::real_income, "percent, in the order of the parties"}};
};

struct ScenarioDraws {
    static constexpr std::string_view type = "draws of a scenario";
    Text scenario;
    Count draws_total = 0;
    List<Text> parties;
    List<ScenarioDraw> draws;
    static constexpr std::tuple fields = {
        Field{"scenario", &ScenarioDraws::scenario, "its name"},
        Field{"draws_total", &ScenarioDraws::draws_total, "how many the scenario asks for"},
        Field{"parties", &ScenarioDraws::parties, "codes, in the order of the data"},
        Field{"draws", &ScenarioDraws::draws, "those asked for"}};
};

}  // namespace answers

namespace {

using Place = Parameter::Place;

constexpr std::uint64_t data_bytes_max = 8 << 20U;
constexpr std::size_t cells_max = 150'000;  ///< pairs x sectors x phases, or draws
constexpr std::uint64_t draws_usual = 50;
constexpr std::uint64_t draws_per_answer_max = 50;

constexpr Parameter name_parameter{"scenario", Place::path, "its name"};
constexpr Parameter change_parameter{
    "change", Place::query,
    "change of the cost of trade in percent, instead of the scenario's; above -100"};

Result<std::string> path_of(const View& view, const std::string& name) {
    const auto paths = scenario_paths(view.node.folder());
    return *TRY(known(paths, "scenario", name));
}

/// With the change that was asked for.
Result<trade::Scenario> asked(trade::Scenario scenario, const Arguments& arguments) {
    const std::string& change = arguments.text("change");
    if (change.empty()) return scenario;
    const auto percent = Decimal::parse(change);
    if (!percent) return refuse("query.decimal", "should be a number of percent", "change");
    auto changed = trade::with_friction(std::move(scenario), *percent);
    if (!changed) return refuse(changed.error().code, changed.error().message, "change");
    return changed;
}

struct Ready {
    trade::Scenario scenario;
    trade::ScenarioWorld world;
};

Result<Ready> ready(const View& view, const Arguments& arguments) {
    const std::string path = TRY(path_of(view, arguments.text("scenario")));
    ReadyScenario loaded = TRY(load_scenario(path, &view.state, data_bytes_max));
    return Ready{TRY(asked(std::move(loaded.file.scenario), arguments)), std::move(loaded.world)};
}

Result<> check_size(const Ready& ready, std::size_t times) {
    const std::size_t parties = ready.world.parties().size();
    if (parties * parties * ready.world.sectors() * times <= cells_max) return {};
    return refuse("scenario.too-large-for-web",
                  "fewer parties, sectors, years or draws; use the command line: comity assess "
                  "trade");
}

struct ScenariosQuestion {
    using Answer = answers::Scenarios;
    using Row = answers::ScenarioLine;
    static constexpr std::string_view path = "/scenarios";
    static constexpr std::string_view summary = "Questions that the trade engine can answer here.";
    static constexpr std::string_view rows = "scenarios";
    static constexpr std::array<Parameter, 0> parameters = {};

    static Result<Answer> answer(const View& view, const Arguments&) {
        Answer answer;
        for (const auto& [name, path] : scenario_paths(view.node.folder()))
            answer.scenarios.push_back(line(name, read_scenario(path, &view.state)));
        return answer;
    }

    static answers::ScenarioLine line(const std::string& name,
                                      const Result<trade::ScenarioFile>& file) {
        answers::ScenarioLine line;
        line.scenario = name;
        if (!file) {
            line.title.by_language["en"] = name;
            line.question = line.title;
            const Refusal& refusal = file.error();
            line.problem = refusal.code + " at " + refusal.where + ": " + refusal.message;
            return line;
        }
        const trade::Scenario& scenario = file->scenario;
        line.title.by_language = scenario.title;
        line.question.by_language = scenario.question;
        line.model = word(scenario.model);
        line.year = scenario.year;
        for (const trade::ScenarioChange& change : scenario.changes)
            if (change.friction && !line.change) line.change = change.friction;
        if (scenario.draws) line.draws = scenario.draws->count;
        return line;
    }
};

struct ScenarioQuestion {
    using Answer = trade::Assessment;
    using Row = trade::EffectRow;
    static constexpr std::string_view path = "/scenarios/{scenario}";
    static constexpr std::string_view summary =
        "What would follow: effects on each party, and how far they can be trusted.";
    static constexpr std::string_view rows = "phases/effects";
    static constexpr std::array parameters = {name_parameter, change_parameter};

    static Result<Answer> answer(const View& view, const Arguments& arguments) {
        const Ready found = TRY(ready(view, arguments));
        TRY(check_size(found, trade::phase_years(found.scenario).size() + 1));
        Answer answer = TRY(trade::assess(found.scenario, found.world));
        name_parties(answer, &view.state, view.countries);
        return answer;
    }
};

struct ScenarioDrawsQuestion {
    using Answer = answers::ScenarioDraws;
    using Row = answers::ScenarioDraw;
    static constexpr std::string_view path = "/scenarios/{scenario}/draws";
    static constexpr std::string_view summary =
        "Real income by party, with elasticities drawn at random: some of a scenario's draws.";
    static constexpr std::string_view rows = "draws";
    static constexpr std::array parameters = {
        name_parameter, Parameter{"first", Place::query, "from this draw on; 0 if absent"},
        Parameter{"count", Place::query, "at most so many, up to 50; 50 if absent"},
        change_parameter};

    static Result<Answer> answer(const View& view, const Arguments& arguments) {
        const Ready found = TRY(ready(view, arguments));
        const auto total = found.scenario.draws ? found.scenario.draws->count : 0;
        const auto all = static_cast<std::uint64_t>(total);
        const std::uint64_t first = TRY(arguments.number("first", 0, std::uint64_t{1} << 53U));
        const std::uint64_t count =
            TRY(arguments.number("count", draws_usual, draws_per_answer_max));
        Answer answer{found.scenario.name, total, found.world.parties(), {}};
        if (first >= all || count == 0) return answer;
        const std::size_t wanted = std::min(count, all - first);
        TRY(check_size(found, wanted + 1));
        const trade::DrawOutcome draws =
            TRY(trade::assess_draws(found.scenario, found.world, {first, wanted, 1}));
        for (const trade::Draw& draw : draws.draws) answer.draws.push_back(row(draw));
        return answer;
    }

    static answers::ScenarioDraw row(const trade::Draw& draw) {
        answers::ScenarioDraw row;
        row.number = static_cast<std::int64_t>(draw.number);
        row.solved = draw.solved;
        for (const double welfare : draw.welfare)
            row.real_income.push_back(trade::percent_decimal(100 * (welfare - 1)));
        return row;
    }
};

}  // namespace

constinit const Question scenarios_question = describe_question<ScenariosQuestion>();
constinit const Question scenario_question = describe_question<ScenarioQuestion>();
constinit const Question scenario_draws_question = describe_question<ScenarioDrawsQuestion>();

}  // namespace comity
