// SPDX-License-Identifier: Apache-2.0
import { useEffect } from "react";
import { api, useResource } from "../api.ts";
import { useDirectory } from "../association.ts";
import { date, text_language, text_of } from "../format.ts";
import { useWords } from "../messages/index.ts";
import { concern_path, party_path, proposal_path } from "../paths.ts";
import { ConsultingTabs, Deadline, StateTag } from "../parts/consulting.tsx";
import { Link } from "../parts/link.tsx";
import { DataLinks } from "../parts/names.tsx";
import { Rows } from "../parts/rows.tsx";
import { Await, Empty } from "../parts/states.tsx";
import { useTitle } from "../parts/title.ts";
import { set_query, useAddress } from "../router.ts";
import { useSession } from "../session.ts";
import { recall, remember } from "../storage.ts";
import type { Need, Needs } from "../types.ts";

/** Where it can be seen to; actions have no page of their own. */
function address_of(need: Need, party: string): string | undefined {
  switch (need.what) {
    case "object":
      return proposal_path(need.name);
    case "confirm":
      return party_path(party);
    case "answer":
    case "close":
      return concern_path(need.name);
    case "report":
      return undefined;
  }
}

function NeedTitle({ need, party }: { need: Need; party: string }) {
  const words = useWords();
  const title = (
    <span lang={text_language(words, need.title)}>{text_of(words, need.title) || need.name}</span>
  );
  const address = address_of(need, party);
  return (
    <>
      {address ? (
        <Link to={address} className="row-title">
          {title}
        </Link>
      ) : (
        <span className="row-title">{title}</span>
      )}
      <span className="block quiet small mono">{need.name}</span>
    </>
  );
}

function NeedRows({ needs, party }: { needs: Need[]; party: string }) {
  const words = useWords();
  return (
    <Rows
      caption={words.t("needs.title")}
      rows={needs}
      row_key={(one) => `${one.what} ${one.name}`}
      columns={[
        { head: words.t("column.what"), cell: (one) => words.t(`needs.${one.what}`) },
        {
          head: words.t("column.decision"),
          cell: (one) => <NeedTitle need={one} party={party} />,
        },
        {
          head: words.t("column.due"),
          cell: (one) => (
            <>
              {one.deadline ? <Deadline at={one.deadline} /> : one.due ? date(words, one.due) : "–"}{" "}
              {one.overdue && <StateTag tone="late">{words.t("time.overdue")}</StateTag>}
            </>
          ),
        },
      ]}
    />
  );
}

function NeedsOf({ party }: { party: string }) {
  const words = useWords();
  const name = useDirectory().name(words, party);
  const resource = useResource<Needs>(api("/needs", { party }));
  return (
    <Await resource={resource}>
      {(data) => (
        <>
          <div className="board-line">
            <p className="quiet" role="status">
              {data.needs.length > 0 &&
                words.t("needs.count", { n: data.needs.length, party: name })}
            </p>
            <DataLinks path="/needs" query={{ party }} />
          </div>
          {data.needs.length > 0 ? (
            <NeedRows needs={data.needs} party={party} />
          ) : (
            <Empty>{words.t("needs.none", { party: name })}</Empty>
          )}
        </>
      )}
    </Await>
  );
}

/** The party of the address, else of whoever is signed in, else the one chosen last. */
function useParty(): string {
  const asked = useAddress().query.get("party") ?? "";
  const own = useSession().who?.party ?? "";
  const directory = useDirectory();
  const known = (code: string | null) => (code && directory.party(code) ? code : "");
  const party = asked || known(own) || known(recall("party"));
  useEffect(() => {
    if (!asked && party) set_query({ party });
  }, [asked, party]);
  return party;
}

export default function NeedsPage() {
  const words = useWords();
  const directory = useDirectory();
  const party = useParty();
  useTitle(words.t("needs.title"));
  const choose = (code: string) => {
    remember("party", code);
    set_query({ party: code }, true);
  };
  const parties = [...(directory.association?.parties ?? [])].sort((a, b) =>
    directory.name(words, a.code).localeCompare(directory.name(words, b.code), words.locale),
  );
  return (
    <>
      <ConsultingTabs />
      <h1>{words.t("needs.title")}</h1>
      <p className="lead">{words.t("needs.intro")}</p>
      <div className="filters no-print">
        <label className="field">
          <span>{words.t("needs.party")}</span>
          <select value={party} onChange={(event) => choose(event.target.value)}>
            <option value="">{words.t("needs.choose")}</option>
            {parties.map((one) => (
              <option key={one.code} value={one.code}>
                {directory.name(words, one.code)}
              </option>
            ))}
          </select>
        </label>
      </div>
      {party && <NeedsOf key={party} party={party} />}
    </>
  );
}
