// SPDX-License-Identifier: Apache-2.0
import { api, useResource } from "../api.ts";
import { date, instant, text_language, text_of } from "../format.ts";
import { useWords, type Key } from "../messages/index.ts";
import { is_web_address, meeting_path, path, pledge_path, proposal_path } from "../paths.ts";
import { ActionRows } from "../parts/actions.tsx";
import {
  BodyLink,
  ConsultingTabs,
  Deadline,
  RecordText,
  Said,
  StateTag,
  StatusChip,
  useBodyNames,
  usePartyList,
} from "../parts/consulting.tsx";
import { useAsOf } from "../parts/as_of.tsx";
import { Link } from "../parts/link.tsx";
import { PartyLink } from "../parts/names.tsx";
import { Papers } from "../parts/papers.tsx";
import { ProposalText } from "../parts/proposal_text.tsx";
import { Facts } from "../parts/rows.tsx";
import { Speak } from "../parts/speak.tsx";
import { Await } from "../parts/states.tsx";
import { useTitle } from "../parts/title.ts";
import type { Objection, ProposalPage as Proposal } from "../types.ts";

function ProposalFacts({ proposal }: { proposal: Proposal }) {
  const words = useWords();
  const name = useBodyNames();
  const { source } = proposal;
  return (
    <Facts
      facts={[
        {
          name: words.t("column.body"),
          value: proposal.body ? (
            <BodyLink body={proposal.body} name={name} />
          ) : (
            words.t("proposal.body.all")
          ),
        },
        {
          name: words.t(proposal.way === "room" ? "proposal.recorded_by" : "proposal.by"),
          value: <Said said={proposal.made} />,
        },
        proposal.meeting && {
          name: words.t("proposal.adopted_on"),
          value: (
            <Link to={meeting_path(proposal.meeting)}>
              {proposal.adopted_on ? date(words, proposal.adopted_on) : proposal.meeting}
            </Link>
          ),
        },
        proposal.adopted && {
          name: words.t("proposal.adopted"),
          value: instant(words, proposal.adopted),
        },
        proposal.concerning && {
          name: words.t("proposal.concerning"),
          value: <PartyLink code={proposal.concerning} />,
        },
        proposal.review && {
          name: words.t("proposal.review"),
          value: date(words, proposal.review),
        },
        proposal.until && { name: words.t("proposal.until"), value: date(words, proposal.until) },
        proposal.replaces && {
          name: words.t("proposal.replaces"),
          value: <Link to={proposal_path(proposal.replaces)}>{proposal.replaces}</Link>,
        },
        proposal.replaced_by && {
          name: words.t("proposal.replaced_by"),
          value: <Link to={proposal_path(proposal.replaced_by)}>{proposal.replaced_by}</Link>,
        },
        source && {
          name: words.t("proposal.source"),
          value: is_web_address(source.url) ? (
            <a href={source.url}>{source.citation}</a>
          ) : (
            source.citation
          ),
        },
      ]}
    />
  );
}

function next_key(proposal: Proposal): Key {
  if (proposal.status === "open" && proposal.way === "room") return "proposal.next.correct";
  if (proposal.status === "open" && proposal.by_majority) return "proposal.next.majority";
  if (proposal.status === "broken" && proposal.way === "room") return "proposal.next.corrected";
  return `proposal.next.${proposal.status}`;
}

/** Where it stands, the clock, and what follows. */
function Clock({ proposal }: { proposal: Proposal }) {
  const words = useWords();
  return (
    <section className="clock" aria-label={words.t("proposal.next")}>
      <div>
        <StatusChip status={proposal.status} />
        {proposal.status === "open" && (
          <>
            <p className="clock-label">
              {words.t(proposal.way === "room" ? "proposal.correct_by" : "proposal.adopt_by")}
            </p>
            <Deadline at={proposal.deadline} />
          </>
        )}
      </div>
      <p>
        {words.t(next_key(proposal))}
        {proposal.open_ended && (
          <span className="block quiet small">{words.t("proposal.open_ended")}</span>
        )}
      </p>
    </section>
  );
}

function ObjectionItem({ one, amended }: { one: Objection; amended: Key }) {
  const words = useWords();
  return (
    <li className="statement">
      <p className="statement-head">
        <Said said={one.said} />{" "}
        <StateTag tone={one.counts === "in-time" ? "late" : "calm"}>
          {words.coded("counts", one.counts)}
        </StateTag>
      </p>
      <RecordText texts={one.reason} />
      {one.amendment && (
        <>
          <p className="quiet small">{words.t(amended)}</p>
          <RecordText texts={one.amendment} className="record-text quoted" />
        </>
      )}
    </li>
  );
}

function Objections({ proposal }: { proposal: Proposal }) {
  const words = useWords();
  const room = proposal.way === "room";
  const found = proposal.objection_texts;
  return (
    <>
      <h2>{words.t(room ? "proposal.corrections" : "proposal.objections")}</h2>
      {found.length === 0 && (
        <p className="quiet">
          {words.t(room ? "proposal.corrections.none" : "proposal.objections.none")}
        </p>
      )}
      <ul className="statements">
        {found.map((one) => (
          <ObjectionItem
            key={one.said.entry}
            one={one}
            amended={room ? "proposal.correction" : "proposal.amendment"}
          />
        ))}
      </ul>
    </>
  );
}

function Opinions({ proposal }: { proposal: Proposal }) {
  const words = useWords();
  return (
    <>
      <h2>{words.t("proposal.opinions")}</h2>
      {proposal.opinions.length === 0 && (
        <p className="quiet">{words.t("proposal.opinions.none")}</p>
      )}
      <ul className="statements">
        {proposal.opinions.map((one) => (
          <li key={one.said.entry} className="statement">
            <p className="statement-head">
              <strong>{words.t(`opinion.kind.${one.kind}`)}</strong>{" "}
              {one.paragraph !== undefined && words.t("proposal.paragraph", { n: one.paragraph })}{" "}
              <Said said={one.said} />
            </p>
            <RecordText texts={one.text} />
          </li>
        ))}
      </ul>
    </>
  );
}

function Participants({ proposal }: { proposal: Proposal }) {
  const words = useWords();
  const parties = usePartyList();
  if (proposal.kind !== "project") return null;
  return (
    <>
      <h2>{words.t("proposal.participants")}</h2>
      <p>{parties(proposal.participants) || "–"}</p>
      {proposal.participations.length > 0 && (
        <ul className="statements" aria-label={words.t("proposal.participations")}>
          {proposal.participations.map((one) => (
            <li key={one.said.entry} className="statement">
              <p className="statement-head">
                <strong>
                  {words.t(one.takes_part ? "proposal.joined" : "proposal.opted_out")}
                </strong>{" "}
                <Said said={one.said} />
              </p>
              {one.reason && <RecordText texts={one.reason} />}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function Belongings({ proposal }: { proposal: Proposal }) {
  const words = useWords();
  return (
    <>
      {proposal.papers.length > 0 && (
        <>
          <h2>{words.t("proposal.papers")}</h2>
          <Papers papers={proposal.papers} />
        </>
      )}
      {proposal.pledges.length > 0 && (
        <>
          <h2>{words.t("proposal.pledges")}</h2>
          <ul>
            {proposal.pledges.map((one) => (
              <li key={one}>
                <Link to={pledge_path(one)}>{one}</Link>
              </li>
            ))}
          </ul>
        </>
      )}
      {(proposal.actions.length > 0 || proposal.status === "adopted") && (
        <>
          <h2>{words.t("proposal.actions")}</h2>
          {proposal.actions.length > 0 ? (
            <ActionRows actions={proposal.actions} />
          ) : (
            <p className="quiet">{words.t("proposal.actions.none")}</p>
          )}
        </>
      )}
    </>
  );
}

function ProposalBody({ proposal, again }: { proposal: Proposal; again: () => void }) {
  const words = useWords();
  return (
    <>
      <p className="quiet">
        {words.t(`proposal.kind.${proposal.kind}`)} ·{" "}
        <span className="mono">{proposal.proposal}</span>
      </p>
      <Clock proposal={proposal} />
      {proposal.withdrawal_reason && proposal.withdrawn && (
        <div className="notice spaced">
          <strong>{words.t("proposal.withdrawal")}</strong> <Said said={proposal.withdrawn} />
          <RecordText texts={proposal.withdrawal_reason} className="small" />
        </div>
      )}
      <ProposalFacts proposal={proposal} />
      <ProposalText proposal={proposal} />
      <Speak proposal={proposal} on_entered={again} />
      <Objections proposal={proposal} />
      <Opinions proposal={proposal} />
      <Participants proposal={proposal} />
      <Belongings proposal={proposal} />
    </>
  );
}

export default function ProposalPage({ params }: { params: Record<string, string> }) {
  const words = useWords();
  const id = params["proposal"] ?? "";
  const resource = useResource<Proposal>(api(path("proposals", id), { as_of: useAsOf() }));
  const texts = resource.state === "ready" ? resource.data.title : undefined;
  const title = text_of(words, texts) || id;
  useTitle(title);
  return (
    <>
      <ConsultingTabs />
      <p className="crumb no-print">
        <Link to="/decisions">← {words.t("proposal.back")}</Link>
      </p>
      <h1 lang={text_language(words, texts)}>{title}</h1>
      <Await resource={resource}>
        {(proposal) => <ProposalBody proposal={proposal} again={resource.retry} />}
      </Await>
    </>
  );
}
