// SPDX-License-Identifier: Apache-2.0
import { api, useResource } from "../api.ts";
import { text_of } from "../format.ts";
import { useWords, type Words } from "../messages/index.ts";
import { AsOf, useAsOf } from "../parts/as_of.tsx";
import { InstrumentMatrix, StandingLegend } from "../parts/instrument_matrix.tsx";
import { DataLinks } from "../parts/names.tsx";
import { Await, Empty } from "../parts/states.tsx";
import { useTitle } from "../parts/title.ts";
import { set_query, useAddress } from "../router.ts";
import type { InstrumentLine, InstrumentMatrix as Data } from "../types.ts";

/** Those in which the words of a search occur, in a title of any language or in the name. */
function found(lines: InstrumentLine[], search: string): InstrumentLine[] {
  const wanted = search.toLowerCase().split(/\s+/).filter(Boolean);
  return lines.filter((line) => {
    const text = [line.instrument, ...Object.values(line.title)].join(" ").toLowerCase();
    return wanted.every((word) => text.includes(word));
  });
}

/** The oldest first, those without a day last; by title where the days are equal. */
function ordered(words: Words, lines: InstrumentLine[]): InstrumentLine[] {
  const day = (line: InstrumentLine) => line.concluded ?? "9999";
  return [...lines].sort(
    (a, b) =>
      day(a).localeCompare(day(b)) ||
      text_of(words, a.title).localeCompare(text_of(words, b.title), words.locale),
  );
}

function Choices({ search, all }: { search: string; all: boolean }) {
  const words = useWords();
  return (
    <p className="matrix-choices no-print">
      <label className="field">
        <span>{words.t("board.search")}</span>
        <input
          type="search"
          value={search}
          onChange={(event) => set_query({ q: event.target.value })}
        />
      </label>
      <label className="field">
        <span>{words.t("parties.title")}</span>
        <select
          value={all ? "all" : ""}
          onChange={(event) => set_query({ parties: event.target.value })}
        >
          <option value="">{words.t("instruments.active")}</option>
          <option value="all">{words.t("instruments.all")}</option>
        </select>
      </label>
    </p>
  );
}

function Register({ data, on }: { data: Data; on: string }) {
  const words = useWords();
  const { query } = useAddress();
  const search = query.get("q") ?? "";
  const all = query.get("parties") === "all";
  const lines = ordered(words, found(data.instruments, search));
  if (data.instruments.length === 0) return <Empty>{words.t("instruments.empty")}</Empty>;
  return (
    <>
      <Choices search={search} all={all} />
      <div className="board-line">
        <p className="quiet" role="status">
          {words.t("instruments.count", { n: lines.length })}
        </p>
        <DataLinks path="/instruments-matrix" query={{ on }} />
      </div>
      {lines.length === 0 ? (
        <Empty>{words.t("instruments.none")}</Empty>
      ) : (
        <InstrumentMatrix matrix={data} lines={lines} all={all} />
      )}
      <h2>{words.t("instruments.legend")}</h2>
      <StandingLegend />
    </>
  );
}

export default function InstrumentsPage() {
  const words = useWords();
  const on = useAsOf();
  const resource = useResource<Data>(api("/instruments-matrix", { on }));
  useTitle(words.t("instruments.title"));
  return (
    <>
      <div className="page-head">
        <div>
          <h1>{words.t("instruments.title")}</h1>
          <p className="lead">{words.t("instruments.intro")}</p>
        </div>
        <AsOf shown={resource.state === "ready" ? resource.data.on : undefined} />
      </div>
      <Await resource={resource}>{(data) => <Register data={data} on={on} />}</Await>
    </>
  );
}
