// SPDX-License-Identifier: Apache-2.0
// What a line of the record did: the kind of act in the reader's language, and on what.
import { useWords, type Words } from "../messages/index.ts";
import type { Column } from "./rows.tsx";

interface Act {
  kind: string;
  subject: string;
}

export function ActName({ kind }: { kind: string }) {
  const words = useWords();
  const name = words.coded("act", kind);
  return (
    <>
      {name !== kind && <span className="block">{name}</span>}
      <span className={name === kind ? "mono whole" : "mono whole quiet"}>{kind}</span>
    </>
  );
}

export function act_column<T extends Act>(words: Words): Column<T> {
  return { head: words.t("column.kind"), cell: (one) => <ActName kind={one.kind} /> };
}

export function subject_column<T extends Act>(words: Words): Column<T> {
  return { head: words.t("column.subject"), cell: (one) => one.subject || "–" };
}
