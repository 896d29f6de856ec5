// SPDX-License-Identifier: Apache-2.0
// How instruments and those who took part in them stand, in words and in marks that a grey print
// still tells apart.
import { useDirectory, type Directory } from "../association.ts";
import { date, decimal, list, party_name } from "../format.ts";
import { useWords, type Words } from "../messages/index.ts";
import { path } from "../paths.ts";
import type { InstrumentLine, Missing, Texts, TreatyStanding } from "../types.ts";
import { PartyLink } from "./names.tsx";

export const instrument_path = (instrument: string) => path("instruments", instrument);

/** Every standing but "none" with its mark, the closest tie first. */
export const standing_marks: Record<Exclude<TreatyStanding, "none">, string> = {
  bound: "●",
  suspended: "‖",
  contracting: "◐",
  provisional: "◇",
  signatory: "○",
  withdrawn: "×",
  ended: "□",
};

export function TreatyMark({ standing }: { standing: TreatyStanding }) {
  const words = useWords();
  if (standing === "none") return <span className="quiet">{words.t("treaty.standing.none")}</span>;
  return (
    <span className={`treaty treaty-${standing}`}>
      <span aria-hidden="true">{standing_marks[standing]}</span>{" "}
      {words.t(`treaty.standing.${standing}`)}
    </span>
  );
}

/** Whether it is in force on the day asked for, and since when or from when. */
export function force_words(words: Words, line: InstrumentLine): string {
  if (line.terminated) {
    return words.t("instrument.terminated", { date: date(words, line.terminated) });
  }
  if (!line.in_force_on) return words.t(line.in_force ? "instrument.in_force" : "instrument.not");
  return words.t(line.in_force ? "instrument.in_force.since" : "instrument.in_force.from", {
    date: date(words, line.in_force_on),
  });
}

function share_words(words: Words, missing: Missing): string[] {
  if (missing.share_wanted === undefined) return [];
  const { share = "0", share_wanted } = missing;
  return [
    words.t("instrument.share", {
      share: decimal(words, share),
      wanted: decimal(words, share_wanted),
    }),
  ];
}

/** What entry into force waits for, one sentence each; nothing once it is in force or over. */
export function missing_words(words: Words, directory: Directory, line: InstrumentLine): string[] {
  const { missing } = line;
  if (line.in_force || line.terminated) return [];
  if (!missing.clauses_known) return [words.t("instrument.clauses_unknown")];
  if (missing.met_on) return [words.t("instrument.met", { date: date(words, missing.met_on) })];
  const deposits = missing.deposits_wanted !== undefined && [
    words.t("instrument.deposits", { n: missing.deposits, of: missing.deposits_wanted }),
  ];
  const named = missing.named.length > 0 && [
    words.t("instrument.named", {
      names: list(
        words,
        missing.named.map((code) => directory.name(words, code)),
      ),
    }),
  ];
  return [...(deposits || []), ...(named || []), ...share_words(words, missing)];
}

/** Who takes part: a link where the association has a page on it, else the name alone. */
export function Participant({ code, name }: { code: string; name?: Texts }) {
  const words = useWords();
  const known = useDirectory().party(code) !== undefined;
  if (known) return <PartyLink code={code} />;
  return <>{party_name(words, name && { name }, code)}</>;
}
