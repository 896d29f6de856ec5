// SPDX-License-Identifier: Apache-2.0
// One reading of a pledge: verdict in words, chart, the same numbers, and what it rests on.
import { useEffect, useState } from "react";
import { api, fetch_json } from "../api.ts";
import { useDirectory } from "../association.ts";
import { flag_sentences } from "../flags.ts";
import {
  amount,
  amount_number,
  decimal,
  subtract,
  text_language,
  text_of,
  unit_head,
} from "../format.ts";
import { useWords, type Words } from "../messages/index.ts";
import { dataset_path, path, reading_path } from "../paths.ts";
import { adds_up, explain, period_scale, target_text, unit_of, value_unit } from "../reading.ts";
import type {
  Account,
  DatasetPage,
  PartySet,
  PeriodValue,
  PledgeSummary,
  Texts,
} from "../types.ts";
import { today, useAsOf } from "./as_of.tsx";
import { Chart } from "./chart.tsx";
import { Link } from "./link.tsx";
import { PartyLink } from "./names.tsx";
import { Facts, Rows, type Column } from "./rows.tsx";
import { BasisLabel, ShareBar, VerdictChip, WithdrawnChip } from "./verdict.tsx";

/** Whether the definition of a set only lists its codes, so that the names say the same. */
function only_lists({ text, codes }: PartySet): boolean {
  return text.split(",").sort().join() === [...codes].sort().join();
}

function PartyList({ set }: { set: PartySet }) {
  return (
    <>
      {!only_lists(set) && <span className="quiet">{set.text}</span>}
      <ul className="party-list">
        {set.codes.map((code) => (
          <li key={code}>
            <PartyLink code={code} />
          </li>
        ))}
      </ul>
    </>
  );
}

function measure_of(words: Words, account: Account): string {
  const { from, stage, flow } = account.measure;
  if (from === "deliveries") {
    return words.t("reading.measure.deliveries", {
      flow: words.coded("flow", flow ?? "–"),
      stage: words.coded("stage", stage ?? "–"),
    });
  }
  return words.t(`reading.measure.${from}`);
}

function ReadingFacts({ account }: { account: Account }) {
  const words = useWords();
  const { measure, window } = account;
  const target = target_text(words, account, false);
  const aggregate = account.aggregate && words.t(`aggregate.${account.aggregate}`);
  return (
    <Facts
      facts={[
        {
          name: words.t("reading.measure"),
          value: [measure_of(words, account), aggregate].filter(Boolean).join(", "),
        },
        target && { name: words.t("reading.target"), value: target },
        window && {
          name: words.t("reading.window"),
          value: words.t("reading.window_open", { ...window }),
        },
        account.baseline && {
          name: words.t("reading.baseline"),
          value: words.t("reading.at", {
            value: amount(words, account.baseline.value, unit_of(account)),
            period: account.baseline.period,
          }),
        },
        measure.indicators && {
          name: words.t("reading.indicators"),
          value: <span className="mono">{measure.indicators.join(" + ")}</span>,
        },
        measure.reporters && {
          name: words.t("reading.reporters"),
          value: <PartyList set={measure.reporters} />,
        },
        measure.partners && {
          name: words.t("reading.partners"),
          value: <PartyList set={measure.partners} />,
        },
        account.vintages.length > 0 && {
          name: words.t("reading.vintages"),
          value: account.vintages.map((one) => (
            <span key={one.sha256} className="block">
              <Link to={dataset_path(one.dataset, one.sha256)}>{one.dataset}</Link>{" "}
              <span className="mono quiet">{one.sha256.slice(0, 12)}…</span>
            </span>
          )),
        },
        account.value_date && { name: words.t("reading.value_date"), value: account.value_date },
      ]}
    />
  );
}

function PeriodTable({ account, growing }: { account: Account; growing: string }) {
  const words = useWords();
  const scale = period_scale(words, account);
  const unit = unit_head(words, value_unit(account, growing), scale);
  const head = (name: string) => (unit ? `${name}, ${unit}` : name);
  const number = (text: string | undefined) =>
    text === undefined ? <span className="quiet">–</span> : amount_number(words, text, scale);
  const adding = adds_up(account);
  const columns: Column<PeriodValue>[] = [
    { head: words.t("reading.period"), cell: (one) => one.period },
    {
      head: head(words.t("reading.value")),
      number: true,
      cell: (one) =>
        one.observed ? (
          number(one.value)
        ) : (
          <span className="quiet">{words.t("reading.no_data")}</span>
        ),
    },
  ];
  if (adding) {
    columns.push(
      {
        head: words.t("reading.cumulative"),
        number: true,
        cell: (one) => number(one.observed ? one.cumulative : undefined),
      },
      { head: words.t("reading.needed"), number: true, cell: (one) => number(one.needed) },
      {
        head: words.t("reading.difference"),
        number: true,
        cell: (one) =>
          number(
            one.observed && one.needed !== undefined
              ? subtract(one.cumulative, one.needed)
              : undefined,
          ),
      },
    );
  }
  columns.push({
    head: words.t("how.rows"),
    number: true,
    cell: (one) => decimal(words, String(one.rows)),
  });
  return (
    <details className="numbers" open={account.periods.length <= 8}>
      <summary>{words.t("reading.table")}</summary>
      <Rows
        caption={words.t("reading.table")}
        columns={columns}
        rows={account.periods}
        row_key={(one) => one.period}
      />
    </details>
  );
}

/** Flags in words; those of one kind share a line. */
export function Flags({ flags }: { flags: string[] }) {
  const words = useWords();
  const sentences = flag_sentences(words, useDirectory(), flags);
  if (sentences.length === 0) return null;
  return (
    <div className="flags">
      <strong>{words.t("reading.flags")}</strong>
      <ul>
        {sentences.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
    </div>
  );
}

/** The unit of the values that grow: an account names only that of the growth rate. */
function useGrowingUnit(account: Account): string {
  const [unit, set_unit] = useState("");
  const dataset = account.aggregate === "growth" ? account.measure.dataset : undefined;
  useEffect(() => {
    if (dataset === undefined) return;
    const control = new AbortController();
    fetch_json<DatasetPage>(api(path("datasets", dataset), { count: 1 }), control.signal).then(
      ({ units }) => set_unit(units.length === 1 ? (units[0] ?? "") : ""),
      () => undefined, // The axis then has no unit, as for a dataset with several.
    );
    return () => control.abort();
  }, [dataset]);
  return unit;
}

/** That a reading counts no more, with the reason where the server gives it. */
function WithdrawnNotice({ account }: { account: Account & { withdrawal_reason?: Texts } }) {
  const words = useWords();
  const reason = account.withdrawal_reason;
  return (
    <p className="notice">
      {words.t("reading.withdrawn")}
      {reason && (
        <>
          {" "}
          <span lang={text_language(words, reason)}>{text_of(words, reason)}</span>
        </>
      )}
    </p>
  );
}

export function ReadingSection({ pledge, account }: { pledge: PledgeSummary; account: Account }) {
  const words = useWords();
  const label = text_of(words, account.label) || account.reading;
  const address = reading_path(pledge.pledge, account.reading);
  const day = useAsOf() || today();
  const withdrawn = account.state === "withdrawn";
  const measured = account.periods.some((one) => one.observed);
  const growing = useGrowingUnit(account);
  const source = account.vintages
    .map((one) => `${one.dataset} ${one.sha256.slice(0, 12)}`)
    .join(", ");
  return (
    <section
      className="reading"
      id={account.reading}
      aria-labelledby={`reading-${account.reading}`}
    >
      <header>
        <h3 id={`reading-${account.reading}`} lang={text_language(words, account.label)}>
          {label}
        </h3>
        <p className="verdict-line">
          {withdrawn ? <WithdrawnChip /> : <VerdictChip verdict={account.verdict} />}{" "}
          {!withdrawn && <BasisLabel basis={account.basis} />}
        </p>
      </header>
      {withdrawn && <WithdrawnNotice account={account} />}
      <p className="sentence">{explain(words, account, { day, due: pledge.due })}</p>
      <ShareBar account={account} />
      <div className="reading-body">
        {measured && (
          <div className="reading-main">
            <Chart
              account={account}
              name={`${pledge.pledge}-${account.reading}`}
              title={label}
              source={source}
              growing={growing}
            />
            <PeriodTable account={account} growing={growing} />
          </div>
        )}
        <div className="reading-side">
          <ReadingFacts account={account} />
          <Flags flags={account.flags} />
          {account.rows > 0 && (
            <p className="no-print">
              <Link to={address} className="more" label={`${words.t("reading.explain")}: ${label}`}>
                {words.t("reading.explain")} ({words.t("reading.rows", { n: account.rows })})
              </Link>
            </p>
          )}
        </div>
      </div>
    </section>
  );
}
