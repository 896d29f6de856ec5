// SPDX-License-Identifier: Apache-2.0
// The table of pledges: one group of rows a pledge, one row a reading.
import { useDirectory } from "../association.ts";
import { amount, date, period_key, text_language, text_of } from "../format.ts";
import { useWords } from "../messages/index.ts";
import { pledge_path, reading_path } from "../paths.ts";
import { flag_sentences } from "../flags.ts";
import { awaited, periods_left, reading_scale, target_text, unit_of } from "../reading.ts";
import type { Account, PledgeSummary } from "../types.ts";
import { today, useAsOf } from "./as_of.tsx";
import { Link } from "./link.tsx";
import { BasisLabel, Disagree, ShareBar, VerdictChip, WithdrawnChip } from "./verdict.tsx";

function PledgeCell({ pledge }: { pledge: PledgeSummary }) {
  const words = useWords();
  const directory = useDirectory();
  return (
    <>
      <Link to={pledge_path(pledge.pledge)} className="pledge-title">
        <span lang={text_language(words, pledge.title)}>{text_of(words, pledge.title)}</span>
      </Link>
      <span className="pledge-facts">
        {pledge.kind !== "pledge" && <span className="tag">{words.t(`kind.${pledge.kind}`)}</span>}
        {pledge.state !== "current" && (
          <span className="tag">{words.t(`pledge.state.${pledge.state}`)}</span>
        )}
        <span>
          {pledge.by.map((code) => directory.name(words, code)).join(", ") ||
            words.t("pledge.by_all")}
        </span>
        <span>{date(words, pledge.date)}</span>
        {pledge.due && (
          <span>
            {words.t("pledge.due")}: {date(words, pledge.due)}
          </span>
        )}
      </span>
      {pledge.disagree && <Disagree />}
    </>
  );
}

function ValueCell({ account }: { account: Account }) {
  const words = useWords();
  const scale = reading_scale(words, account);
  const target = target_text(words, account, true);
  return (
    <>
      <span className="figure">
        {account.value === undefined
          ? "–"
          : amount(words, account.value, unit_of(account), { scale, short: true })}
      </span>
      {target && <span className="quiet figure-target">{target}</span>}
    </>
  );
}

function ShareCell({ account }: { account: Account }) {
  const words = useWords();
  const elapsed = account.elapsed;
  return (
    <>
      <ShareBar account={account} />
      {elapsed && account.value !== undefined && (
        <span className="quiet small">
          {words.t("board.elapsed", {
            n: elapsed.periods,
            of: words.t(period_key(account.window?.from ?? ""), { n: elapsed.of }),
          })}
        </span>
      )}
    </>
  );
}

function needs_pace(account: Account): boolean {
  return (
    account.state !== "withdrawn" &&
    account.needed_per_period !== undefined &&
    account.needed_per_period !== "0"
  );
}

function PaceCell({ account }: { account: Account }) {
  const words = useWords();
  const scale = reading_scale(words, account);
  const left = periods_left(words, account);
  const late = awaited(words, account, useAsOf() || today());
  return (
    <>
      <span className="figure">
        {amount(words, account.needed_per_period ?? "", unit_of(account), { scale, short: true })}
      </span>
      {left && (
        <span className="quiet small">
          {late ? words.t("board.pace.awaited", { periods: late }) : left}
        </span>
      )}
    </>
  );
}

/** Flags that change what a figure means, and so are said in its row already. */
const telling_flags = ["members-changed", "other-provider", "not-in-dataset"];

function Remarks({ account }: { account: Account }) {
  const words = useWords();
  const directory = useDirectory();
  const late = awaited(words, account, useAsOf() || today());
  const flags = account.flags.filter((flag) => telling_flags.includes(flag.split(":")[0] ?? ""));
  const said = flag_sentences(words, directory, flags);
  if (!late && said.length === 0) return null;
  return (
    <ul className="remarks">
      {late && <li>{words.t("board.awaited", { periods: late })}</li>}
      {said.map((one) => (
        <li key={one}>{one}</li>
      ))}
    </ul>
  );
}

function ReadingCells({ pledge, account }: { pledge: string; account: Account }) {
  const words = useWords();
  const withdrawn = account.state === "withdrawn";
  return (
    <>
      <td data-label={words.t("board.column.reading")}>
        <Link to={reading_path(pledge, account.reading)}>
          <span lang={text_language(words, account.label)}>
            {text_of(words, account.label) || account.reading}
          </span>
        </Link>
        {!withdrawn && <Remarks account={account} />}
      </td>
      <td data-label={words.t("board.column.verdict")}>
        {withdrawn ? <WithdrawnChip /> : <VerdictChip verdict={account.verdict} />}
        {withdrawn ? (
          <span className="basis">{words.t("reading.withdrawn.short")}</span>
        ) : (
          <BasisLabel basis={account.basis} />
        )}
      </td>
      <td className="number" data-label={words.t("board.column.value")}>
        <ValueCell account={account} />
      </td>
      <td data-label={words.t("board.column.share")}>
        {!withdrawn && <ShareCell account={account} />}
      </td>
      <td
        className={needs_pace(account) ? "number" : "number nothing"}
        data-label={words.t("board.column.pace")}
      >
        {needs_pace(account) ? <PaceCell account={account} /> : "–"}
      </td>
    </>
  );
}

function PledgeRows({ pledge }: { pledge: PledgeSummary }) {
  const words = useWords();
  const rows = Math.max(1, pledge.readings.length);
  const head = (
    <th scope="rowgroup" rowSpan={rows}>
      <PledgeCell pledge={pledge} />
    </th>
  );
  if (pledge.readings.length === 0) {
    return (
      <tbody>
        <tr>
          {head}
          <td colSpan={5} className="quiet">
            {words.t("board.no_readings")}
          </td>
        </tr>
      </tbody>
    );
  }
  return (
    <tbody className={pledge.disagree ? "disagreeing" : undefined}>
      {pledge.readings.map((account, index) => (
        <tr
          key={account.reading}
          className={account.state === "withdrawn" ? "withdrawn" : undefined}
        >
          {index === 0 && head}
          <ReadingCells pledge={pledge.pledge} account={account} />
        </tr>
      ))}
    </tbody>
  );
}

export function BoardTable({ pledges }: { pledges: PledgeSummary[] }) {
  const words = useWords();
  return (
    <table className="board">
      <caption className="sr-only">{words.t("board.title")}</caption>
      <thead>
        <tr>
          <th scope="col">{words.t("board.column.pledge")}</th>
          <th scope="col">{words.t("board.column.reading")}</th>
          <th scope="col">{words.t("board.column.verdict")}</th>
          <th scope="col" className="number">
            {words.t("board.column.value")}
          </th>
          <th scope="col">{words.t("board.column.share")}</th>
          <th scope="col" className="number">
            {words.t("board.column.pace")}
          </th>
        </tr>
      </thead>
      {pledges.map((pledge) => (
        <PledgeRows key={pledge.pledge} pledge={pledge} />
      ))}
    </table>
  );
}
