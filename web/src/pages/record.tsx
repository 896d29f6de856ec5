// SPDX-License-Identifier: Apache-2.0
import { api, useResource } from "../api.ts";
import { useDirectory } from "../association.ts";
import { decimal, instant } from "../format.ts";
import { useWords } from "../messages/index.ts";
import { act_column, subject_column } from "../parts/acts.tsx";
import { RecordFeedLink } from "../parts/feeds.tsx";
import { DataLinks, EntryLink } from "../parts/names.tsx";
import { Facts, page_size, Pager, Rows, useOffset } from "../parts/rows.tsx";
import { SealsSection } from "../parts/seals.tsx";
import { Await, Empty } from "../parts/states.tsx";
import { useTitle } from "../parts/title.ts";
import type { EntryList } from "../types.ts";

function CheckpointFacts() {
  const words = useWords();
  const association = useDirectory().association;
  if (!association) return null;
  const { checkpoint } = association;
  return (
    <section className="card" aria-label={words.t("record.checkpoint")}>
      <h2>{words.t("record.checkpoint")}</h2>
      <Facts
        facts={[
          {
            name: words.t("about.origin"),
            value: <span className="mono">{association.origin}</span>,
          },
          {
            name: words.t("record.size"),
            value: words.t("record.entries", { n: checkpoint.size }),
          },
          { name: words.t("record.root"), value: <span className="mono">{checkpoint.root}</span> },
          {
            name: words.t("record.sealed"),
            value: words.coded("about.sealed", association.sealed_by),
          },
          {
            name: words.t("verify.key"),
            value: <span className="mono">{association.depositary_key}</span>,
          },
        ]}
      />
      <p className="links no-print">
        <a href="/log/checkpoint">/log/checkpoint</a>
        <RecordFeedLink />
      </p>
    </section>
  );
}

export default function RecordPage() {
  const words = useWords();
  const offset = useOffset();
  const resource = useResource<EntryList>(api("/entries", { offset, count: page_size }));
  useTitle(words.t("record.title"));
  return (
    <>
      <h1>{words.t("record.title")}</h1>
      <p className="lead">{words.t("record.intro")}</p>
      <CheckpointFacts />
      <SealsSection />
      <Await resource={resource}>
        {(data) => (
          <>
            <div className="board-line">
              <p className="quiet">{words.t("record.entries", { n: data.size })}</p>
              <DataLinks path="/entries" />
            </div>
            {data.entries.length === 0 ? (
              <Empty>{words.t("record.empty")}</Empty>
            ) : (
              <Rows
                caption={words.t("record.title")}
                rows={data.entries}
                row_key={(one) => one.index}
                columns={[
                  {
                    head: words.t("column.entry"),
                    number: true,
                    cell: (one) => <EntryLink index={one.index} />,
                  },
                  {
                    head: words.t("column.time"),
                    cell: (one) => <span className="whole">{instant(words, one.time)}</span>,
                  },
                  { head: words.t("column.author"), cell: (one) => one.author },
                  act_column(words),
                  subject_column(words),
                  {
                    head: words.t("column.bytes"),
                    number: true,
                    cell: (one) => decimal(words, String(one.bytes)),
                  },
                ]}
              />
            )}
            <Pager all={data.size} shown={data.entries.length} />
          </>
        )}
      </Await>
    </>
  );
}
