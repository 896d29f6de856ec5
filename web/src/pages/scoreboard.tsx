// SPDX-License-Identifier: Apache-2.0
// Every pledge with its readings side by side. Needs no chart code.
import { useEffect, useState, useSyncExternalStore } from "react";
import { api, useResource } from "../api.ts";
import { useDirectory } from "../association.ts";
import { kinds, orders, shown_of, standing_readings, view_of, type View } from "../board.ts";
import { text_of } from "../format.ts";
import { useWords } from "../messages/index.ts";
import { AsOf, useAsOf } from "../parts/as_of.tsx";
import { BoardTable } from "../parts/board_table.tsx";
import { DataLinks } from "../parts/names.tsx";
import { Await, Empty } from "../parts/states.tsx";
import { useTitle } from "../parts/title.ts";
import { VerdictChip } from "../parts/verdict.tsx";
import { verdict_order } from "../reading.ts";
import { set_query, useAddress } from "../router.ts";
import type { PledgeSummary, Scoreboard as Board } from "../types.ts";

/** The pledges as filtered and ordered; searched by title in every language, parties and codes. */
function useShown(pledges: PledgeSummary[], view: View): PledgeSummary[] {
  const words = useWords();
  const directory = useDirectory();
  const searched = (pledge: PledgeSummary) => [
    pledge.pledge,
    ...Object.values(pledge.title),
    ...pledge.by.flatMap((code) => [code, directory.name(words, code)]),
    ...pledge.readings.flatMap((one) => [one.reading, text_of(words, one.label)]),
  ];
  const language = {
    locale: words.locale,
    title: (pledge: PledgeSummary) => text_of(words, pledge.title),
    words: (pledge: PledgeSummary) => searched(pledge).join("\n"),
  };
  return shown_of(language, pledges, view);
}

/** A search box that writes to the address when the reader pauses. */
function Search({ text }: { text: string }) {
  const words = useWords();
  const [typed, set_typed] = useState(text);
  useEffect(() => set_typed(text), [text]);
  useEffect(() => {
    if (typed === text) return;
    const timer = setTimeout(() => set_query({ q: typed }), 200);
    return () => clearTimeout(timer);
  }, [typed, text]);
  return (
    <label className="field grow">
      <span>{words.t("board.search")}</span>
      <input
        type="search"
        value={typed}
        placeholder={words.t("board.search.hint")}
        onChange={(event) => set_typed(event.target.value)}
      />
    </label>
  );
}

interface Option {
  value: string;
  label: string;
}

function Choice(props: { label: string; name: string; value: string; options: Option[] }) {
  const words = useWords();
  return (
    <label className="field">
      <span>{props.label}</span>
      <select
        value={props.value}
        onChange={(event) => set_query({ [props.name]: event.target.value })}
      >
        <option value="">{words.t("board.any")}</option>
        {props.options.map((one) => (
          <option key={one.value} value={one.value}>
            {one.label}
          </option>
        ))}
      </select>
    </label>
  );
}

function SortChoice({ view }: { view: View }) {
  const words = useWords();
  const value = (view.descending ? "-" : "") + view.order;
  return (
    <label className="field">
      <span>{words.t("board.sort")}</span>
      <select
        value={value}
        onChange={(event) =>
          set_query({ sort: event.target.value === "date" ? "" : event.target.value })
        }
      >
        {orders.flatMap((order) =>
          ["", "-"].map((sign) => (
            <option key={sign + order} value={sign + order}>
              {words.t(`board.sort.${order}`)},{" "}
              {words.t(sign ? "board.sort.descending" : "board.sort.ascending")}
            </option>
          )),
        )}
      </select>
    </label>
  );
}

function Filters({ board, view }: { board: Board; view: View }) {
  const words = useWords();
  const directory = useDirectory();
  const wide = useWide();
  const parties = [...new Set(board.pledges.flatMap((pledge) => pledge.by))]
    .map((code) => ({ value: code, label: directory.name(words, code) }))
    .sort((a, b) => a.label.localeCompare(b.label, words.locale));
  const filtered = view.text || view.verdict || view.kind || view.party || view.disagree;
  const form = (
    <form className="filters no-print" role="search" onSubmit={(event) => event.preventDefault()}>
      <Search text={view.text} />
      <Choice
        label={words.t("board.verdict")}
        name="verdict"
        value={view.verdict}
        options={verdict_order.map((value) => ({ value, label: words.t(`verdict.${value}`) }))}
      />
      <Choice
        label={words.t("board.kind")}
        name="kind"
        value={view.kind}
        options={kinds.map((value) => ({ value, label: words.t(`kind.${value}`) }))}
      />
      <Choice label={words.t("board.party")} name="party" value={view.party} options={parties} />
      <SortChoice view={view} />
      <label className="check">
        <input
          type="checkbox"
          checked={view.disagree}
          onChange={(event) => set_query({ disagree: event.target.checked ? "yes" : "" })}
        />
        <span>{words.t("board.only_disagree")}</span>
      </label>
      {filtered && (
        <button
          type="button"
          className="plain"
          onClick={() => set_query({ q: "", verdict: "", kind: "", party: "", disagree: "" })}
        >
          {words.t("board.clear")}
        </button>
      )}
    </form>
  );
  // On a narrow window they would push the pledges out of sight.
  if (wide) return form;
  return (
    <details className="fold no-print">
      <summary>
        {words.t("board.filters")}
        {filtered && <span className="tag">{words.t("board.filtered")}</span>}
      </summary>
      {form}
    </details>
  );
}

/** Whether the window has room for all filters at once. */
function useWide(): boolean {
  const [query] = useState(() => matchMedia("(min-width: 40.01rem), print"));
  return useSyncExternalStore(
    (changed) => {
      query.addEventListener("change", changed);
      return () => query.removeEventListener("change", changed);
    },
    () => query.matches,
  );
}

/** How many readings have which verdict, over the whole board; what was withdrawn apart. */
function Counts({ pledges }: { pledges: PledgeSummary[] }) {
  const words = useWords();
  const readings = pledges.flatMap(standing_readings);
  const all = pledges.reduce((sum, pledge) => sum + pledge.readings.length, 0);
  const withdrawn = all - readings.length;
  return (
    <div className="counts">
      <p>
        <strong>{words.t("board.pledges", { n: pledges.length })}</strong>
        <span className="quiet"> · {words.t("board.readings", { n: readings.length })}</span>
        {withdrawn > 0 && (
          <span className="quiet"> · {words.t("board.withdrawn", { n: withdrawn })}</span>
        )}
      </p>
      <ul className="chips">
        {verdict_order.map((verdict) => {
          const count = readings.filter((one) => one.verdict === verdict).length;
          return count > 0 ? (
            <li key={verdict}>
              <VerdictChip verdict={verdict} count={count} />
            </li>
          ) : null;
        })}
      </ul>
    </div>
  );
}

function BoardBody({ board }: { board: Board }) {
  const words = useWords();
  const view = view_of(useAddress().query);
  const shown = useShown(board.pledges, view);
  if (board.pledges.length === 0) return <Empty>{words.t("board.empty")}</Empty>;
  return (
    <>
      <Counts pledges={board.pledges} />
      <Filters board={board} view={view} />
      <div className="board-line">
        <p aria-live="polite" role="status" className="quiet">
          {words.t("board.shown", { n: shown.length, all: board.pledges.length })}
        </p>
        <DataLinks path="/scoreboard" query={{ as_of: board.as_of }} />
      </div>
      {shown.length === 0 ? <Empty>{words.t("board.none")}</Empty> : <BoardTable pledges={shown} />}
      <p className="quiet small">{words.t("board.legend.elapsed")}</p>
    </>
  );
}

export function Scoreboard() {
  const words = useWords();
  const as_of = useAsOf();
  const board = useResource<Board>(api("/scoreboard", { as_of }));
  useTitle(words.t("nav.scoreboard"));
  return (
    <>
      <div className="page-head">
        <div>
          <h1>{words.t("board.title")}</h1>
          <p className="lead">{words.t("board.intro")}</p>
        </div>
        <AsOf board shown={board.state === "ready" ? board.data.as_of : undefined} />
      </div>
      <Await resource={board}>{(data) => <BoardBody board={data} />}</Await>
    </>
  );
}
