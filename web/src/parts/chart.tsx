// SPDX-License-Identifier: Apache-2.0
import { useCallback } from "react";
import { useWords } from "../messages/index.ts";
import { text_of } from "../format.ts";
import { adds_up, has_target_line, value_unit } from "../reading.ts";
import type { Account } from "../types.ts";
import { ChartFrame } from "./chart_frame.tsx";

function Legend({ account }: { account: Account }) {
  const words = useWords();
  const keys = [
    "actual" as const,
    ...(adds_up(account) && account.target ? ["need" as const] : []),
    ...(adds_up(account) && account.projection ? ["projection" as const] : []),
    ...(has_target_line(account) ? ["target" as const] : []),
  ];
  return (
    <ul className="legend" aria-hidden="true">
      {keys.map((key) => (
        <li key={key}>
          <svg viewBox="0 0 28 8">
            <path className={`legend-${key}`} d="M1 4h26" />
          </svg>
          {words.t(`chart.${key}`)}
        </li>
      ))}
    </ul>
  );
}

interface ChartProps {
  account: Account;
  name: string;
  title: string;
  source: string;
  /** Unit of the values that grow, if the account is of a growth rate and it is known. */
  growing?: string;
}

function rows_of(account: Account, growing: string): string[][] {
  const unit = value_unit(account, growing);
  const rows = account.periods.map((one) =>
    [one.period, one.value, one.cumulative, one.needed, unit, one.rows, one.observed].map((cell) =>
      String(cell ?? ""),
    ),
  );
  return [["period", "value", "cumulative", "needed", "unit", "rows", "observed"], ...rows];
}

/** The chart of a reading. */
export function Chart({ account, name, title, source, growing = "" }: ChartProps) {
  const words = useWords();
  const label = text_of(words, account.label) || account.reading;
  const description = words.t("chart.describe", {
    label,
    from: account.periods[0]?.period ?? "",
    to: account.periods.at(-1)?.period ?? "",
  });
  const draw = useCallback(
    async (room: number) => {
      const chart = await import("../chart/draw.ts");
      return chart.draw({ words, account, growing, description }, room);
    },
    [words, account, growing, description],
  );
  const file = { name, title, source, rows: () => rows_of(account, growing) };
  return <ChartFrame draw={draw} legend={<Legend account={account} />} file={file} />;
}
