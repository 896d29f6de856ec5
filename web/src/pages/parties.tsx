// SPDX-License-Identifier: Apache-2.0
import { api, useResource } from "../api.ts";
import { party_name } from "../format.ts";
import { useWords, type Words } from "../messages/index.ts";
import { Link } from "../parts/link.tsx";
import { Rows } from "../parts/rows.tsx";
import { StandingTag, Timeline } from "../parts/standings.tsx";
import { Await } from "../parts/states.tsx";
import { useTitle } from "../parts/title.ts";
import type { Association, Party } from "../types.ts";

const rank = ["member", "observer", "dialogue-partner", "guest", "withdrawn"];

/** Members first, then by name as the reader's language sorts it. */
function ordered(words: Words, parties: Party[]): Party[] {
  const place = (party: Party) => (party.status_now ? rank.indexOf(party.status_now) : rank.length);
  return [...parties].sort(
    (a, b) =>
      place(a) - place(b) ||
      party_name(words, a, a.code).localeCompare(party_name(words, b, b.code), words.locale),
  );
}

export default function PartiesPage() {
  const words = useWords();
  const association = useResource<Association>(api("/association"));
  useTitle(words.t("parties.title"));
  return (
    <>
      <h1>{words.t("parties.title")}</h1>
      <p className="lead">{words.t("parties.intro")}</p>
      <Await resource={association}>
        {(data) => (
          <>
            <div className="board-line">
              <p className="quiet">{words.t("parties.count", { n: data.parties.length })}</p>
              <p className="links no-print">
                <a href={api("/parties.csv")}>{words.t("link.csv")}</a>
              </p>
            </div>
            <Rows
              caption={words.t("parties.title")}
              rows={ordered(words, data.parties)}
              row_key={(party) => party.code}
              columns={[
                {
                  head: words.t("column.party"),
                  cell: (party) => (
                    <Link to={`/parties/${encodeURIComponent(party.code)}`}>{party_name(words, party, party.code)}</Link>
                  ),
                },
                { head: words.t("column.code"), cell: (party) => <span className="mono">{party.code}</span> },
                { head: words.t("column.standing"), cell: (party) => <StandingTag status={party.status_now} /> },
                {
                  head: words.t("party.standings"),
                  cell: (party) => <Timeline party={party} founded={data.founded} />,
                },
              ]}
            />
          </>
        )}
      </Await>
    </>
  );
}
