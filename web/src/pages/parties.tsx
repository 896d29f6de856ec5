// SPDX-License-Identifier: Apache-2.0
import { api, useResource } from "../api.ts";
import { useDirectory } from "../association.ts";
import { party_name } from "../format.ts";
import { useWords, type Words } from "../messages/index.ts";
import { party_path } from "../paths.ts";
import { AsOf, useAsOf } from "../parts/as_of.tsx";
import { Link } from "../parts/link.tsx";
import { DataLinks } from "../parts/names.tsx";
import { Notes } from "../parts/notes.tsx";
import { Rows } from "../parts/rows.tsx";
import { StandingTag, Timeline } from "../parts/standings.tsx";
import { Await } from "../parts/states.tsx";
import { useTitle } from "../parts/title.ts";
import type { Parties, Party, Status } from "../types.ts";

const rank: Record<Status, number> = {
  member: 0,
  observer: 1,
  "dialogue-partner": 2,
  guest: 3,
  withdrawn: 4,
  "not-yet": 5,
};

/** Members first, then by name as the reader's language sorts it. */
function ordered(words: Words, parties: Party[]): Party[] {
  return [...parties].sort(
    (a, b) =>
      rank[a.status_now] - rank[b.status_now] ||
      party_name(words, a, a.code).localeCompare(party_name(words, b, b.code), words.locale),
  );
}

export default function PartiesPage() {
  const words = useWords();
  const as_of = useAsOf();
  const association = useDirectory().association;
  const resource = useResource<Parties>(api("/parties", { as_of }));
  useTitle(words.t("parties.title"));
  return (
    <>
      <div className="page-head">
        <div>
          <h1>{words.t("parties.title")}</h1>
          <p className="lead">{words.t("parties.intro")}</p>
        </div>
        <AsOf shown={resource.state === "ready" ? resource.data.as_of : undefined} />
      </div>
      <Await resource={resource}>
        {(data) => (
          <>
            <div className="board-line">
              <p className="quiet">{words.t("parties.count", { n: data.parties.length })}</p>
              <DataLinks path="/parties" query={{ as_of }} />
            </div>
            <Rows
              caption={words.t("parties.title")}
              rows={ordered(words, data.parties)}
              row_key={(party) => party.code}
              columns={[
                {
                  head: words.t("column.party"),
                  cell: (party) => (
                    <Link to={party_path(party.code)}>{party_name(words, party, party.code)}</Link>
                  ),
                },
                {
                  head: words.t("column.code"),
                  cell: (party) => <span className="mono">{party.code}</span>,
                },
                {
                  head: words.t("column.standing"),
                  cell: (party) => <StandingTag status={party.status_now} />,
                },
                {
                  head: words.t("party.standings"),
                  cell: (party) => <Timeline party={party} founded={association?.founded} />,
                },
              ]}
            />
            <Notes title={words.t("about.notes")} notes={association?.notes ?? []} />
          </>
        )}
      </Await>
    </>
  );
}
