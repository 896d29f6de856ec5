// SPDX-License-Identifier: Apache-2.0
// From a figure back to the rows it came from.
import { api, useResource } from "../api.ts";
import { useDirectory } from "../association.ts";
import { amount, decimal, unscaled, text_language, text_of } from "../format.ts";
import { useWords } from "../messages/index.ts";
import { dataset_path, pledge_path, reading_path } from "../paths.ts";
import { AsOf, today, useAsOf } from "../parts/as_of.tsx";
import { Link } from "../parts/link.tsx";
import { DataLinks } from "../parts/names.tsx";
import { Flags } from "../parts/reading_section.tsx";
import { Facts, page_size, Pager, Rows, useOffset, type Column } from "../parts/rows.tsx";
import { Await, Empty } from "../parts/states.tsx";
import { useTitle } from "../parts/title.ts";
import { BasisLabel, VerdictChip, WithdrawnChip } from "../parts/verdict.tsx";
import { explain } from "../reading.ts";
import type { Account, Explanation, ExplainRow, Pledge } from "../types.ts";

function useStatisticColumns(): Column<ExplainRow>[] {
  const words = useWords();
  const directory = useDirectory();
  const name = (code: string | undefined) => (code ? directory.name(words, code) : "–");
  return [
    {
      head: words.t("column.indicator"),
      cell: (row) => <span className="mono">{row.indicator}</span>,
    },
    { head: words.t("column.reporter"), cell: (row) => name(row.reporter) },
    { head: words.t("column.partner"), cell: (row) => name(row.partner) },
    { head: words.t("column.period"), cell: (row) => row.period },
    { head: words.t("column.value"), number: true, cell: (row) => decimal(words, row.value) },
    {
      head: words.t("column.counted"),
      number: true,
      cell: (row) => decimal(words, row.counted),
    },
    { head: words.t("column.unit"), cell: (row) => row.unit },
    {
      head: words.t("how.source_line"),
      cell: (row) => (
        <span className="mono">
          <Link to={dataset_path(row.dataset ?? "", row.vintage, row.line)}>
            {row.file}
            {row.line !== undefined && `:${row.line}`}
          </Link>
        </span>
      ),
    },
  ];
}

function useDeliveryColumns(): Column<ExplainRow>[] {
  const words = useWords();
  const figure = (text: string, unit: string) => amount(words, text, unit, { scale: unscaled });
  return [
    {
      head: words.t("column.delivery"),
      cell: (row) => <span className="mono">{row.delivery}</span>,
    },
    { head: words.t("column.date"), cell: (row) => row.period },
    { head: words.t("column.quantity"), number: true, cell: (row) => figure(row.value, row.unit) },
    { head: words.t("column.counted"), number: true, cell: (row) => figure(row.counted, row.unit) },
  ];
}

function ExplainRows({ explanation }: { explanation: Explanation }) {
  const words = useWords();
  const statistics = useStatisticColumns();
  const deliveries = useDeliveryColumns();
  if (explanation.rows.length === 0) return <Empty>{words.t("how.none")}</Empty>;
  const of_deliveries = explanation.rows.some((row) => row.delivery !== undefined);
  return (
    <>
      <Rows
        caption={words.t("how.rows")}
        columns={of_deliveries ? deliveries : statistics}
        rows={explanation.rows}
        row_key={(_, index) => index}
      />
      <Pager all={explanation.rows_total} shown={explanation.rows.length} />
    </>
  );
}

function Figure({
  account,
  explanation,
}: {
  account: Account | undefined;
  explanation: Explanation;
}) {
  const words = useWords();
  return (
    <Facts
      facts={[
        {
          name: words.t("how.formula"),
          value: <span className="mono">{explanation.formula}</span>,
        },
        explanation.value !== undefined && {
          name: words.t("how.result"),
          value: (
            <>
              <span className="figure">{decimal(words, explanation.value)}</span>{" "}
              <span className="quiet">{explanation.unit ?? account?.unit}</span>
            </>
          ),
        },
        account && {
          name: words.t("column.reading"),
          value: (
            <span lang={text_language(words, account.label)}>{text_of(words, account.label)}</span>
          ),
        },
      ]}
    />
  );
}

export default function ExplainPage({ params }: { params: Record<string, string> }) {
  const words = useWords();
  const id = params["id"] ?? "";
  const rid = params["rid"] ?? "";
  const [as_of, offset] = [useAsOf(), useOffset()];
  const pledge = useResource<Pledge>(api(pledge_path(id), { as_of }));
  const how = `${reading_path(id, rid)}/explain`;
  const explanation = useResource<Explanation>(api(how, { as_of, offset, count: page_size }));
  const account =
    pledge.state === "ready" ? pledge.data.readings.find((one) => one.reading === rid) : undefined;
  const label = account ? text_of(words, account.label) : rid;
  useTitle(`${words.t("how.title")}: ${label}`);
  return (
    <>
      <p className="crumb no-print">
        <Link to={pledge_path(id)}>← {words.t("how.back")}</Link>
      </p>
      <div className="page-head">
        <div>
          <h1>{words.t("how.title")}</h1>
          {pledge.state === "ready" && (
            <p className="lead" lang={text_language(words, pledge.data.title)}>
              {text_of(words, pledge.data.title)}
            </p>
          )}
        </div>
        <AsOf shown={today()} />
      </div>
      {account && pledge.state === "ready" && (
        <>
          <p className="verdict-line">
            {account.state === "withdrawn" ? (
              <WithdrawnChip />
            ) : (
              <VerdictChip verdict={account.verdict} />
            )}{" "}
            <BasisLabel basis={account.basis} />
          </p>
          <p className="sentence">
            {explain(words, account, { day: as_of || today(), due: pledge.data.due })}
          </p>
        </>
      )}
      <Await resource={explanation}>
        {(data) => (
          <>
            <Figure account={account} explanation={data} />
            {account && <Flags flags={account.flags} />}
            <h2>
              {words.t("how.rows")}{" "}
              <span className="quiet count">{decimal(words, String(data.rows_total))}</span>
            </h2>
            <p className="quiet">{words.t("how.rows.intro")}</p>
            <DataLinks path={how} query={{ as_of }} />
            <ExplainRows explanation={data} />
          </>
        )}
      </Await>
    </>
  );
}
