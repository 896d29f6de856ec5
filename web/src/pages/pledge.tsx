// SPDX-License-Identifier: Apache-2.0
import { api, useResource } from "../api.ts";
import { date, instant, text_language, text_of } from "../format.ts";
import { useWords } from "../messages/index.ts";
import { is_web_address, pledge_path } from "../paths.ts";
import { AsOf, today, useAsOf } from "../parts/as_of.tsx";
import { Deliveries } from "../parts/deliveries.tsx";
import { Link } from "../parts/link.tsx";
import { act_column, subject_column } from "../parts/acts.tsx";
import { EntryLink, PartyLink } from "../parts/names.tsx";
import { Notes } from "../parts/notes.tsx";
import { ReadingSection } from "../parts/reading_section.tsx";
import { Facts, Rows } from "../parts/rows.tsx";
import { Await, Empty } from "../parts/states.tsx";
import { useTitle } from "../parts/title.ts";
import { Disagree, VerdictChip } from "../parts/verdict.tsx";
import { verdict_order } from "../reading.ts";
import type { HistoryLine, Pledge } from "../types.ts";

function Source({ source }: { source: Pledge["source"] }) {
  return is_web_address(source.url) ? (
    <a href={source.url} rel="noreferrer">
      {source.citation}
    </a>
  ) : (
    source.citation
  );
}

function PledgeFacts({ pledge }: { pledge: Pledge }) {
  const words = useWords();
  return (
    <Facts
      facts={[
        {
          name: words.t("pledge.by"),
          value:
            pledge.by.length === 0
              ? words.t("pledge.by_all")
              : pledge.by.map((code, index) => (
                  <span key={code}>
                    {index > 0 && ", "}
                    <PartyLink code={code} />
                  </span>
                )),
        },
        { name: words.t("pledge.date"), value: date(words, pledge.date) },
        pledge.due !== undefined && { name: words.t("pledge.due"), value: date(words, pledge.due) },
        pledge.kind !== "pledge" && {
          name: words.t("board.kind"),
          value: words.t(`kind.${pledge.kind}`),
        },
        pledge.state !== "current" && {
          name: words.t("pledge.state"),
          value: words.t(`pledge.state.${pledge.state}`),
        },
        { name: words.t("pledge.source"), value: <Source source={pledge.source} /> },
      ]}
    />
  );
}

function History({ rows }: { rows: HistoryLine[] }) {
  const words = useWords();
  return (
    <>
      <h2>{words.t("pledge.history")}</h2>
      <p className="quiet">{words.t("pledge.history.intro")}</p>
      <Rows
        caption={words.t("pledge.history")}
        rows={rows}
        row_key={(one) => one.entry}
        columns={[
          {
            head: words.t("column.entry"),
            number: true,
            cell: (one) => <EntryLink index={one.entry} />,
          },
          {
            head: words.t("column.time"),
            cell: (one) => <span className="whole">{instant(words, one.time)}</span>,
          },
          { head: words.t("column.author"), cell: (one) => one.author },
          act_column(words),
          subject_column(words),
        ]}
      />
    </>
  );
}

function PledgeBody({ pledge }: { pledge: Pledge }) {
  const words = useWords();
  useTitle(text_of(words, pledge.title));
  return (
    <>
      <div className="page-head">
        <div>
          <h1 lang={text_language(words, pledge.title)}>{text_of(words, pledge.title)}</h1>
          <ul className="chips">
            {verdict_order.map((verdict) => {
              const count = pledge.verdicts[verdict];
              return count ? (
                <li key={verdict}>
                  <VerdictChip verdict={verdict} count={count} />
                </li>
              ) : null;
            })}
          </ul>
          {pledge.disagree && <Disagree />}
        </div>
        <AsOf shown={today()} />
      </div>
      <blockquote className="pledge-text" lang={text_language(words, pledge.text)}>
        {text_of(words, pledge.text)}
      </blockquote>
      <PledgeFacts pledge={pledge} />
      <h2>{words.t("pledge.readings")}</h2>
      {pledge.readings.length === 0 && <Empty>{words.t("board.no_readings")}</Empty>}
      {pledge.readings.map((account) => (
        <ReadingSection key={account.reading} pledge={pledge} account={account} />
      ))}
      <h2>{words.t("pledge.deliveries")}</h2>
      {pledge.deliveries.length === 0 ? (
        <Empty>{words.t("pledge.no_deliveries")}</Empty>
      ) : (
        <Deliveries rows={pledge.deliveries} caption={words.t("pledge.deliveries")} />
      )}
      <Notes title={words.t("pledge.notes")} notes={pledge.notes} />
      <History rows={pledge.history} />
    </>
  );
}

export default function PledgePage({ params }: { params: Record<string, string> }) {
  const words = useWords();
  const id = params["id"] ?? "";
  const as_of = useAsOf();
  useTitle(id);
  const resource = useResource<Pledge>(api(pledge_path(id), { as_of }));
  return (
    <>
      <p className="crumb no-print">
        <Link to="/">← {words.t("pledge.other")}</Link>
      </p>
      <Await resource={resource}>{(pledge) => <PledgeBody pledge={pledge} />}</Await>
    </>
  );
}
