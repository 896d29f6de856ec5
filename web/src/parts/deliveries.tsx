// SPDX-License-Identifier: Apache-2.0
import { amount, date, text_language, text_of } from "../format.ts";
import { useWords } from "../messages/index.ts";
import type { Delivery } from "../types.ts";
import { pledge_path } from "../paths.ts";
import { Link } from "./link.tsx";
import { EntryLink, PartyLink } from "./names.tsx";
import { Rows } from "./rows.tsx";

function Receipt({ delivery }: { delivery: Delivery }) {
  const words = useWords();
  if (delivery.withdrawal_reason) {
    return (
      <>
        <span className="receipt receipt-withdrawn">{words.t("delivery.withdrawn")}</span>
        <span className="basis" lang={text_language(words, delivery.withdrawal_reason)}>
          {text_of(words, delivery.withdrawal_reason)}
        </span>
      </>
    );
  }
  return (
    <>
      <span className={`receipt receipt-${delivery.receipt}`}>
        {words.coded("receipt", delivery.receipt)}
      </span>
      {delivery.receipt_reason && (
        <span className="basis" lang={text_language(words, delivery.receipt_reason)}>
          {text_of(words, delivery.receipt_reason)}
        </span>
      )}
    </>
  );
}

/** Deliveries with what the receiving side says of each. */
export function Deliveries({
  rows,
  caption,
  pledge = false,
}: {
  rows: Delivery[];
  caption: string;
  pledge?: boolean;
}) {
  const words = useWords();
  return (
    <Rows
      caption={caption}
      rows={rows}
      row_key={(one) => one.delivery}
      row_class={(one) => (one.withdrawal_reason ? "withdrawn" : undefined)}
      columns={[
        { head: words.t("column.date"), cell: (one) => date(words, one.date) },
        ...(pledge
          ? [
              {
                head: words.t("column.pledge"),
                cell: (one: Delivery) =>
                  one.pledge ? <Link to={pledge_path(one.pledge)}>{one.pledge}</Link> : "–",
              },
            ]
          : []),
        { head: words.t("column.provider"), cell: (one) => <PartyLink code={one.provider} /> },
        { head: words.t("column.receiver"), cell: (one) => <PartyLink code={one.receiver} /> },
        { head: words.t("column.kind"), cell: (one) => words.coded("flow", one.kind) },
        { head: words.t("column.stage"), cell: (one) => words.coded("stage", one.stage) },
        {
          head: words.t("column.quantity"),
          number: true,
          cell: (one) => amount(words, one.quantity, one.unit),
        },
        { head: words.t("column.receipt"), cell: (one) => <Receipt delivery={one} /> },
        {
          head: words.t("column.entry"),
          number: true,
          cell: (one) => <EntryLink index={one.entry} />,
        },
      ]}
    />
  );
}
