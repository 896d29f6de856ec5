// SPDX-License-Identifier: Apache-2.0
// The tables of an instrument's page: who took part, with which reservations, and all that was done.
import { date, text_language, text_of } from "../format.ts";
import { useWords } from "../messages/index.ts";
import { is_web_address } from "../paths.ts";
import type { Instrument, InstrumentAction, InstrumentParty, Reservation } from "../types.ts";
import { EntryLink } from "./names.tsx";
import { Rows } from "./rows.tsx";
import { Participant, TreatyMark } from "./treaty.tsx";

export function Source({ source }: { source: Instrument["source"] }) {
  return is_web_address(source.url) ? (
    <a href={source.url} rel="noreferrer">
      {source.citation}
    </a>
  ) : (
    <>{source.citation}</>
  );
}

function Day({ text }: { text: string | undefined }) {
  const words = useWords();
  return text ? <span className="whole">{date(words, text)}</span> : <>–</>;
}

function Consent({ party }: { party: InstrumentParty }) {
  const words = useWords();
  if (!party.consent) return <>–</>;
  // Only that it is in force for the party is known, not how it consented.
  if (party.consent === "entry-into-force") {
    return <span className="quiet">{words.t("instrument.consent_unknown")}</span>;
  }
  return (
    <span>
      {words.coded("treaty_action", party.consent)}
      {party.consent_on && (
        <>
          {", "}
          <Day text={party.consent_on} />
        </>
      )}
    </span>
  );
}

function Leaving({ party }: { party: InstrumentParty }) {
  const words = useWords();
  if (!party.notice_on) return <Day text={party.leaves_on} />;
  return (
    <span>
      <Day text={party.leaves_on} />
      <span className="block quiet">
        {words.t("instrument.notice", { date: date(words, party.notice_on) })}
      </span>
    </span>
  );
}

export function Participants({ parties }: { parties: InstrumentParty[] }) {
  const words = useWords();
  return (
    <Rows
      caption={words.t("instrument.parties")}
      rows={parties}
      row_key={(one) => one.party}
      columns={[
        {
          head: words.t("column.party"),
          cell: (one) => <Participant code={one.party} name={one.name} />,
        },
        {
          head: words.t("column.standing"),
          cell: (one) => <TreatyMark standing={one.standing} />,
        },
        { head: words.t("column.signed"), cell: (one) => <Day text={one.signed_on} /> },
        { head: words.t("column.consent"), cell: (one) => <Consent party={one} /> },
        { head: words.t("column.bound_since"), cell: (one) => <Day text={one.bound_since} /> },
        { head: words.t("column.leaves"), cell: (one) => <Leaving party={one} /> },
      ]}
    />
  );
}

/** One reservation in its own words, and how it stands towards each of the others. */
export function ReservationPart({ reservation, names }: ReservationProps) {
  const words = useWords();
  return (
    <section className="reading">
      <header>
        <h3>
          <Participant {...names(reservation.party)} />: {reservation.reference}
        </h3>
        <p className="quiet">
          <Day text={reservation.date} /> · {words.t("column.entry")}{" "}
          <EntryLink index={reservation.entry} />
        </p>
      </header>
      {reservation.text && (
        <blockquote className="pledge-text" lang={text_language(words, reservation.text)}>
          {text_of(words, reservation.text)}
        </blockquote>
      )}
      {reservation.towards.length === 0 ? (
        <p className="quiet">{words.t("reservation.towards_none")}</p>
      ) : (
        <Rows
          caption={`${reservation.party}: ${reservation.reference}`}
          rows={reservation.towards}
          row_key={(one) => one.party}
          columns={[
            {
              head: words.t("column.towards"),
              cell: (one) => <Participant {...names(one.party)} />,
            },
            {
              head: words.t("column.effect"),
              cell: (one) => <span>{words.t(`reservation.${one.effect}`)}</span>,
            },
            {
              head: words.t("column.objection_by"),
              cell: (one) => <Day text={one.objection_by} />,
            },
          ]}
        />
      )}
    </section>
  );
}

/** What each code is called: participants need not be parties of the association. */
export type Names = (code: string) => { code: string; name?: InstrumentParty["name"] };

interface ReservationProps {
  reservation: Reservation;
  names: Names;
}

/** What an action says beyond its kind, its day and its author. */
function Details({ action, names }: { action: InstrumentAction; names: Names }) {
  const words = useWords();
  const said = [action.reference, action.towards, action.predecessor, action.effect, action.text];
  if (said.every((one) => one === undefined) && !action.source && action.struck_by === undefined) {
    return <>–</>;
  }
  return (
    <span>
      {action.reference && <span className="block">{action.reference}</span>}
      {action.towards && (
        <span className="block">
          {words.t("column.towards")}: <Participant {...names(action.towards)} />
        </span>
      )}
      {action.predecessor && (
        <span className="block">
          {words.t("instrument.predecessor")}: <Participant {...names(action.predecessor)} />
        </span>
      )}
      {action.effect && (
        <span className="block">
          {words.t("instrument.effect", { date: date(words, action.effect) })}
        </span>
      )}
      {action.text && (
        <span className="block" lang={text_language(words, action.text)}>
          {text_of(words, action.text)}
        </span>
      )}
      {action.source && (
        <span className="block quiet">
          <Source source={action.source} />
        </span>
      )}
      {action.struck_by !== undefined && (
        <span className="block struck-note">
          {words.t("instrument.struck")} <EntryLink index={action.struck_by} />
          {action.strike_reason && `: ${text_of(words, action.strike_reason)}`}
        </span>
      )}
    </span>
  );
}

/** Actions that differ in nothing but who did them, as one entry may say it of many. */
interface Deed {
  action: InstrumentAction;
  parties: (string | undefined)[];
}

function together(actions: InstrumentAction[]): Deed[] {
  const deeds = new Map<string, Deed>();
  for (const action of actions) {
    const { party, ...rest } = action;
    const key = JSON.stringify(rest);
    const deed = deeds.get(key);
    if (deed) deed.parties.push(party);
    else deeds.set(key, { action, parties: [party] });
  }
  return [...deeds.values()];
}

function Doers({ parties, names }: { parties: Deed["parties"]; names: Names }) {
  const words = useWords();
  return (
    <span>
      {parties.map((party, index) => (
        <span key={party ?? ""}>
          {index > 0 && ", "}
          {party ? (
            <Participant {...names(party)} />
          ) : (
            <span className="quiet">{words.t("instrument.itself")}</span>
          )}
        </span>
      ))}
    </span>
  );
}

export function Actions({ actions, names }: { actions: InstrumentAction[]; names: Names }) {
  const words = useWords();
  return (
    <Rows
      caption={words.t("instrument.actions")}
      rows={together(actions)}
      row_key={(_, index) => index}
      row_class={({ action }) => (action.struck_by === undefined ? undefined : "struck")}
      columns={[
        { head: words.t("column.date"), cell: ({ action }) => <Day text={action.date} /> },
        {
          head: words.t("column.action"),
          cell: ({ action }) => (
            <span className="action">{words.coded("treaty_action", action.action)}</span>
          ),
        },
        {
          head: words.t("column.party"),
          cell: ({ parties }) => <Doers parties={parties} names={names} />,
        },
        {
          head: words.t("column.details"),
          cell: ({ action }) => <Details action={action} names={names} />,
        },
        {
          head: words.t("column.entry"),
          number: true,
          cell: ({ action }) => <EntryLink index={action.entry} />,
        },
      ]}
    />
  );
}
