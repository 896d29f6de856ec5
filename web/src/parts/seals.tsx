// SPDX-License-Identifier: Apache-2.0
import { api, useResource } from "../api.ts";
import { decimal, instant } from "../format.ts";
import { useWords } from "../messages/index.ts";
import type { SealsPage } from "../types.ts";
import { DataLinks, EntryLink } from "./names.tsx";
import { Facts, Rows } from "./rows.tsx";
import { Await, Empty } from "./states.tsx";

const shown = 10;

/** Who seals the record, and its newest seals. */
export function SealsSection() {
  const words = useWords();
  const resource = useResource<SealsPage>(api("/seals", { count: shown }));
  return (
    <section className="card" aria-label={words.t("seals.title")}>
      <h2>{words.t("seals.title")}</h2>
      <p className="quiet">{words.t("seals.intro")}</p>
      <Await resource={resource}>
        {(data) => (
          <>
            <Facts
              facts={[
                {
                  name: words.t("seals.sealers"),
                  value:
                    data.sealers.length === 0
                      ? words.t("seals.nobody")
                      : data.sealers.map((one) => one.party).join(", "),
                },
                { name: words.t("seals.quorum"), value: decimal(words, String(data.quorum)) },
                {
                  name: words.t("seals.unsealed"),
                  value: words.t("record.entries", { n: data.unsealed }),
                },
              ]}
            />
            {data.seals.length === 0 ? (
              <Empty>{words.t("seals.empty")}</Empty>
            ) : (
              <Rows
                caption={words.t("seals.title")}
                rows={data.seals}
                row_key={(one) => one.entry}
                columns={[
                  {
                    head: words.t("seals.dated"),
                    cell: (one) => <span className="whole">{instant(words, one.dated)}</span>,
                  },
                  {
                    head: words.t("seals.covers"),
                    number: true,
                    cell: (one) => decimal(words, String(one.size)),
                  },
                  {
                    head: words.t("seals.cosigned"),
                    number: true,
                    cell: (one) => words.t("seals.of", { k: one.cosigned, n: one.sealers }),
                  },
                  {
                    head: words.t("column.entry"),
                    number: true,
                    cell: (one) => <EntryLink index={one.entry} />,
                  },
                ]}
              />
            )}
            <DataLinks path="/seals" />
          </>
        )}
      </Await>
    </section>
  );
}
