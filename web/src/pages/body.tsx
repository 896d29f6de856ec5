// SPDX-License-Identifier: Apache-2.0
import { api, useResource } from "../api.ts";
import { date, text_language, text_of } from "../format.ts";
import { useWords } from "../messages/index.ts";
import { concern_path, path } from "../paths.ts";
import { ActionRows } from "../parts/actions.tsx";
import { AsOf, useAsOf } from "../parts/as_of.tsx";
import {
  BodyLink,
  ConsultingTabs,
  MeetingRows,
  ProposalRows,
  RecordText,
  SaidHistory,
  useBodyNames,
  usePartyList,
} from "../parts/consulting.tsx";
import { Link } from "../parts/link.tsx";
import { PartyLink } from "../parts/names.tsx";
import { Facts } from "../parts/rows.tsx";
import { Await, Empty } from "../parts/states.tsx";
import { useTitle } from "../parts/title.ts";
import { zoned } from "../time.ts";
import type { BodyPage as Body, Concern } from "../types.ts";

function BodyFacts({ body }: { body: Body }) {
  const words = useWords();
  const parties = usePartyList();
  const name = useBodyNames();
  return (
    <Facts
      facts={[
        { name: words.t("body.level"), value: words.t(`level.${body.level}`) },
        body.chair && { name: words.t("column.chair"), value: <PartyLink code={body.chair} /> },
        { name: words.t("column.members"), value: parties(body.members) || "–" },
        body.guests.length > 0 && { name: words.t("body.guests"), value: parties(body.guests) },
        body.reports_to && {
          name: words.t("body.reports_to"),
          value: <BodyLink body={body.reports_to} name={name} />,
        },
        body.next_meeting && {
          name: words.t("column.next"),
          value: zoned(words, body.next_meeting),
        },
        body.review && { name: words.t("proposal.review"), value: date(words, body.review) },
        body.until && { name: words.t("body.until"), value: date(words, body.until) },
      ]}
    />
  );
}

function ConcernLinks({ concerns }: { concerns: Concern[] }) {
  const words = useWords();
  if (concerns.length === 0) return null;
  return (
    <>
      <h2>{words.t("nav.concerns")}</h2>
      <ul>
        {concerns.map((one) => (
          <li key={one.concern}>
            <Link to={concern_path(one.concern)}>{text_of(words, one.title)}</Link>{" "}
            <span className="quiet">{words.t(`concern.status.${one.status}`)}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

function BodyWork({ body }: { body: Body }) {
  const words = useWords();
  return (
    <>
      {body.ended && <p className="notice spaced">{words.t("body.ended")}</p>}
      {body.mandate && <RecordText texts={body.mandate} className="lead" />}
      <BodyFacts body={body} />
      <h2>{words.t("body.meetings")}</h2>
      {body.meetings.length > 0 ? (
        <MeetingRows caption={words.t("body.meetings")} lines={body.meetings} />
      ) : (
        <Empty>{words.t("body.meetings.none")}</Empty>
      )}
      <h2>{words.t("body.proposals")}</h2>
      {body.proposals.length > 0 ? (
        <ProposalRows caption={words.t("body.proposals")} lines={body.proposals} one_body />
      ) : (
        <Empty>{words.t("body.proposals.none")}</Empty>
      )}
      {body.actions.length > 0 && (
        <>
          <h2>{words.t("proposal.actions")}</h2>
          <ActionRows actions={body.actions} decision />
        </>
      )}
      <ConcernLinks concerns={body.concerns} />
      <SaidHistory history={body.history} />
    </>
  );
}

export default function BodyPage({ params }: { params: Record<string, string> }) {
  const words = useWords();
  const id = params["body"] ?? "";
  const as_of = useAsOf();
  const resource = useResource<Body>(api(path("bodies", id), { as_of }));
  const texts = resource.state === "ready" ? resource.data.name : undefined;
  const title = text_of(words, texts) || id;
  useTitle(title);
  return (
    <>
      <ConsultingTabs />
      <p className="crumb no-print">
        <Link to="/bodies">← {words.t("body.back")}</Link>
      </p>
      <div className="page-head">
        <h1 lang={text_language(words, texts)}>{title}</h1>
        <AsOf shown={undefined} />
      </div>
      <Await resource={resource}>{(body) => <BodyWork body={body} />}</Await>
    </>
  );
}
