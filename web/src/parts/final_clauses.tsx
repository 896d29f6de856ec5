// SPDX-License-Identifier: Apache-2.0
// The final clauses of an instrument, as the record has them: when and for whom it enters into force.
import { useDirectory } from "../association.ts";
import { date, decimal, list } from "../format.ts";
import { useWords, type Words } from "../messages/index.ts";
import { Facts, type Fact } from "./rows.tsx";

interface Delay {
  days?: number;
  months?: number;
  to_first_of_next_month?: boolean;
}

/** As `instrument.open` writes them in the record. */
interface Clauses {
  deposits?: number;
  named?: string[];
  share?: { of: string; percent: string };
  uncounted?: string[];
  delay?: Delay;
  later_delay?: Delay;
  not_before?: string;
  withdrawal_notice?: Delay;
  signature_first?: boolean;
}

function delay_words(words: Words, delay: Delay): string {
  const counted = delay.months
    ? words.t("delay.months", { n: delay.months })
    : words.t("delay.days", { n: delay.days ?? 0 });
  return delay.to_first_of_next_month ? words.t("delay.to_first", { delay: counted }) : counted;
}

export function FinalClauses({ clauses }: { clauses: unknown }) {
  const words = useWords();
  const directory = useDirectory();
  const said = clauses as Clauses;
  const names = (codes: string[]) =>
    list(
      words,
      codes.map((code) => directory.name(words, code)),
    );
  const delay = (key: "delay" | "later_delay" | "withdrawal_notice"): Fact | undefined => {
    const lasts = said[key];
    return lasts && { name: words.t(`clause.${key}`), value: delay_words(words, lasts) };
  };
  return (
    <Facts
      facts={[
        said.deposits !== undefined && {
          name: words.t("clause.deposits"),
          value: decimal(words, String(said.deposits)),
        },
        said.named && { name: words.t("clause.named"), value: names(said.named) },
        said.share && {
          name: words.t("clause.share"),
          value: `${words.t("unit.percent", { n: decimal(words, said.share.percent) })}: ${said.share.of}`,
        },
        said.uncounted && { name: words.t("clause.uncounted"), value: names(said.uncounted) },
        delay("delay"),
        delay("later_delay"),
        said.not_before && {
          name: words.t("clause.not_before"),
          value: date(words, said.not_before),
        },
        delay("withdrawal_notice"),
        said.signature_first && {
          name: words.t("clause.signature"),
          value: words.t("clause.signature_first"),
        },
      ]}
    />
  );
}
