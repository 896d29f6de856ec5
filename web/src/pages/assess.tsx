// SPDX-License-Identifier: Apache-2.0
// What would follow if the parties changed something: choose a question and how large the change.
import { useEffect, useId, useState } from "react";
import { api, useResource } from "../api.ts";
import { decimal, text_language, text_of } from "../format.ts";
import { useWords } from "../messages/index.ts";
import { Answer } from "../parts/assessment.tsx";
import { Await, Empty } from "../parts/states.tsx";
import { useTitle } from "../parts/title.ts";
import { path } from "../paths.ts";
import { set_query, useAddress } from "../router.ts";
import type { Assessment, ScenarioLine, Scenarios } from "../types.ts";

function Question({ scenario }: { scenario: ScenarioLine }) {
  const words = useWords();
  return (
    <>
      <p className="question" lang={text_language(words, scenario.question)}>
        {text_of(words, scenario.question)}
      </p>
      {scenario.problem && (
        <p className="notice" role="alert">
          {words.t("assess.problem")} <span lang="en">{scenario.problem}</span>
        </p>
      )}
    </>
  );
}

/** The scenario of the address, else the first. */
function chosen_of(scenarios: ScenarioLine[], asked: string | null): ScenarioLine | undefined {
  return scenarios.find((one) => one.scenario === asked) ?? scenarios[0];
}

interface ChangeFieldProps {
  value: string;
  set: (typed: string) => void;
  /** Id of the text that explains it. */
  hint: string;
}

function ChangeField({ value, set, hint }: ChangeFieldProps) {
  const words = useWords();
  return (
    <label className="field">
      <span>{words.t("assess.change.percent")}</span>
      <input
        type="number"
        min="-99.99"
        max="1000"
        step="any"
        value={value}
        aria-describedby={hint}
        onChange={(event) => set(event.target.value)}
      />
    </label>
  );
}

function Form({ scenarios }: { scenarios: ScenarioLine[] }) {
  const words = useWords();
  const hint = useId();
  const { query } = useAddress();
  const asked = query.get("scenario");
  const [name, set_name] = useState(asked);
  const scenario = chosen_of(scenarios, name);
  const asked_change = query.get("change") ?? undefined;
  const [typed, set_typed] = useState(asked_change);
  useEffect(() => {
    set_name(asked);
    set_typed(asked_change);
  }, [asked, asked_change]);
  if (!scenario) return null;
  const own = scenario.change ?? "";
  const run = () =>
    set_query(
      {
        scenario: scenario.scenario,
        change: typed === undefined || typed === own ? "" : typed,
        year: "",
        sector: "",
      },
      true,
    );
  return (
    <form
      className="ask no-print"
      onSubmit={(event) => {
        event.preventDefault();
        run();
      }}
    >
      <label className="field grow">
        <span>{words.t("assess.scenario")}</span>
        <select
          value={scenario.scenario}
          onChange={(event) => {
            set_name(event.target.value);
            set_typed(undefined);
          }}
        >
          {scenarios.map((one) => (
            <option key={one.scenario} value={one.scenario}>
              {text_of(words, one.title)}
            </option>
          ))}
        </select>
      </label>
      {own && <ChangeField value={typed ?? own} set={set_typed} hint={hint} />}
      <button type="submit" disabled={scenario.problem !== undefined}>
        {words.t("assess.run")}
      </button>
      {own && (
        <p id={hint} className="quiet small">
          {words.t("assess.change.help", { own: decimal(words, own) })}
        </p>
      )}
      <Question scenario={scenario} />
    </form>
  );
}

function Asked({ scenario, change }: { scenario: string; change: string }) {
  const resource = useResource<Assessment>(api(path("scenarios", scenario), { change }));
  const words = useWords();
  return (
    <Await resource={resource}>
      {(assessment) => (
        <>
          <section className="assumption" aria-label={words.t("assess.assumption")}>
            <strong>{words.t("assess.assumption")}</strong>
            <p className="print-only" lang={text_language(words, assessment.question)}>
              {text_of(words, assessment.question)}
            </p>
            <p lang={text_language(words, assessment.assumptions)}>
              {text_of(words, assessment.assumptions) || words.t("assess.what_if")}
            </p>
          </section>
          <Answer assessment={assessment} change={change} />
        </>
      )}
    </Await>
  );
}

export default function AssessPage() {
  const words = useWords();
  const { query } = useAddress();
  const [scenario, change] = [query.get("scenario"), query.get("change") ?? ""];
  const resource = useResource<Scenarios>(api("/scenarios"));
  useTitle(words.t("assess.title"));
  return (
    <>
      <h1>{words.t("assess.title")}</h1>
      <p className="lead">{words.t("assess.intro")}</p>
      <Await resource={resource}>
        {({ scenarios }) =>
          scenarios.length === 0 ? (
            <Empty>{words.t("assess.none")}</Empty>
          ) : (
            <>
              <Form scenarios={scenarios} />
              {scenario && (
                <Asked key={`${scenario} ${change}`} scenario={scenario} change={change} />
              )}
            </>
          )
        }
      </Await>
    </>
  );
}
