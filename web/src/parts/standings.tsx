// SPDX-License-Identifier: Apache-2.0
import { date, party_name } from "../format.ts";
import { useWords } from "../messages/index.ts";
import type { Party, Status } from "../types.ts";
import { today, useAsOf } from "./as_of.tsx";

export function StandingTag({ status }: { status: Status }) {
  const words = useWords();
  return <span className={`standing standing-${status}`}>{words.t(`status.${status}`)}</span>;
}

const width = 1000;

function day(text: string): number {
  return Date.parse(`${text}T00:00:00Z`);
}

/** Standings over time as one band; the list beside or below says the same in words. */
export function Timeline({ party, founded }: { party: Party; founded: string | undefined }) {
  const words = useWords();
  const end_text = useAsOf() || today();
  const begun = party.standings.filter((one) => one.from <= end_text);
  const first = begun[0]?.from ?? end_text;
  const begin = Math.min(day(founded ?? first), day(first));
  const end = Math.max(day(end_text), begin + 1);
  const at = (text: string) =>
    Math.min(width, Math.max(0, ((day(text) - begin) / (end - begin)) * width));
  if (begun.length === 0) return <span className="quiet">–</span>;
  return (
    <div className="timeline">
      <svg
        viewBox={`0 0 ${width} 16`}
        preserveAspectRatio="none"
        role="img"
        aria-label={words.t("party.timeline", { name: party_name(words, party, party.code) })}
      >
        <rect className="timeline-track" y="7" width={width} height="2" />
        {begun.map((one) => (
          <rect
            key={one.from + one.status}
            className={`timeline-${one.status}`}
            x={at(one.from)}
            y="3"
            width={Math.max(0, at(one.until ?? end_text) - at(one.from))}
            height="10"
          />
        ))}
      </svg>
      <ul>
        {begun.map((one) => (
          <li key={one.from + one.status}>
            <span className={`dot timeline-${one.status}`} aria-hidden="true" />
            {words.t(`status.${one.status}`)}{" "}
            <span className="quiet">
              {one.until
                ? words.t("party.between", {
                    from: date(words, one.from),
                    until: date(words, one.until),
                  })
                : words.t("party.since", { from: date(words, one.from) })}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
