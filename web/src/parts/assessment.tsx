// SPDX-License-Identifier: Apache-2.0
// The answer to a scenario, and beside it how far it can be trusted.
import { useMemo } from "react";
import { useDirectory } from "../association.ts";
import { useDraws } from "../draws.ts";
import { decimal, list, party_name, signed, signed_percent } from "../format.ts";
import { text_language, text_of } from "../format.ts";
import { useWords, type Words } from "../messages/index.ts";
import { path } from "../paths.ts";
import { set_query, useAddress } from "../router.ts";
import type { Assessment, Phase, ScenarioChange, Together } from "../types.ts";
import { DrawProgress, EffectChart, EffectTable, ranked } from "./effects.tsx";
import { DataLinks } from "./names.tsx";
import { Facts, Rows } from "./rows.tsx";
import { Matrix } from "./trade_matrix.tsx";

type Name = (code: string) => string;

/** What the parties of a world are called: the rest of the world too. */
function useName(assessment: Assessment): Name {
  const words = useWords();
  const directory = useDirectory();
  return useMemo(() => {
    const parties = new Map(assessment.parties.map((one) => [one.code, one]));
    return (code) => {
      const party = directory.party(code) ?? parties.get(code);
      return party?.name ? party_name(words, party, code) : words.coded("party", code);
    };
  }, [words, directory, assessment]);
}

function SummaryTable({
  phase,
  assessment,
  name,
}: {
  phase: Phase;
  assessment: Assessment;
  name: Name;
}) {
  const words = useWords();
  const { members, outsiders, world } = phase.summary;
  const rows: [string, Together][] = [
    [words.t("assess.members"), members],
    [words.t("assess.outsiders"), outsiders],
    [words.t("assess.world"), world],
  ];
  const unit = words.coded("unit", assessment.unit);
  const number = (value: number) => decimal(words, String(value));
  const gini = rows.some(([, one]) => one.gini !== undefined);
  return (
    <Rows
      caption={words.t("assess.summary")}
      rows={rows.filter(([, one]) => one.parties > 0)}
      row_key={([head]) => head}
      columns={[
        { head: words.t("assess.who"), cell: ([head, one]) => `${head} (${number(one.parties)})` },
        {
          head: words.t("assess.real_income"),
          number: true,
          cell: ([, one]) => signed_percent(words, one.real_income),
        },
        {
          head: words.t("assess.real_income_value", { unit }),
          number: true,
          cell: ([, one]) => signed(words, one.real_income_value, 0),
        },
        { head: words.t("assess.gain"), number: true, cell: ([, one]) => number(one.gain) },
        { head: words.t("assess.lose"), number: true, cell: ([, one]) => number(one.lose) },
        {
          head: words.t("assess.worst_off"),
          cell: ([, one]) => worst_text(words, phase, one, name),
        },
        ...(gini
          ? [
              {
                head: words.t("assess.gini"),
                number: true,
                cell: ([, one]: [string, Together]) =>
                  one.gini === undefined ? "–" : decimal(words, one.gini, { min: 2, max: 2 }),
              },
            ]
          : []),
      ]}
    />
  );
}

function worst_text(words: Words, phase: Phase, of: Together, name: Name): string {
  const worst = phase.effects.find((one) => one.party === of.worst_off);
  if (!worst) return "–";
  return `${name(worst.party)}, ${signed_percent(words, worst.real_income)}`;
}

function YearChoice({ phases, shown }: { phases: Phase[]; shown: Phase }) {
  const words = useWords();
  if (phases.length < 2) return null;
  const last = phases.at(-1)?.year;
  return (
    <label className="field inline no-print">
      <span>{words.t("assess.year")}</span>
      <select
        value={String(shown.year)}
        onChange={(event) =>
          set_query({ year: event.target.value === String(last) ? "" : event.target.value })
        }
      >
        {phases.map(({ year }) => (
          <option key={year} value={year}>
            {year === last ? words.t("assess.year.whole", { year: year ?? "" }) : year}
          </option>
        ))}
      </select>
    </label>
  );
}

function amount_of(words: Words, change: ScenarioChange): string {
  const percent = (text: string) => signed_percent(words, text, text.includes(".") ? 2 : 0);
  if (change.friction !== undefined)
    return words.t("assess.change.friction", { percent: percent(change.friction) });
  if (change.tariff !== undefined)
    return words.t("assess.change.tariff", { percent: decimal(words, change.tariff) });
  if (change.tariff_points !== undefined)
    return words.t("assess.change.points", { points: signed(words, change.tariff_points, 0) });
  if (change.tariff_cut !== undefined)
    return words.t("assess.change.cut", { percent: decimal(words, change.tariff_cut) });
  return words.t("assess.change.file");
}

function change_text(words: Words, change: ScenarioChange, who: Name): string {
  const route = words.t(change.both_ways ? "assess.change.both" : "assess.change.route", {
    from: who(change.from),
    to: who(change.to),
  });
  const { phase_in: phase, sectors = [] } = change;
  return [
    `${route}: ${amount_of(words, change)}`,
    sectors.length > 0 ? list(words, sectors) : "",
    phase && phase.years > 1
      ? words.t("assess.change.phase", {
          from: String(phase.from),
          to: String(phase.from + phase.years - 1),
        })
      : "",
  ]
    .filter(Boolean)
    .join(", ");
}

/** What the model leaves out, beside what it finds. */
function Limits({ assessment }: { assessment: Assessment }) {
  const words = useWords();
  return (
    <aside className="limits" aria-labelledby="limits">
      <h3 id="limits">{words.t("assess.limits")}</h3>
      <ul>
        {assessment.limits.map((code) => (
          <li key={code}>{words.coded("limit", code, { year: String(assessment.year) })}</li>
        ))}
        {assessment.corrections.map((one) => (
          <li key={one.code + one.where}>
            {words.t("assess.correction", { code: one.code, where: one.where, n: one.count })}
          </li>
        ))}
      </ul>
    </aside>
  );
}

/** What was assumed, and with which data. */
function Assumed({ assessment, name }: { assessment: Assessment; name: Name }) {
  const words = useWords();
  const { elasticity, changes, groups } = assessment;
  const who = (text: string) =>
    text === "*"
      ? words.t("assess.everyone")
      : groups.some((one) => one.name === text)
        ? words.coded("assess.group", text)
        : name(text);
  return (
    <>
      <h2>{words.t("assess.assumed")}</h2>
      <Facts
        facts={[
          {
            name: words.t("assess.change"),
            value: changes.map((one, index) => (
              <span key={index} className="block">
                {change_text(words, one, who)}
              </span>
            )),
          },
          ...groups.map((group) => ({
            name: words.t("assess.group", { name: words.coded("assess.group", group.name) }),
            value: list(words, group.parties.map(name)),
          })),
          {
            name: words.t("assess.model"),
            value: words.t(`assess.model.${assessment.model}`),
          },
          {
            name: words.t("assess.closure"),
            value: words.t(`assess.closure.${assessment.closure}`),
          },
          elasticity?.substitution !== undefined && {
            name: words.t("assess.elasticity"),
            value: (
              <>
                {decimal(words, elasticity.substitution)}
                {elasticity.standard_error !== undefined &&
                  `; ${words.t("assess.standard_error", {
                    n: decimal(words, elasticity.standard_error),
                  })}`}
                {elasticity.source && (
                  <span className="basis" lang="en">
                    {elasticity.source}
                  </span>
                )}
              </>
            ),
          },
          {
            name: words.t("assess.data"),
            value: (
              <>
                <span lang="en">{assessment.source}</span> ({assessment.year})
                <span className="basis" lang="en">
                  {assessment.licence}
                </span>
              </>
            ),
          },
        ]}
      />
    </>
  );
}

function Proofs({ assessment, phase }: { assessment: Assessment; phase: Phase }) {
  const words = useWords();
  const { certificate } = phase;
  return (
    <>
      <h2>{words.t("assess.certificate")}</h2>
      <p>
        {words.t("assess.certified", {
          n: certificate.iterations,
          residual: Number(certificate.residual).toExponential(1),
          limit: Number(certificate.limit).toExponential(0),
        })}
      </p>
      <Facts
        facts={[
          { name: words.t("assess.engine"), value: assessment.engine },
          ...assessment.inputs.map((one) => ({
            name: words.t("assess.digest", { name: words.coded("assess.input", one.name) }),
            value: <span className="mono">{one.sha256}</span>,
          })),
        ]}
      />
      <p className="quiet small">{words.t("assess.same")}</p>
    </>
  );
}

interface AnswerProps {
  assessment: Assessment;
  /** The change asked for, empty for the scenario's own. */
  change: string;
}

/** That the change is not the one of the title. */
function OtherChange({ change }: { change: string }) {
  const words = useWords();
  if (!change) return null;
  return (
    <p className="notice">
      {words.t("assess.other_change", {
        percent: signed_percent(words, change, change.includes(".") ? 2 : 0),
      })}
    </p>
  );
}

export function Answer({ assessment, change }: AnswerProps) {
  const words = useWords();
  const { query } = useAddress();
  const name = useName(assessment);
  const { stop, ...drawing } = useDraws(assessment.scenario, change);
  const { phases } = assessment;
  const last = phases.at(-1);
  const phase = phases.find((one) => String(one.year) === query.get("year")) ?? last;
  const intervals = phase === last ? drawing.intervals : undefined;
  const effects = useMemo(
    () => (phase ? ranked(phase, name, intervals ?? new Map()) : []),
    [phase, name, intervals],
  );
  if (!phase) return null;
  const year = phases.length > 1 ? String(phase.year) : "";
  const parties = assessment.parties.map((one) => ({ ...one, name: name(one.code) }));
  return (
    <article className="answer">
      <h2 lang={text_language(words, assessment.title)}>{text_of(words, assessment.title)}</h2>
      <OtherChange change={change} />
      <div className="board-line">
        <YearChoice phases={phases} shown={phase} />
        <DataLinks path={path("scenarios", assessment.scenario)} query={{ change }} />
      </div>
      <h3>{words.t("assess.summary")}</h3>
      <SummaryTable phase={phase} assessment={assessment} name={name} />
      <h3>
        {words.t("assess.chart.title")} {year && <span className="quiet count">{year}</span>}
      </h3>
      {phase === last ? (
        <DrawProgress drawing={drawing} stop={stop} />
      ) : (
        <p className="quiet">{words.t("assess.interval.last")}</p>
      )}
      <div className="reading-body">
        <div className="reading-main">
          <EffectChart assessment={assessment} effects={effects} year={year} />
        </div>
        <Limits assessment={assessment} />
      </div>
      <EffectTable assessment={assessment} effects={effects} />
      <h3>{words.t("assess.matrix")}</h3>
      <Matrix
        total={assessment.matrix}
        sectors={assessment.sectors}
        parties={parties}
        unit={words.coded("unit", assessment.unit)}
      />
      <Assumed assessment={assessment} name={name} />
      <Proofs assessment={assessment} phase={phase} />
    </article>
  );
}
