// SPDX-License-Identifier: Apache-2.0
import { api, useResource } from "../api.ts";
import { useDirectory } from "../association.ts";
import { text_language, text_of } from "../format.ts";
import { useWords } from "../messages/index.ts";
import { body_path } from "../paths.ts";
import { AsOf, useAsOf } from "../parts/as_of.tsx";
import { ConsultingTabs, useBodyNames, usePartyList } from "../parts/consulting.tsx";
import { Link } from "../parts/link.tsx";
import { DataLinks } from "../parts/names.tsx";
import { Rows } from "../parts/rows.tsx";
import { Await, Empty } from "../parts/states.tsx";
import { useTitle } from "../parts/title.ts";
import { zoned } from "../time.ts";
import type { Bodies, BodyLine } from "../types.ts";

function BodyRows({ bodies }: { bodies: BodyLine[] }) {
  const words = useWords();
  const directory = useDirectory();
  const parties = usePartyList();
  const name = useBodyNames();
  return (
    <Rows
      caption={words.t("bodies.title")}
      rows={bodies}
      row_key={(one) => one.body}
      columns={[
        {
          head: words.t("column.body"),
          cell: (one) => (
            <>
              <Link to={body_path(one.body)} className="row-title">
                <span lang={text_language(words, one.name)}>{text_of(words, one.name)}</span>
              </Link>
              <span className="block quiet small">
                {words.t(`level.${one.level}`)}
                {one.reports_to && ` · ${words.t("body.reports_to")}: ${name(one.reports_to)}`}
                {one.ended && ` · ${words.t("body.ended")}`}
              </span>
            </>
          ),
        },
        {
          head: words.t("column.chair"),
          cell: (one) => (one.chair ? directory.name(words, one.chair) : "–"),
        },
        { head: words.t("column.members"), cell: (one) => parties(one.members) || "–" },
        {
          head: words.t("column.next"),
          cell: (one) => (one.next_meeting ? zoned(words, one.next_meeting) : "–"),
        },
      ]}
    />
  );
}

export default function BodiesPage() {
  const words = useWords();
  const as_of = useAsOf();
  const resource = useResource<Bodies>(api("/bodies", { as_of }));
  useTitle(words.t("bodies.title"));
  return (
    <>
      <ConsultingTabs />
      <div className="page-head">
        <div>
          <h1>{words.t("bodies.title")}</h1>
          <p className="lead">{words.t("bodies.intro")}</p>
        </div>
        <AsOf shown={resource.state === "ready" ? resource.data.as_of : undefined} />
      </div>
      <Await resource={resource}>
        {(data) =>
          data.bodies.length > 0 ? (
            <>
              <BodyRows bodies={data.bodies} />
              <DataLinks path="/bodies" query={{ as_of }} />
            </>
          ) : (
            <Empty>{words.t("bodies.none")}</Empty>
          )
        }
      </Await>
    </>
  );
}
