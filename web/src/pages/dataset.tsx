// SPDX-License-Identifier: Apache-2.0
import { useEffect } from "react";
import { api, fetch_json, useResource } from "../api.ts";
import { useDirectory } from "../association.ts";
import { bytes, date, decimal, text_language, text_of } from "../format.ts";
import { useWords } from "../messages/index.ts";
import { is_web_address, path, reading_path } from "../paths.ts";
import { useLabels } from "../parts/labels.ts";
import { Link } from "../parts/link.tsx";
import { dataset_facts } from "../parts/dataset_facts.tsx";
import { DataLinks, EntryLink } from "../parts/names.tsx";
import { Facts, page_size, Pager, Rows, useOffset } from "../parts/rows.tsx";
import { Await, Empty } from "../parts/states.tsx";
import { useTitle } from "../parts/title.ts";
import { set_query, useAddress } from "../router.ts";
import type { DatasetPage as Data, Vintage } from "../types.ts";

/** The name of a file, leading to its rows unless they are shown already or not here. */
function VintageFile({ vintage, shown }: { vintage: Vintage; shown: boolean }) {
  const words = useWords();
  if (shown || vintage.sha256 === "") return <span className="mono">{vintage.file_name}</span>;
  return (
    <button
      type="button"
      className="plain mono"
      title={words.t("data.show_rows")}
      onClick={() => set_query({ vintage: vintage.sha256, offset: "", line: "" }, true)}
    >
      {vintage.file_name}
    </button>
  );
}

function Vintages({ vintages, shown }: { vintages: Vintage[]; shown: string | undefined }) {
  const words = useWords();
  return (
    <Rows
      caption={words.t("data.vintages")}
      rows={vintages}
      row_key={(one) => one.entry}
      columns={[
        {
          head: words.t("data.file"),
          cell: (one) => (
            <>
              <VintageFile vintage={one} shown={one.sha256 === shown} />{" "}
              {one.current && <span className="tag">{words.t("data.current")}</span>}
              <span className="basis">{bytes(words, one.bytes)}</span>
            </>
          ),
        },
        { head: words.t("data.retrieved"), cell: (one) => date(words, one.retrieved) },
        {
          head: words.t("column.period"),
          cell: (one) =>
            one.first && one.last
              ? words.t("data.span", { first: one.first, last: one.last })
              : "–",
        },
        {
          head: words.t("data.preview"),
          number: true,
          cell: (one) =>
            one.observations === undefined || one.series === undefined ? (
              <span className="quiet">{words.t("data.absent")}</span>
            ) : (
              <>
                {words.t("data.observations", { n: one.observations })}
                <span className="basis">{words.t("data.series", { n: one.series })}</span>
              </>
            ),
        },
        {
          head: words.t("data.sha256"),
          cell: (one) => (
            <>
              <span className="mono block">{one.sha256 || "–"}</span>
              <span className="basis">
                {words.t("data.salted")} <span className="mono">{one.blob}</span>
              </span>
            </>
          ),
        },
        {
          head: words.t("column.entry"),
          number: true,
          cell: (one) => <EntryLink index={one.entry} />,
        },
      ]}
    />
  );
}

function Preview({ dataset, line }: { dataset: Data; line: number | undefined }) {
  const words = useWords();
  const directory = useDirectory();
  if (dataset.rows.length === 0) return <Empty>{words.t("state.empty")}</Empty>;
  return (
    <>
      <Rows
        caption={words.t("data.preview")}
        rows={dataset.rows}
        row_key={(row) => row.line}
        row_class={(row) => (row.line === line ? "sought" : undefined)}
        columns={[
          {
            head: words.t("column.indicator"),
            cell: (row) => <span className="mono">{row.indicator}</span>,
          },
          { head: words.t("column.reporter"), cell: (row) => directory.name(words, row.reporter) },
          {
            head: words.t("column.partner"),
            cell: (row) => (row.partner ? directory.name(words, row.partner) : "–"),
          },
          { head: words.t("column.period"), cell: (row) => row.period },
          { head: words.t("column.value"), number: true, cell: (row) => decimal(words, row.value) },
          { head: words.t("column.unit"), cell: (row) => row.unit },
          { head: words.t("column.status"), cell: (row) => row.status || "–" },
          { head: words.t("column.line"), number: true, cell: (row) => row.line },
        ]}
      />
      <Pager all={dataset.rows_total} shown={dataset.rows.length} />
    </>
  );
}

function UsedBy({ rows }: { rows: Data["used_by"] }) {
  const words = useWords();
  const labels = useLabels();
  if (rows.length === 0) return <p className="quiet">{words.t("data.not_used")}</p>;
  return (
    <ul className="plain-list">
      {rows.map((one) => (
        <li key={`${one.pledge}/${one.reading}`}>
          <Link to={reading_path(one.pledge, one.reading)}>
            {labels.pledge(one.pledge)}: {labels.reading(one.pledge, one.reading)}
          </Link>
        </li>
      ))}
    </ul>
  );
}

function DatasetBody({ dataset, asked }: { dataset: Data; asked: string }) {
  const words = useWords();
  const line = useLine();
  const found = dataset.rows.some((row) => row.line === line);
  useEffect(() => {
    if (found) document.querySelector("tr.sought")?.scrollIntoView({ block: "center" });
  }, [found, line]);
  const title = text_of(words, dataset.title);
  useTitle(title);
  const shown = asked || dataset.vintages.find((one) => one.current)?.sha256;
  return (
    <>
      <h1 lang={text_language(words, dataset.title)}>{title}</h1>
      <Facts
        facts={[
          ...dataset_facts(words, dataset),
          is_web_address(dataset.source.url) && {
            name: words.t("data.website"),
            value: (
              <a href={dataset.source.url} rel="noreferrer">
                {dataset.source.url}
              </a>
            ),
          },
        ]}
      />
      <h2>{words.t("data.vintages")}</h2>
      <Vintages vintages={dataset.vintages} shown={shown} />
      <p className="quiet small">{words.t("data.salted.help")}</p>
      <h2>{words.t("data.used_by")}</h2>
      <UsedBy rows={dataset.used_by} />
      <h2>
        {words.t("data.preview")}{" "}
        <span className="quiet count">{decimal(words, String(dataset.rows_total))}</span>
      </h2>
      <DataLinks path={path("datasets", dataset.dataset)} query={{ vintage: asked }} />
      {line !== undefined && (
        <p className="notice" role="status">
          {words.t(found ? "data.line" : "data.line.absent", { line })}
        </p>
      )}
      <Preview dataset={dataset} line={line} />
    </>
  );
}

/** The line of the file that the address asks for. */
function useLine(): number | undefined {
  const text = useAddress().query.get("line") ?? "";
  return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : undefined;
}

const search_size = 1000;

/** From which row on the line is shown, searched through the rows; nothing if it has no row. */
async function offset_of(
  line: number,
  rows_at: (offset: number) => Promise<Data>,
): Promise<number | undefined> {
  for (let offset = 0; ; offset += search_size) {
    const { rows, rows_total } = await rows_at(offset);
    const index = rows.findIndex((row) => row.line === line);
    if (index >= 0) return Math.floor((offset + index) / page_size) * page_size;
    if (rows.length === 0 || offset + rows.length >= rows_total) return undefined;
  }
}

/** Turns to the page of rows with the line asked for, unless the address names a page. */
function useTurnToLine(id: string, vintage: string): void {
  const line = useLine();
  const given = useAddress().query.has("offset");
  useEffect(() => {
    if (line === undefined || given) return;
    const control = new AbortController();
    const rows_at = (offset: number) =>
      fetch_json<Data>(
        api(path("datasets", id), { vintage, offset, count: search_size }),
        control.signal,
      );
    offset_of(line, rows_at).then(
      (offset) => offset && set_query({ offset: String(offset) }),
      () => undefined, // The rows themselves then say that the server does not answer.
    );
    return () => control.abort();
  }, [line, given, id, vintage]);
}

export default function DatasetPage({ params }: { params: Record<string, string> }) {
  const words = useWords();
  const id = params["dataset"] ?? "";
  const asked = useAddress().query.get("vintage") ?? "";
  const offset = useOffset();
  useTurnToLine(id, asked);
  useTitle(id);
  const query = { vintage: asked, offset, count: page_size };
  const resource = useResource<Data>(api(path("datasets", id), query));
  return (
    <>
      <p className="crumb no-print">
        <Link to="/data">← {words.t("data.title")}</Link>
      </p>
      <Await resource={resource}>
        {(dataset) => <DatasetBody dataset={dataset} asked={asked} />}
      </Await>
    </>
  );
}
