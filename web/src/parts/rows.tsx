// SPDX-License-Identifier: Apache-2.0
// A plain table that becomes cards on narrow screens, and its pages.
import type { ReactNode } from "react";
import { decimal } from "../format.ts";
import { useWords } from "../messages/index.ts";
import { set_query, useAddress } from "../router.ts";

export interface Column<T> {
  head: string;
  cell: (row: T) => ReactNode;
  number?: boolean;
}

interface RowsProps<T> {
  caption: string;
  columns: Column<T>[];
  rows: readonly T[];
  row_key: (row: T, index: number) => string | number;
  row_class?: (row: T) => string | undefined;
}

export function Rows<T>({ caption, columns, rows, row_key, row_class }: RowsProps<T>) {
  return (
    <table className="rows">
      <caption className="sr-only">{caption}</caption>
      <thead>
        <tr>
          {columns.map((one) => (
            <th key={one.head} scope="col" className={one.number ? "number" : undefined}>
              {one.head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, index) => (
          <tr key={row_key(row, index)} className={row_class?.(row)}>
            {columns.map((one) => (
              <td
                key={one.head}
                data-label={one.head}
                className={one.number ? "number" : undefined}
              >
                {one.cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export const page_size = 50;

/** Where the address says the page of rows begins. */
export function useOffset(): number {
  const text = useAddress().query.get("offset") ?? "0";
  return /^\d{1,9}$/.test(text) ? Number(text) : 0;
}

export function Pager({ all, shown }: { all: number; shown: number }) {
  const words = useWords();
  const offset = useOffset();
  if (all <= page_size && offset === 0) return null;
  const number = (value: number) => decimal(words, String(value));
  const move = (to: number) => set_query({ offset: to > 0 ? String(to) : "" }, true);
  return (
    <nav className="pager no-print" aria-label={words.t("page.label")}>
      <button
        type="button"
        className="secondary"
        disabled={offset === 0}
        onClick={() => move(offset - page_size)}
      >
        {words.t("page.previous")}
      </button>
      <span role="status" aria-live="polite">
        {words.t("page.range", {
          from: number(Math.min(offset + 1, all)),
          to: number(offset + shown),
          all: number(all),
        })}
      </span>
      <button
        type="button"
        className="secondary"
        disabled={offset + shown >= all}
        onClick={() => move(offset + page_size)}
      >
        {words.t("page.next")}
      </button>
    </nav>
  );
}

export interface Fact {
  name: string;
  value: ReactNode;
}

/** Named facts, those without a value left out. */
export function Facts({ facts }: { facts: (Fact | false | undefined | "")[] }) {
  return (
    <dl className="facts">
      {facts.map((one) =>
        one ? (
          <div key={one.name}>
            <dt>{one.name}</dt>
            <dd>{one.value}</dd>
          </div>
        ) : null,
      )}
    </dl>
  );
}
