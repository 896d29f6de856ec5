// SPDX-License-Identifier: Apache-2.0
import { api, api_root, useResource } from "../api.ts";
import { date, instant, text_of } from "../format.ts";
import { useWords } from "../messages/index.ts";
import { Notes } from "../parts/notes.tsx";
import { Facts } from "../parts/rows.tsx";
import { Await } from "../parts/states.tsx";
import { useTitle } from "../parts/title.ts";
import type { Association } from "../types.ts";

export default function AboutPage() {
  const words = useWords();
  const resource = useResource<Association>(api("/association"));
  useTitle(words.t("about.title"));
  return (
    <div className="prose">
      <h1>{words.t("about.title")}</h1>
      <p className="lead">{words.t("about.one")}</p>
      <p>{words.t("about.two")}</p>
      <p>{words.t("about.neutral")}</p>
      <Await resource={resource}>
        {(data) => (
          <>
            <h2>{text_of(words, data.name)}</h2>
            <Facts
              facts={[
                { name: words.t("about.founded"), value: date(words, data.founded) },
                {
                  name: words.t("about.counts"),
                  value: [
                    words.t("parties.count", { n: data.parties.length }),
                    words.t("board.pledges", { n: data.counts.pledges }),
                    words.t("board.readings", { n: data.counts.readings }),
                    words.t("count.datasets", { n: data.counts.datasets }),
                    words.t("count.deliveries", { n: data.counts.deliveries }),
                    words.t("record.entries", { n: data.entries }),
                  ].join(", "),
                },
                {
                  name: words.t("about.origin"),
                  value: <span className="mono">{data.origin}</span>,
                },
                {
                  name: words.t("record.sealed"),
                  value: (
                    <>
                      {words.coded("about.sealed", data.sealed_by)}
                      {data.seal && `, ${instant(words, data.seal.dated)}`}
                      {data.sealed_by === "depositary" && (
                        <span className="basis">{words.t("about.sealed.help")}</span>
                      )}
                    </>
                  ),
                },
                {
                  name: words.t("verify.key"),
                  value: <span className="mono">{data.depositary_key}</span>,
                },
                { name: words.t("about.version"), value: data.version },
                {
                  name: words.t("about.api"),
                  value: (
                    <>
                      <span className="mono">{api_root}</span> ·{" "}
                      <a href={api("/openapi.json")}>{words.t("about.openapi")}</a>
                    </>
                  ),
                },
              ]}
            />
            <Notes title={words.t("about.notes")} notes={data.notes} />
          </>
        )}
      </Await>
    </div>
  );
}
