// SPDX-License-Identifier: Apache-2.0
// Instruments by parties: in every cell a mark, a word and the day it holds from.
import { useDirectory } from "../association.ts";
import { date, list, party_name, text_language, text_of } from "../format.ts";
import { useWords } from "../messages/index.ts";
import type { InstrumentLine, InstrumentMatrix as Matrix, MatrixCell } from "../types.ts";
import { Link } from "./link.tsx";
import {
  force_words,
  instrument_path,
  missing_words,
  standing_marks,
  TreatyMark,
} from "./treaty.tsx";

/** The day from which the cell's standing holds, as far as it is known. */
function day_of(cell: MatrixCell): string | undefined {
  if (cell.standing === "signatory") return cell.signed_on;
  if (cell.standing === "withdrawn" || cell.standing === "ended") return cell.leaves_on;
  if (cell.standing === "contracting") return cell.consent_on;
  return cell.bound_since ?? cell.consent_on;
}

function Cell({ cell }: { cell: MatrixCell | undefined }) {
  const words = useWords();
  const directory = useDirectory();
  if (!cell) return <td className="nothing">–</td>;
  const day = day_of(cell);
  const leaving = cell.standing === "bound" && cell.leaves_on;
  return (
    <td>
      <TreatyMark standing={cell.standing} />
      {day && <span className="block quiet">{date(words, day)}</span>}
      {leaving && (
        <span className="block quiet">
          {words.t("instrument.leaves", { date: date(words, leaving) })}
        </span>
      )}
      {cell.objected_by.length > 0 && (
        <span className="block quiet wrap">
          <span aria-hidden="true">≠ </span>
          {words.t("instrument.objected_by", {
            names: list(
              words,
              cell.objected_by.map((code) => directory.name(words, code)),
            ),
          })}
        </span>
      )}
    </td>
  );
}

function RowHead({ line }: { line: InstrumentLine }) {
  const words = useWords();
  const missing = missing_words(words, useDirectory(), line);
  return (
    <th scope="row">
      <Link to={instrument_path(line.instrument)}>
        <span lang={text_language(words, line.title)}>{text_of(words, line.title)}</span>
      </Link>
      <span className="block quiet">
        {force_words(words, line)}
        {missing.length > 0 && ` · ${missing.join(" · ")}`}
      </span>
    </th>
  );
}

export function StandingLegend() {
  const words = useWords();
  return (
    <dl className="treaty-legend">
      {Object.keys(standing_marks).map((standing) => (
        <div key={standing}>
          <dt>
            <TreatyMark standing={standing as keyof typeof standing_marks} />
          </dt>
          <dd className="quiet">
            {words.t(`treaty.meaning.${standing as keyof typeof standing_marks}`)}
          </dd>
        </div>
      ))}
    </dl>
  );
}

interface MatrixProps {
  matrix: Matrix;
  lines: InstrumentLine[];
  all: boolean;
}

/** `lines`: the instruments to show; `all`: also the parties that took part in none of them. */
export function InstrumentMatrix({ matrix, lines, all }: MatrixProps) {
  const words = useWords();
  const directory = useDirectory();
  const shown = new Set(lines.map((line) => line.instrument));
  const cells = new Map(
    matrix.cells
      .filter((cell) => shown.has(cell.instrument))
      .map((cell) => [`${cell.instrument}/${cell.party}`, cell]),
  );
  const active = new Set([...cells.values()].map((cell) => cell.party));
  const columns = matrix.parties.filter((one) => all || active.has(one.party));
  const title = words.t("instruments.caption");
  return (
    <div className="scroller" role="region" tabIndex={0} aria-label={title}>
      <table className="matrix treaties">
        <caption>{title}</caption>
        <thead>
          <tr>
            <th scope="col">{words.t("column.instrument")}</th>
            {columns.map((one) => (
              <th key={one.party} scope="col">
                <abbr title={party_name(words, directory.party(one.party) ?? one, one.party)}>
                  {one.party}
                </abbr>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.instrument}>
              <RowHead line={line} />
              {columns.map((one) => (
                <Cell key={one.party} cell={cells.get(`${line.instrument}/${one.party}`)} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
