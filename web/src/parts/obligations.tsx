// SPDX-License-Identifier: Apache-2.0
// What binds a party: the instruments in force for it, and those that it has signed or consented to.
import { api, useResource } from "../api.ts";
import { date, text_language, text_of } from "../format.ts";
import { useWords } from "../messages/index.ts";
import { party_path } from "../paths.ts";
import type { Obligations as Data } from "../types.ts";
import { useAsOf } from "./as_of.tsx";
import { Link } from "./link.tsx";
import { DataLinks } from "./names.tsx";
import { Rows } from "./rows.tsx";
import { Await, Empty } from "./states.tsx";
import { instrument_path, TreatyMark } from "./treaty.tsx";

function Table({ rows }: { rows: Data["instruments"] }) {
  const words = useWords();
  const day = (text: string | undefined) => (text ? date(words, text) : "–");
  return (
    <Rows
      caption={words.t("party.obligations")}
      rows={rows}
      row_key={(one) => one.instrument}
      columns={[
        {
          head: words.t("column.instrument"),
          cell: (one) => (
            <Link to={instrument_path(one.instrument)}>
              <span lang={text_language(words, one.title)}>{text_of(words, one.title)}</span>
            </Link>
          ),
        },
        {
          head: words.t("column.standing"),
          cell: (one) => <TreatyMark standing={one.standing} />,
        },
        { head: words.t("column.signed"), cell: (one) => day(one.signed_on) },
        { head: words.t("column.bound_since"), cell: (one) => day(one.bound_since) },
        { head: words.t("column.leaves"), cell: (one) => day(one.leaves_on) },
      ]}
    />
  );
}

export function Obligations({ code }: { code: string }) {
  const words = useWords();
  const on = useAsOf();
  const path = `${party_path(code)}/obligations`;
  const resource = useResource<Data>(api(path, { on }));
  return (
    <section aria-label={words.t("party.obligations")}>
      <h2>{words.t("party.obligations")}</h2>
      <Await resource={resource}>
        {(data) =>
          data.instruments.length === 0 ? (
            <Empty>{words.t("party.none_obligations")}</Empty>
          ) : (
            <>
              <Table rows={data.instruments} />
              <DataLinks path={path} query={{ on }} />
            </>
          )
        }
      </Await>
    </section>
  );
}
