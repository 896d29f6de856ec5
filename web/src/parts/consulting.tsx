// SPDX-License-Identifier: Apache-2.0
// What the pages of decisions, bodies, meetings, concerns and needs have in common.
import { useEffect, useState } from "react";
import { api, useResource } from "../api.ts";
import { useDirectory } from "../association.ts";
import { date, instant, list, text_language, text_of } from "../format.ts";
import { useWords, type Words } from "../messages/index.ts";
import { body_path, entry_path, meeting_path, proposal_path } from "../paths.ts";
import { time_left, zoned } from "../time.ts";
import type { Bodies, MeetingLine, ProposalLine, ProposalStatus, Signed, Texts } from "../types.ts";
import { Link } from "./link.tsx";
import { Menu } from "./menu.tsx";
import { Rows, type Column } from "./rows.tsx";

const tabs = [
  ["/decisions", "nav.decisions", /^\/(decisions|proposals)/],
  ["/bodies", "nav.bodies", /^\/(bodies|meetings)/],
  ["/concerns", "nav.concerns", /^\/concerns/],
  ["/needs", "nav.needs", /^\/needs/],
] as const;

/** The second row of the menu, on pages of consultation. */
export function ConsultingTabs() {
  const label = useWords().t("tabs.label");
  return <Menu entries={tabs} label={label} className="tabs no-print" />;
}

/** A text of the record, each of its lines a paragraph; it is only ever shown as text. */
export function RecordText({ texts, className }: { texts: Texts; className?: string }) {
  const words = useWords();
  return (
    <div className={className ?? "record-text"} lang={text_language(words, texts)}>
      {text_of(words, texts)
        .split(/\n+/)
        .map((paragraph, index) => (
          <p key={index}>{paragraph}</p>
        ))}
    </div>
  );
}

/** Who said it, when, and where it stands. */
export function Said({ said }: { said: Signed }) {
  const words = useWords();
  const directory = useDirectory();
  const author =
    said.author === "secretariat"
      ? words.t("sign_in.secretariat")
      : directory.name(words, said.author);
  return (
    <span className="quiet said">
      {author}, {instant(words, said.time)} ·{" "}
      <Link to={entry_path(said.entry)}>{words.t("entry.title", { index: said.entry })}</Link>
    </span>
  );
}

/** All that was said of something, in the order in which it was. */
export function SaidHistory({ history }: { history: Signed[] }) {
  const words = useWords();
  return (
    <>
      <h2>{words.t("body.history")}</h2>
      <ul className="reports">
        {history.map((one) => (
          <li key={one.entry}>
            <Said said={one} />
          </li>
        ))}
      </ul>
    </>
  );
}

/** A mark that neither colour nor the word alone carries. */
const symbols: Record<ProposalStatus, string> = {
  open: "M8 4.5V8l2.5 1.8M8 2.2a5.8 5.8 0 1 1 0 11.6A5.8 5.8 0 0 1 8 2.2",
  "awaiting-seal": "M4.5 2.5h7M4.5 13.5h7M5 2.5c0 4 6 7 6 11M11 2.5c0 4-6 7-6 11",
  adopted: "M3.5 8.5 6.6 11.5 12.5 4.5",
  broken: "M4.5 4.5l7 7M11.5 4.5l-7 7",
  withdrawn: "M12.5 8h-9M7 4.5 3.5 8 7 11.5",
  superseded: "M3 5h7l-2.5-2.5M13 11H6l2.5 2.5",
};

export function StatusChip({ status }: { status: ProposalStatus }) {
  const words = useWords();
  return (
    <span className={`chip status-${status}`}>
      <svg className="symbol" viewBox="0 0 16 16" aria-hidden="true">
        <path d={symbols[status]} />
      </svg>
      {words.t(`proposal.status.${status}`)}
    </span>
  );
}

/** A state in a word, in the colour of `tone`. */
export function StateTag({ tone, children }: { tone: "calm" | "good" | "late"; children: string }) {
  return <span className={`chip state-${tone}`}>{children}</span>;
}

/** The time now, anew every half minute. */
export function useNow(): number {
  const [now, set_now] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => set_now(Date.now()), 30_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}

/** A deadline with what is left of it, by the reader's clock and in UTC. */
export function Deadline({ at, count = true }: { at: string; count?: boolean }) {
  const words = useWords();
  const left = time_left(words, at, useNow());
  return (
    <span className="deadline">
      {count && (
        <strong className={left ? "deadline-left" : "deadline-left past"}>
          {left ? words.t("time.left", { left }) : words.t("time.past")}
        </strong>
      )}
      <span className="block">
        <time dateTime={at}>{zoned(words, at)}</time>{" "}
        <span className="quiet">({words.t("time.you")})</span>
      </span>
      <span className="block quiet">{instant(words, at)}</span>
    </span>
  );
}

/** What bodies are called, their names in the record until that is known. */
export function useBodyNames(): (body: string) => string {
  const words = useWords();
  const bodies = useResource<Bodies>(api("/bodies"));
  const known = bodies.state === "ready" ? bodies.data.bodies : [];
  return (body) => text_of(words, known.find((one) => one.body === body)?.name) || body;
}

export function BodyLink({ body, name }: { body: string; name: (body: string) => string }) {
  return <Link to={body_path(body)}>{name(body)}</Link>;
}

/** Parties in the reader's language, as a sentence lists them. */
export function usePartyList(): (codes: readonly string[]) => string {
  const words = useWords();
  const directory = useDirectory();
  return (codes) =>
    list(
      words,
      codes.map((code) => directory.name(words, code)),
    );
}

/** When it was adopted, or until when it can be objected to. */
function ProposalTime({ line }: { line: ProposalLine }) {
  const words = useWords();
  if (line.status === "open") return <Deadline at={line.deadline} />;
  const adopted = line.adopted_on
    ? date(words, line.adopted_on)
    : line.adopted && instant(words, line.adopted);
  return <>{adopted ?? instant(words, line.deadline)}</>;
}

interface ProposalRowsProps {
  caption: string;
  lines: ProposalLine[];
  /** Whether all of them are one body's, named elsewhere on the page. */
  one_body?: boolean;
}

export function ProposalRows({ caption, lines, one_body = false }: ProposalRowsProps) {
  const words = useWords();
  const name = useBodyNames();
  const columns: Column<ProposalLine>[] = [
    {
      head: words.t("column.decision"),
      cell: (one) => (
        <>
          <Link to={proposal_path(one.proposal)} className="row-title">
            <span lang={text_language(words, one.title)}>{text_of(words, one.title)}</span>
          </Link>
          <span className="block quiet small">
            {words.t(`proposal.kind.${one.kind}`)} · <span className="mono">{one.proposal}</span>
            {one.objections > 0 && ` · ${words.t("decisions.objections", { n: one.objections })}`}
          </span>
        </>
      ),
    },
    { head: words.t("column.state"), cell: (one) => <StatusChip status={one.status} /> },
    { head: words.t("column.deadline"), cell: (one) => <ProposalTime line={one} /> },
  ];
  const body: Column<ProposalLine> = {
    head: words.t("column.body"),
    cell: (one) =>
      one.body ? <BodyLink body={one.body} name={name} /> : words.t("proposal.body.all"),
  };
  if (!one_body) columns.splice(2, 0, body);
  return <Rows caption={caption} rows={lines} row_key={(one) => one.proposal} columns={columns} />;
}

export function MeetingRows({ caption, lines }: { caption: string; lines: MeetingLine[] }) {
  const words = useWords();
  return (
    <Rows
      caption={caption}
      rows={lines}
      row_key={(one) => one.meeting}
      columns={[
        {
          head: words.t("column.what"),
          cell: (one) => (
            <Link to={meeting_path(one.meeting)} className="row-title">
              <span lang={text_language(words, one.title)}>{text_of(words, one.title)}</span>
            </Link>
          ),
        },
        { head: words.t("column.when"), cell: (one) => meeting_day(words, one) },
        {
          head: words.t("column.where"),
          cell: (one) => (
            <span lang={text_language(words, one.venue)}>{text_of(words, one.venue)}</span>
          ),
        },
        {
          head: words.t("column.state"),
          cell: (one) => (
            <StateTag tone={one.state === "minuted" ? "good" : "calm"}>
              {words.t(`meeting.state.${one.state}`)}
            </StateTag>
          ),
        },
      ]}
    />
  );
}

/** The day of a meeting, by the calendar of its place. */
function meeting_day(words: Words, meeting: MeetingLine): string {
  return date(words, meeting.local.slice(0, 10));
}
