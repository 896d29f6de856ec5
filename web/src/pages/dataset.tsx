// SPDX-License-Identifier: Apache-2.0
import { api, useResource } from "../api.ts";
import { useDirectory } from "../association.ts";
import { bytes, date, decimal, text_language, text_of } from "../format.ts";
import { useWords } from "../messages/index.ts";
import { is_web_address, path, reading_path } from "../paths.ts";
import { Link } from "../parts/link.tsx";
import { dataset_facts } from "../parts/dataset_facts.tsx";
import { DataLinks, EntryLink } from "../parts/names.tsx";
import { Facts, page_size, Pager, Rows, useOffset } from "../parts/rows.tsx";
import { Await, Empty } from "../parts/states.tsx";
import { useTitle } from "../parts/title.ts";
import { set_query, useAddress } from "../router.ts";
import type { DatasetPage as Data, Vintage } from "../types.ts";

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
              <button
                type="button"
                disabled={one.sha256 === ""}
                className="plain mono"
                aria-pressed={one.sha256 === shown}
                title={words.t("data.show_rows")}
                onClick={() => set_query({ vintage: one.sha256, offset: "" }, true)}
              >
                {one.file_name}
              </button>{" "}
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
        { head: words.t("data.sha256"), cell: (one) => <span className="mono">{one.sha256}</span> },
        {
          head: words.t("column.entry"),
          number: true,
          cell: (one) => <EntryLink index={one.entry} />,
        },
      ]}
    />
  );
}

function Preview({ dataset }: { dataset: Data }) {
  const words = useWords();
  const directory = useDirectory();
  if (dataset.rows.length === 0) return <Empty>{words.t("state.empty")}</Empty>;
  return (
    <>
      <Rows
        caption={words.t("data.preview")}
        rows={dataset.rows}
        row_key={(_, index) => index}
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
  if (rows.length === 0) return <p className="quiet">{words.t("data.not_used")}</p>;
  return (
    <ul className="plain-list">
      {rows.map((one) => (
        <li key={`${one.pledge}/${one.reading}`}>
          <Link to={reading_path(one.pledge, one.reading)}>
            {one.pledge} / {one.reading}
          </Link>
        </li>
      ))}
    </ul>
  );
}

function DatasetBody({ dataset, asked }: { dataset: Data; asked: string }) {
  const words = useWords();
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
      <h2>{words.t("data.used_by")}</h2>
      <UsedBy rows={dataset.used_by} />
      <h2>
        {words.t("data.preview")}{" "}
        <span className="quiet count">{decimal(words, String(dataset.rows_total))}</span>
      </h2>
      <DataLinks path={path("datasets", dataset.dataset)} query={{ vintage: asked }} />
      <Preview dataset={dataset} />
    </>
  );
}

export default function DatasetPage({ params }: { params: Record<string, string> }) {
  const words = useWords();
  const id = params["dataset"] ?? "";
  const asked = useAddress().query.get("vintage") ?? "";
  const offset = useOffset();
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
