// SPDX-License-Identifier: Apache-2.0
import { api, useResource } from "../api.ts";
import { useDirectory } from "../association.ts";
import { party_name } from "../format.ts";
import { useWords, type Words } from "../messages/index.ts";
import { AsOf, today, useAsOf } from "../parts/as_of.tsx";
import { Link } from "../parts/link.tsx";
import { Rows } from "../parts/rows.tsx";
import { standing_on, StandingTag, Timeline } from "../parts/standings.tsx";
import { Await } from "../parts/states.tsx";
import { useTitle } from "../parts/title.ts";
import type { Party } from "../types.ts";

const rank = ["member", "observer", "dialogue-partner", "guest", "withdrawn"];

/** Members first, then by name as the reader's language sorts it. */
function ordered(words: Words, parties: Party[], day: string): Party[] {
  const place = (party: Party) => {
    const status = standing_on(party, day);
    return status ? rank.indexOf(status) : rank.length;
  };
  return [...parties].sort(
    (a, b) =>
      place(a) - place(b) ||
      party_name(words, a, a.code).localeCompare(party_name(words, b, b.code), words.locale),
  );
}

export default function PartiesPage() {
  const words = useWords();
  const as_of = useAsOf();
  const day = as_of || today();
  const founded = useDirectory().association?.founded;
  const resource = useResource<{ parties: Party[] }>(api("/parties", { as_of }));
  useTitle(words.t("parties.title"));
  return (
    <>
      <div className="page-head">
        <div>
          <h1>{words.t("parties.title")}</h1>
          <p className="lead">{words.t("parties.intro")}</p>
        </div>
        <AsOf shown={day} />
      </div>
      <Await resource={resource}>
        {(data) => (
          <>
            <div className="board-line">
              <p className="quiet">{words.t("parties.count", { n: data.parties.length })}</p>
              <p className="links no-print">
                <a href={api("/parties.csv", { as_of })}>{words.t("link.csv")}</a>
                <a href={api("/parties", { as_of })}>{words.t("link.json")}</a>
              </p>
            </div>
            <Rows
              caption={words.t("parties.title")}
              rows={ordered(words, data.parties, day)}
              row_key={(party) => party.code}
              columns={[
                {
                  head: words.t("column.party"),
                  cell: (party) => (
                    <Link to={`/parties/${encodeURIComponent(party.code)}`}>
                      {party_name(words, party, party.code)}
                    </Link>
                  ),
                },
                {
                  head: words.t("column.code"),
                  cell: (party) => <span className="mono">{party.code}</span>,
                },
                {
                  head: words.t("column.standing"),
                  cell: (party) => <StandingTag status={standing_on(party, day)} />,
                },
                {
                  head: words.t("party.standings"),
                  cell: (party) => <Timeline party={party} founded={founded} />,
                },
              ]}
            />
          </>
        )}
      </Await>
    </>
  );
}
