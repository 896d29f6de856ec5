// SPDX-License-Identifier: Apache-2.0
// What an assessment comes to for each party: ranked bars with intervals, and the same as a table.
import { useCallback, useMemo } from "react";
import { signed, signed_percent } from "../format.ts";
import { useWords, type Words } from "../messages/index.ts";
import type { Drawing, Interval } from "../draws.ts";
import type { Assessment, EffectRow, Phase } from "../types.ts";
import { ChartFrame } from "./chart_frame.tsx";
import { Rows, type Column } from "./rows.tsx";

/** A party's effects, with what it is called and how uncertain they are. */
export interface Effect extends EffectRow {
  name: string;
  interval?: Interval | undefined;
}

/** The largest gain first; equal ones stay in the order of the data. */
export function ranked(
  phase: Phase,
  name: (code: string) => string,
  intervals: ReadonlyMap<string, Interval>,
): Effect[] {
  return phase.effects
    .map((row) => ({ ...row, name: name(row.party), interval: intervals.get(row.party) }))
    .sort((a, b) => Number(b.real_income) - Number(a.real_income));
}

export function interval_text(words: Words, interval: Interval | undefined): string {
  if (!interval) return "–";
  const [low, high] = [interval.low, interval.high].map((one) => signed(words, one.toFixed(8), 2));
  return words.t("assess.interval", { low: low ?? "", high: high ?? "" });
}

function Legend({ intervals }: { intervals: boolean }) {
  const words = useWords();
  return (
    <ul className="legend" aria-hidden="true">
      <li>
        <span className="swatch swatch-member" /> {words.t("assess.legend.named")} ◆
      </li>
      <li>
        <span className="swatch" /> {words.t("assess.legend.others")}
      </li>
      {intervals && (
        <li>
          <span className="swatch swatch-interval" /> {words.t("assess.legend.interval")}
        </li>
      )}
    </ul>
  );
}

interface EffectsProps {
  assessment: Assessment;
  effects: Effect[];
  /** The year of a phase, empty if there is but one. */
  year: string;
}

export function EffectChart({ assessment, effects, year }: EffectsProps) {
  const words = useWords();
  const intervals = effects.some((one) => one.interval);
  const title = words.t("assess.chart.title");
  const description = words.t("assess.chart.describe", { n: effects.length });
  const bars = useMemo(
    () =>
      effects.map((one) => ({
        code: one.party,
        name: one.name,
        member: one.member,
        change: one.real_income,
        interval: one.interval,
      })),
    [effects],
  );
  const draw = useCallback(
    async (room: number) => {
      const chart = await import("../chart/effects.ts");
      return chart.draw(words, bars, description, room);
    },
    [words, bars, description],
  );
  const rows = () => [
    ["party", "named_by_change", "real_income_percent", "p05", "p95"],
    ...effects.map((one) => [
      one.party,
      String(one.member),
      one.real_income,
      one.interval?.low.toFixed(8) ?? "",
      one.interval?.high.toFixed(8) ?? "",
    ]),
  ];
  const file = {
    name: [assessment.scenario, year].filter(Boolean).join("-"),
    title,
    source: `${assessment.scenario} · ${assessment.engine} · ${assessment.year}`,
    rows,
  };
  return <ChartFrame draw={draw} legend={<Legend intervals={intervals} />} file={file} />;
}

export function EffectTable({ assessment, effects }: Omit<EffectsProps, "year">) {
  const words = useWords();
  const unit = words.coded("unit", assessment.unit);
  const percent = (head: string, pick: (one: Effect) => string | undefined): Column<Effect> => ({
    head,
    number: true,
    cell: (one) => {
      const change = pick(one);
      return change === undefined ? "–" : signed_percent(words, change);
    },
  });
  const many = effects.some((one) => one.terms_of_trade !== undefined);
  const columns: Column<Effect>[] = [
    {
      head: words.t("column.party"),
      cell: (one) => (
        <>
          {one.name} {one.member && <span className="tag">{words.t("assess.named")}</span>}
        </>
      ),
    },
    percent(words.t("assess.real_income"), (one) => one.real_income),
    {
      head: words.t("assess.interval.head"),
      number: true,
      cell: (one) => <span className="whole">{interval_text(words, one.interval)}</span>,
    },
    percent(words.t("assess.exports"), (one) => one.exports),
    percent(words.t("assess.imports"), (one) => one.imports),
    percent(words.t("assess.price_index"), (one) => one.price_index),
    {
      head: words.t("assess.real_income_value", { unit }),
      number: true,
      cell: (one) => signed(words, one.real_income_value, 0),
    },
  ];
  if (many) {
    columns.push(
      percent(words.t("assess.terms_of_trade"), (one) => one.terms_of_trade),
      percent(words.t("assess.volume_of_trade"), (one) => one.volume_of_trade),
    );
  }
  return (
    <details className="numbers">
      <summary>{words.t("reading.table")}</summary>
      <Rows
        caption={words.t("assess.effects")}
        columns={columns}
        rows={effects}
        row_key={(one) => one.party}
      />
    </details>
  );
}

/** How far the draws are; the intervals come when the last one is there. */
export function DrawProgress({ drawing, stop }: { drawing: Drawing; stop: () => void }) {
  const words = useWords();
  const { state, done, total, unsolved } = drawing;
  if (state === "done" && total === 0) return <p className="quiet">{words.t("assess.no_draws")}</p>;
  if (state === "done") {
    return (
      <p className="quiet" role="status">
        {words.t("assess.drawn", { n: done })}
        {unsolved > 0 && ` ${words.t("assess.unsolved", { n: unsolved })}`}
      </p>
    );
  }
  if (state !== "running") {
    return (
      <p className="notice" role="status">
        {words.t(state === "failed" ? "assess.draws_failed" : "assess.draws_stopped", {
          done,
          total,
        })}
      </p>
    );
  }
  return (
    <div className="progress no-print">
      <label htmlFor="draws">{words.t("assess.drawing", { done, total: total || "…" })}</label>
      <progress id="draws" value={done} max={total || undefined} />
      <button type="button" className="plain" onClick={stop}>
        {words.t("assess.stop")}
      </button>
    </div>
  );
}
