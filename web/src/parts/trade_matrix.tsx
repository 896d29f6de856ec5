// SPDX-License-Identifier: Apache-2.0
// Who sells how much more to whom: colour and number in every cell.
import { signed } from "../format.ts";
import { useWords } from "../messages/index.ts";
import { set_query, useAddress } from "../router.ts";
import { shade_of } from "../shade.ts";
import type { TradeMatrix } from "../types.ts";

export interface MatrixParty {
  code: string;
  name: string;
  member: boolean;
}

function Legend() {
  const words = useWords();
  const shades = ["down-4", "down-3", "down-2", "down-1", "0", "up-1", "up-2", "up-3", "up-4"];
  const marks = ["−50", "−20", "−5", "", "0", "", "+5", "+20", "+50"];
  return (
    <ul className="shades" aria-hidden="true">
      {shades.map((shade, index) => (
        <li key={shade} className={`shade-${shade}`}>
          {marks[index]}
        </li>
      ))}
      <li>{words.t("unit.percent", { n: "" }).trim()}</li>
    </ul>
  );
}

function Choices({ sectors }: { sectors: TradeMatrix[] }) {
  const words = useWords();
  const { query } = useAddress();
  return (
    <p className="matrix-choices no-print">
      <label className="field">
        <span>{words.t("assess.matrix.parties")}</span>
        <select
          value={query.get("parties") ?? ""}
          onChange={(event) => set_query({ parties: event.target.value })}
        >
          <option value="">{words.t("assess.matrix.named")}</option>
          <option value="all">{words.t("assess.matrix.all")}</option>
        </select>
      </label>
      <label className="field">
        <span>{words.t("assess.matrix.shown")}</span>
        <select
          value={query.get("show") ?? ""}
          onChange={(event) => set_query({ show: event.target.value })}
        >
          <option value="">{words.t("assess.matrix.percent")}</option>
          <option value="value">{words.t("assess.matrix.value")}</option>
        </select>
      </label>
      {sectors.length > 0 && (
        <label className="field">
          <span>{words.t("assess.matrix.sector")}</span>
          <select
            value={query.get("sector") ?? ""}
            onChange={(event) => set_query({ sector: event.target.value })}
          >
            <option value="">{words.t("assess.matrix.together")}</option>
            {sectors.map(({ sector = "" }) => (
              <option key={sector} value={sector}>
                {sector}
              </option>
            ))}
          </select>
        </label>
      )}
    </p>
  );
}

interface CellProps {
  matrix: TradeMatrix;
  from: number;
  to: number;
  values: boolean;
}

function Cell({ matrix, from, to, values }: CellProps) {
  const words = useWords();
  const at = (rows: string[][]) => rows[from]?.[to] ?? "0";
  const own = from === to ? " own" : "";
  if (at(matrix.before) === "0") return <td className={`shade-0${own}`}>–</td>;
  const percent = at(matrix.percent);
  return (
    <td className={shade_of(percent) + own}>
      {values ? signed(words, at(matrix.change), 0) : signed(words, percent, 1)}
    </td>
  );
}

interface MatrixProps {
  total: TradeMatrix;
  sectors: TradeMatrix[];
  parties: MatrixParty[];
  unit: string;
}

/** Rows sell, columns buy; those that the changes name, or all. */
export function Matrix({ total, sectors, parties, unit }: MatrixProps) {
  const words = useWords();
  const { query } = useAddress();
  const matrix = sectors.find((one) => one.sector === query.get("sector")) ?? total;
  const values = query.get("show") === "value";
  const named = parties.some((one) => one.member) && query.get("parties") !== "all";
  const shown = parties
    .map((party, place) => ({ ...party, place }))
    .filter((one) => one.member || !named)
    .sort(
      (a, b) => Number(b.member) - Number(a.member) || a.name.localeCompare(b.name, words.locale),
    );
  const title = values
    ? words.t("assess.matrix.caption.value", { unit })
    : words.t("assess.matrix.caption");
  return (
    <>
      <Choices sectors={sectors} />
      <div className="scroller" role="region" tabIndex={0} aria-label={title}>
        <table className="matrix">
          <caption>{title}</caption>
          <thead>
            <tr>
              <th scope="col">{words.t("assess.matrix.corner")}</th>
              {shown.map((one) => (
                <th key={one.code} scope="col">
                  <abbr title={one.name}>{one.code}</abbr>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((seller) => (
              <tr key={seller.code}>
                <th scope="row">
                  {seller.name} <span className="quiet">{seller.code}</span>
                </th>
                {shown.map((buyer) => (
                  <Cell
                    key={buyer.code}
                    matrix={matrix}
                    from={seller.place}
                    to={buyer.place}
                    values={values}
                  />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Legend />
      <p className="quiet small">{words.t("assess.matrix.own")}</p>
    </>
  );
}
