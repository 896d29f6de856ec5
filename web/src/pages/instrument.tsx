// SPDX-License-Identifier: Apache-2.0
import { api, useResource } from "../api.ts";
import { useDirectory } from "../association.ts";
import { date, text_language, text_of } from "../format.ts";
import { useWords } from "../messages/index.ts";
import { AsOf, useAsOf } from "../parts/as_of.tsx";
import { FinalClauses } from "../parts/final_clauses.tsx";
import {
  Actions,
  Participants,
  ReservationPart,
  Source,
  type Names,
} from "../parts/instrument_rows.tsx";
import { Link } from "../parts/link.tsx";
import { DataLinks, EntryLink } from "../parts/names.tsx";
import { Facts } from "../parts/rows.tsx";
import { Await, Empty } from "../parts/states.tsx";
import { useTitle } from "../parts/title.ts";
import { force_words, instrument_path, missing_words } from "../parts/treaty.tsx";
import type { DepositaryNotice, Instrument } from "../types.ts";

function InstrumentFacts({ instrument }: { instrument: Instrument }) {
  const words = useWords();
  const place = text_of(words, instrument.place);
  return (
    <Facts
      facts={[
        instrument.concluded && {
          name: words.t("instrument.concluded"),
          value: [date(words, instrument.concluded), place].filter(Boolean).join(", "),
        },
        instrument.amends && {
          name: words.t("instrument.amends"),
          value: <Link to={instrument_path(instrument.amends)}>{instrument.amends}</Link>,
        },
        instrument.depositary && {
          name: words.t("instrument.depositary"),
          value: text_of(words, instrument.depositary),
        },
        { name: words.t("instrument.text"), value: <Source source={instrument.source} /> },
        { name: words.t("column.entry"), value: <EntryLink index={instrument.entry} /> },
      ]}
    />
  );
}

function Force({ instrument }: { instrument: Instrument }) {
  const words = useWords();
  const missing = missing_words(words, useDirectory(), instrument);
  return (
    <>
      <p className="sentence">
        {force_words(words, instrument)}
        {" · "}
        {words.t("instrument.bound", { n: instrument.bound })}
        {instrument.contracting > 0 &&
          ` · ${words.t("instrument.contracting", { n: instrument.contracting })}`}
        {instrument.signatories > 0 &&
          ` · ${words.t("instrument.signatories", { n: instrument.signatories })}`}
      </p>
      {instrument.stated && <p className="quiet small">{words.t("instrument.stated")}</p>}
      {missing.length > 0 && (
        <div className="notice missing">
          <strong>{words.t("instrument.missing")}</strong>
          <ul>
            {missing.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}

function Notices({ notices }: { notices: DepositaryNotice[] }) {
  const words = useWords();
  if (notices.length === 0) return <Empty>{words.t("instrument.no_notices")}</Empty>;
  return (
    <details className="numbers">
      <summary>{words.t("instrument.notices.count", { n: notices.length })}</summary>
      <ol className="notices">
        {notices.map((one) => (
          <li key={one.number}>
            <span lang={text_language(words, one.text)}>{text_of(words, one.text)}</span>{" "}
            {one.entry !== undefined && <EntryLink index={one.entry} />}
          </li>
        ))}
      </ol>
    </details>
  );
}

function Reservations({ instrument, names }: { instrument: Instrument; names: Names }) {
  const words = useWords();
  return (
    <>
      <h2>{words.t("instrument.reservations")}</h2>
      {instrument.reservations_prohibited && <p>{words.t("instrument.reservations_prohibited")}</p>}
      {instrument.reservations.length === 0 ? (
        <Empty>{words.t("instrument.no_reservations")}</Empty>
      ) : (
        instrument.reservations.map((one) => (
          <ReservationPart
            key={`${one.party} ${one.reference} ${one.entry}`}
            reservation={one}
            names={names}
          />
        ))
      )}
    </>
  );
}

function Body({ instrument }: { instrument: Instrument }) {
  const words = useWords();
  const on = useAsOf();
  useTitle(text_of(words, instrument.title));
  const named = new Map(instrument.parties.map((one) => [one.party, one.name]));
  const names: Names = (code) => {
    const name = named.get(code);
    return name ? { code, name } : { code };
  };
  return (
    <>
      <div className="page-head">
        <div>
          <p className="quiet">{words.coded("instrument.kind", instrument.kind)}</p>
          <h1 lang={text_language(words, instrument.title)}>{text_of(words, instrument.title)}</h1>
          <Force instrument={instrument} />
        </div>
        <AsOf shown={instrument.on} />
      </div>
      <InstrumentFacts instrument={instrument} />
      {instrument.clauses !== undefined && (
        <>
          <h2>{words.t("instrument.clauses")}</h2>
          <FinalClauses clauses={instrument.clauses} />
        </>
      )}
      <h2>{words.t("instrument.parties")}</h2>
      {instrument.parties.length === 0 ? (
        <Empty>{words.t("instrument.no_parties")}</Empty>
      ) : (
        <Participants parties={instrument.parties} />
      )}
      <DataLinks path={instrument_path(instrument.instrument)} query={{ on }} />
      <Reservations instrument={instrument} names={names} />
      <h2>{words.t("instrument.actions")}</h2>
      {instrument.actions.length === 0 ? (
        <Empty>{words.t("instrument.no_actions")}</Empty>
      ) : (
        <Actions actions={instrument.actions} names={names} />
      )}
      <h2>{words.t("instrument.notices")}</h2>
      <Notices notices={instrument.notifications} />
    </>
  );
}

export default function InstrumentPage({ params }: { params: Record<string, string> }) {
  const words = useWords();
  const name = params["instrument"] ?? "";
  const on = useAsOf();
  useTitle(name);
  const resource = useResource<Instrument>(api(instrument_path(name), { on }));
  return (
    <>
      <p className="crumb no-print">
        <Link to="/instruments">← {words.t("instruments.title")}</Link>
      </p>
      <Await resource={resource}>{(instrument) => <Body instrument={instrument} />}</Await>
    </>
  );
}
