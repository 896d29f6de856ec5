// SPDX-License-Identifier: Apache-2.0
import { useState } from "react";
import { api, useResource } from "../api.ts";
import { useWords } from "../messages/index.ts";
import { ConsultingTabs, ProposalRows } from "../parts/consulting.tsx";
import { Link } from "../parts/link.tsx";
import { DataLinks } from "../parts/names.tsx";
import { page_size, Pager, useOffset } from "../parts/rows.tsx";
import { Await, Empty } from "../parts/states.tsx";
import { useTitle } from "../parts/title.ts";
import { set_query, useAddress } from "../router.ts";
import type { Decisions, ProposalStatus, Proposals } from "../types.ts";

const states: readonly ProposalStatus[] = [
  "open",
  "awaiting-seal",
  "broken",
  "withdrawn",
  "superseded",
];
const proposals_max = 1000;

/** What is open now: the one thing on this page that cannot wait. */
function OpenNow() {
  const words = useWords();
  const open = useResource<Proposals>(api("/proposals", { status: "open", count: proposals_max }));
  const count = open.state === "ready" ? open.data.proposals.length : 0;
  if (count === 0) return null;
  return (
    <p className="notice spaced">
      {words.t("decisions.open", { n: count })}{" "}
      <Link to="/decisions?state=open">{words.t("decisions.open.see")}</Link>
    </p>
  );
}

/** The register of what was adopted, searched by the server in all languages. */
function Register({ query }: { query: string }) {
  const words = useWords();
  const offset = useOffset();
  const register = useResource<Decisions>(
    api("/decisions", { q: query, offset, count: page_size }),
  );
  return (
    <Await resource={register}>
      {(data) => (
        <>
          <div className="board-line">
            <p className="quiet" role="status">
              {words.t("decisions.count", { n: data.rows_total })}
            </p>
            <DataLinks path="/decisions" query={{ q: query }} />
          </div>
          {data.decisions.length > 0 ? (
            <ProposalRows caption={words.t("decisions.title")} lines={data.decisions} />
          ) : (
            <Empty>{words.t(query ? "decisions.none" : "decisions.empty")}</Empty>
          )}
          <Pager all={data.rows_total} shown={data.decisions.length} />
        </>
      )}
    </Await>
  );
}

function Standing({ state }: { state: string }) {
  const words = useWords();
  const status = state === "all" ? "" : state;
  const found = useResource<Proposals>(api("/proposals", { status, count: proposals_max }));
  return (
    <Await resource={found}>
      {(data) => (
        <>
          <div className="board-line">
            <p className="quiet" role="status">
              {words.t("decisions.count.proposals", { n: data.proposals.length })}{" "}
              {data.proposals.length === proposals_max &&
                words.t("decisions.first", { n: proposals_max })}
            </p>
            <DataLinks path="/proposals" query={{ status }} />
          </div>
          {data.proposals.length > 0 ? (
            <ProposalRows caption={words.t("decisions.title")} lines={data.proposals} />
          ) : (
            <Empty>{words.t("decisions.none")}</Empty>
          )}
        </>
      )}
    </Await>
  );
}

function Choices({ query, state }: { query: string; state: string }) {
  const words = useWords();
  const [typed, set_typed] = useState(query);
  const search = (text: string) => {
    set_typed(text);
    set_query({ q: text.trim(), offset: "", state: "" });
  };
  return (
    <form className="filters no-print" role="search" onSubmit={(event) => event.preventDefault()}>
      <label className="field grow">
        <span>{words.t("decisions.search")}</span>
        <input
          type="search"
          value={state ? "" : typed}
          maxLength={60}
          placeholder={words.t("decisions.search.hint")}
          onChange={(event) => search(event.target.value)}
        />
      </label>
      <label className="field">
        <span>{words.t("decisions.state")}</span>
        <select
          value={state}
          onChange={(event) => {
            set_typed("");
            set_query({ state: event.target.value, q: "", offset: "" }, true);
          }}
        >
          <option value="">{words.t("proposal.status.adopted")}</option>
          {states.map((one) => (
            <option key={one} value={one}>
              {words.t(`proposal.status.${one}`)}
            </option>
          ))}
          <option value="all">{words.t("decisions.state.all")}</option>
        </select>
      </label>
    </form>
  );
}

export default function DecisionsPage() {
  const words = useWords();
  const address = useAddress().query;
  const query = address.get("q") ?? "";
  const state = address.get("state") ?? "";
  useTitle(words.t("decisions.title"));
  return (
    <>
      <ConsultingTabs />
      <h1>{words.t("decisions.title")}</h1>
      <p className="lead">{words.t("decisions.intro")}</p>
      {!state && <OpenNow />}
      <Choices query={query} state={state} />
      {state ? <Standing state={state} /> : <Register query={query} />}
    </>
  );
}
