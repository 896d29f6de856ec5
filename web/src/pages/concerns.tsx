// SPDX-License-Identifier: Apache-2.0
import { api, useResource } from "../api.ts";
import { date, text_language, text_of } from "../format.ts";
import { useWords } from "../messages/index.ts";
import { AsOf, useAsOf } from "../parts/as_of.tsx";
import {
  BodyLink,
  ConsultingTabs,
  RecordText,
  Said,
  StateTag,
  useBodyNames,
  usePartyList,
} from "../parts/consulting.tsx";
import { Link } from "../parts/link.tsx";
import { DataLinks } from "../parts/names.tsx";
import { Facts } from "../parts/rows.tsx";
import { Await, Empty } from "../parts/states.tsx";
import { useTitle } from "../parts/title.ts";
import { useAddress } from "../router.ts";
import type { Concern, Concerns } from "../types.ts";

const tones = { open: "calm", answered: "calm", overdue: "late", closed: "good" } as const;

function ConcernFacts({ concern }: { concern: Concern }) {
  const words = useWords();
  const parties = usePartyList();
  const name = useBodyNames();
  return (
    <Facts
      facts={[
        { name: words.t("column.author"), value: <Said said={concern.raised} /> },
        {
          name: words.t("concern.to"),
          value: parties(concern.to) || words.t("concern.to.all"),
        },
        { name: words.t("column.due"), value: date(words, concern.due) },
        concern.body && {
          name: words.t("column.body"),
          value: <BodyLink body={concern.body} name={name} />,
        },
      ]}
    />
  );
}

function ConcernCard({ concern }: { concern: Concern }) {
  const words = useWords();
  const name = useBodyNames();
  return (
    <article className="card">
      <h2 lang={text_language(words, concern.title)}>{text_of(words, concern.title)}</h2>
      <p>
        <StateTag tone={tones[concern.status]}>
          {words.t(`concern.status.${concern.status}`)}
        </StateTag>{" "}
        <span className="mono quiet">{concern.concern}</span>
      </p>
      <RecordText texts={concern.text} />
      <p className="quiet small">{words.t("concern.wish")}</p>
      <RecordText texts={concern.wish} />
      <ConcernFacts concern={concern} />
      {concern.answers.length > 0 && (
        <>
          <h3>{words.t("concern.answers")}</h3>
          <ul className="statements">
            {concern.answers.map((one) => (
              <li key={one.said.entry} className="statement">
                <Said said={one.said} />
                <RecordText texts={one.text} />
              </li>
            ))}
          </ul>
        </>
      )}
      {concern.escalations.length > 0 && (
        <>
          <h3>{words.t("concern.escalations")}</h3>
          <ul className="statements">
            {concern.escalations.map((one) => (
              <li key={one.said.entry} className="statement">
                <BodyLink body={one.body} name={name} /> <Said said={one.said} />
                <RecordText texts={one.reason} />
              </li>
            ))}
          </ul>
        </>
      )}
      {concern.closed && concern.outcome && (
        <>
          <h3>{words.t("concern.outcome")}</h3>
          <RecordText texts={concern.outcome} />
          <Said said={concern.closed} />
        </>
      )}
    </article>
  );
}

/** Those that wait first, each kind by its date. */
function ordered(concerns: Concern[]): Concern[] {
  const rank = { overdue: 0, open: 1, answered: 2, closed: 3 };
  return [...concerns].sort(
    (a, b) => rank[a.status] - rank[b.status] || a.due.localeCompare(b.due),
  );
}

function ConcernList({ concerns, only }: { concerns: Concern[]; only: string }) {
  const words = useWords();
  const shown = only ? concerns.filter((one) => one.concern === only) : ordered(concerns);
  return (
    <>
      {only && (
        <p>
          <Link to="/concerns">{words.t("concerns.all")}</Link>
        </p>
      )}
      {shown.length === 0 && <Empty>{words.t(only ? "state.not_found" : "concerns.none")}</Empty>}
      <div className="cards">
        {shown.map((one) => (
          <ConcernCard key={one.concern} concern={one} />
        ))}
      </div>
    </>
  );
}

export default function ConcernsPage() {
  const words = useWords();
  const as_of = useAsOf();
  const only = useAddress().query.get("concern") ?? "";
  const resource = useResource<Concerns>(api("/concerns", { as_of }));
  useTitle(words.t("concerns.title"));
  return (
    <>
      <ConsultingTabs />
      <div className="page-head">
        <div>
          <h1>{words.t("concerns.title")}</h1>
          <p className="lead">{words.t("concerns.intro")}</p>
        </div>
        <AsOf shown={resource.state === "ready" ? resource.data.as_of : undefined} />
      </div>
      <Await resource={resource}>
        {(data) => (
          <>
            <ConcernList concerns={data.concerns} only={only} />
            <DataLinks path="/concerns" query={{ as_of }} />
          </>
        )}
      </Await>
    </>
  );
}
