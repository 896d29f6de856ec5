// SPDX-License-Identifier: Apache-2.0
import { api, useResource } from "../api.ts";
import { useDirectory } from "../association.ts";
import { party_name } from "../format.ts";
import { useWords } from "../messages/index.ts";
import { party_path, pledge_path, reading_path } from "../paths.ts";
import { AsOf, today, useAsOf } from "../parts/as_of.tsx";
import { BoardTable } from "../parts/board_table.tsx";
import { Deliveries } from "../parts/deliveries.tsx";
import { CalendarLink } from "../parts/feeds.tsx";
import { useLabels } from "../parts/labels.ts";
import { Link } from "../parts/link.tsx";
import { Obligations } from "../parts/obligations.tsx";
import { Rows } from "../parts/rows.tsx";
import { StandingTag, Timeline } from "../parts/standings.tsx";
import { Await, Empty } from "../parts/states.tsx";
import { useTitle } from "../parts/title.ts";
import type { PartyPage as Data } from "../types.ts";

function CountedIn({ rows }: { rows: Data["pledges_in"] }) {
  const words = useWords();
  const labels = useLabels();
  if (rows.length === 0) return <Empty>{words.t("party.none_in")}</Empty>;
  return (
    <Rows
      caption={words.t("party.pledges_in")}
      rows={rows}
      row_key={(_, index) => index}
      columns={[
        {
          head: words.t("column.pledge"),
          cell: (one) => <Link to={pledge_path(one.pledge)}>{labels.pledge(one.pledge)}</Link>,
        },
        {
          head: words.t("column.reading"),
          cell: (one) => (
            <Link to={reading_path(one.pledge, one.reading)}>
              {labels.reading(one.pledge, one.reading)}
            </Link>
          ),
        },
        { head: words.t("column.role"), cell: (one) => words.coded("role", one.role) },
      ]}
    />
  );
}

function DeliveryPart({ title, rows }: { title: string; rows: Data["deliveries_in"] }) {
  const words = useWords();
  return (
    <>
      <h2>{title}</h2>
      {rows.length === 0 ? (
        <Empty>{words.t("party.none_deliveries")}</Empty>
      ) : (
        <Deliveries rows={rows} caption={title} pledge />
      )}
    </>
  );
}

function PartyBody({ party }: { party: Data }) {
  const words = useWords();
  const founded = useDirectory().association?.founded;
  const name = party_name(words, party, party.code);
  useTitle(name);
  return (
    <>
      <div className="page-head">
        <div>
          <h1>{name}</h1>
          <p>
            <StandingTag status={party.status_now} />{" "}
            <span className="mono quiet">{party.code}</span>
          </p>
          <CalendarLink of="parties" name={party.code} />
        </div>
        <AsOf shown={today()} />
      </div>
      <h2>{words.t("party.standings")}</h2>
      <Timeline party={party} founded={founded} />
      <Obligations code={party.code} />
      <h2>{words.t("party.pledges_by")}</h2>
      {party.pledges_by.length === 0 ? (
        <Empty>{words.t("party.none_by")}</Empty>
      ) : (
        <BoardTable pledges={party.pledges_by} />
      )}
      <h2>{words.t("party.pledges_in")}</h2>
      <CountedIn rows={party.pledges_in} />
      <DeliveryPart title={words.t("party.deliveries_out")} rows={party.deliveries_out} />
      <DeliveryPart title={words.t("party.deliveries_in")} rows={party.deliveries_in} />
    </>
  );
}

export default function PartyPage({ params }: { params: Record<string, string> }) {
  const words = useWords();
  const code = params["code"] ?? "";
  const as_of = useAsOf();
  useTitle(code);
  const resource = useResource<Data>(api(party_path(code), { as_of }));
  return (
    <>
      <p className="crumb no-print">
        <Link to="/parties">← {words.t("parties.title")}</Link>
      </p>
      <Await resource={resource}>{(party) => <PartyBody party={party} />}</Await>
    </>
  );
}
