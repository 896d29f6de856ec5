// SPDX-License-Identifier: Apache-2.0
import { api, useResource } from "../api.ts";
import { useDirectory } from "../association.ts";
import { date, decimal, text_language, text_of } from "../format.ts";
import { useWords } from "../messages/index.ts";
import { concern_path, path, pledge_path, proposal_path } from "../paths.ts";
import { ActionRows } from "../parts/actions.tsx";
import {
  BodyLink,
  ConsultingTabs,
  ProposalRows,
  RecordText,
  Said,
  SaidHistory,
  StateTag,
  useBodyNames,
} from "../parts/consulting.tsx";
import { Link } from "../parts/link.tsx";
import { PartyLink } from "../parts/names.tsx";
import { Papers } from "../parts/papers.tsx";
import { Facts, Rows } from "../parts/rows.tsx";
import { Await } from "../parts/states.tsx";
import { useTitle } from "../parts/title.ts";
import { VerdictChip } from "../parts/verdict.tsx";
import { is_whole_day, local_time, zoned_range } from "../time.ts";
import type {
  AgendaLine,
  FollowUp,
  MeetingPage as Meeting,
  Minutes,
  PledgeInShort,
  Verdict,
} from "../types.ts";

function MeetingTimes({ meeting }: { meeting: Meeting }) {
  const words = useWords();
  const whole = is_whole_day(meeting.local, meeting.starts, meeting.ends);
  const body_name = useBodyNames();
  const there = whole
    ? `${date(words, meeting.local.slice(0, 10))}, ${words.t("time.whole_day")}`
    : local_time(words, meeting.local);
  return (
    <Facts
      facts={[
        {
          name: words.t("column.body"),
          value: <BodyLink body={meeting.body} name={body_name} />,
        },
        {
          name: words.t("meeting.there"),
          value: (
            <>
              <strong className="block">{there}</strong>
              <span className="quiet">{meeting.zone}</span>
            </>
          ),
        },
        {
          name: words.t("time.yours"),
          value: (
            <>
              <span className="block">{zoned_range(words, meeting.starts, meeting.ends)}</span>
              <span className="block quiet small">
                {zoned_range(words, meeting.starts, meeting.ends, "UTC")}
              </span>
            </>
          ),
        },
        {
          name: words.t("meeting.venue"),
          value: (
            <span lang={text_language(words, meeting.venue)}>{text_of(words, meeting.venue)}</span>
          ),
        },
        meeting.chair && {
          name: words.t("meeting.chair"),
          value: <PartyLink code={meeting.chair} />,
        },
        {
          name: words.t("column.state"),
          value: (
            <StateTag tone={meeting.state === "minuted" ? "good" : "calm"}>
              {words.t(`meeting.state.${meeting.state}`)}
            </StateTag>
          ),
        },
      ]}
    />
  );
}

function PledgesInShort({ pledges }: { pledges: PledgeInShort[] }) {
  const words = useWords();
  return (
    <ul className="reports">
      {pledges.map((one) => (
        <li key={one.pledge}>
          <Link to={pledge_path(one.pledge)}>{text_of(words, one.title) || one.pledge}</Link>{" "}
          {Object.entries(one.verdicts).map(([verdict, count]) => (
            <span key={verdict}>
              <VerdictChip verdict={verdict as Verdict} count={count ?? 0} />{" "}
            </span>
          ))}
        </li>
      ))}
    </ul>
  );
}

function FollowUpItem({ follow_up }: { follow_up: FollowUp }) {
  const words = useWords();
  const { decisions, actions, pledges, since } = follow_up;
  const nothing = decisions.length + actions.length + pledges.length === 0;
  return (
    <li className="agenda-item" value={1}>
      <h3>{words.t("meeting.follow_up")}</h3>
      <p className="quiet small">
        {since
          ? words.t("meeting.follow_up.since", { date: date(words, since.slice(0, 10)) })
          : words.t("meeting.follow_up.all")}
      </p>
      {nothing && <p>{words.t("meeting.follow_up.none")}</p>}
      {decisions.length > 0 && (
        <ProposalRows caption={words.t("nav.decisions")} lines={decisions} one_body />
      )}
      {actions.length > 0 && <ActionRows actions={actions} decision />}
      {pledges.length > 0 && <PledgesInShort pledges={pledges} />}
    </li>
  );
}

function AgendaItem({ item }: { item: AgendaLine }) {
  const words = useWords();
  return (
    <li className="agenda-item" value={item.number}>
      <h3 lang={text_language(words, item.title)}>{text_of(words, item.title)}</h3>
      <p className="agenda-facts">
        {item.taken && <StateTag tone="good">{words.t("meeting.taken")}</StateTag>}
        {item.proposal && <Link to={proposal_path(item.proposal)}>{item.proposal}</Link>}
        {item.concern && <Link to={concern_path(item.concern)}>{item.concern}</Link>}
        {item.risen && <span className="quiet">{words.t("meeting.risen")}</span>}
      </p>
      <Papers papers={item.papers} />
    </li>
  );
}

function MinutesText({ minutes }: { minutes: Minutes }) {
  const words = useWords();
  const directory = useDirectory();
  return (
    <>
      <RecordText texts={minutes.text} />
      <p>
        <Said said={minutes.said} />
      </p>
      <h3>{words.t("meeting.attendance")}</h3>
      <Rows
        caption={words.t("meeting.attendance")}
        rows={minutes.attendance}
        row_key={(one) => one.party}
        columns={[
          {
            head: words.t("column.party"),
            cell: (one) =>
              directory.party(one.party) ? <PartyLink code={one.party} /> : one.party,
          },
          { head: words.t("column.headed"), cell: (one) => text_of(words, one.headed_by) || "–" },
          {
            head: words.t("column.delegates"),
            number: true,
            cell: (one) =>
              one.delegates === undefined ? "–" : decimal(words, String(one.delegates)),
          },
        ]}
      />
    </>
  );
}

function MeetingBody({ meeting }: { meeting: Meeting }) {
  const words = useWords();
  return (
    <>
      {meeting.cancelled && (
        <div className="notice spaced">
          <strong>{words.t("meeting.cancelled")}</strong>
          <RecordText texts={meeting.cancelled} className="small" />
        </div>
      )}
      <MeetingTimes meeting={meeting} />
      <h2>{words.t("meeting.agenda")}</h2>
      <ol className="agenda">
        <FollowUpItem follow_up={meeting.follow_up} />
        {meeting.agenda.map((item) => (
          <AgendaItem key={item.number} item={item} />
        ))}
      </ol>
      {meeting.decisions.length > 0 && (
        <>
          <h2>{words.t("meeting.decisions")}</h2>
          <ProposalRows caption={words.t("meeting.decisions")} lines={meeting.decisions} one_body />
        </>
      )}
      <h2>{words.t("meeting.minutes")}</h2>
      {meeting.minutes ? (
        <MinutesText minutes={meeting.minutes} />
      ) : (
        <p className="quiet">{words.t("meeting.minutes.none")}</p>
      )}
      <SaidHistory history={meeting.history} />
    </>
  );
}

export default function MeetingPage({ params }: { params: Record<string, string> }) {
  const words = useWords();
  const id = params["meeting"] ?? "";
  const resource = useResource<Meeting>(api(path("meetings", id)));
  const texts = resource.state === "ready" ? resource.data.title : undefined;
  const title = text_of(words, texts) || id;
  useTitle(title);
  return (
    <>
      <ConsultingTabs />
      <p className="crumb no-print">
        <Link to="/bodies">← {words.t("body.back")}</Link>
      </p>
      <h1 lang={text_language(words, texts)}>{title}</h1>
      <Await resource={resource}>{(meeting) => <MeetingBody meeting={meeting} />}</Await>
    </>
  );
}
