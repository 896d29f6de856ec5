// SPDX-License-Identifier: Apache-2.0
import { api, useResource } from "../api.ts";
import { date, text_language, text_of } from "../format.ts";
import { useWords } from "../messages/index.ts";
import { dataset_path } from "../paths.ts";
import { Link } from "../parts/link.tsx";
import { dataset_facts } from "../parts/dataset_facts.tsx";
import { DataLinks } from "../parts/names.tsx";
import { Facts } from "../parts/rows.tsx";
import { Await, Empty } from "../parts/states.tsx";
import { useTitle } from "../parts/title.ts";
import type { Dataset, Datasets } from "../types.ts";

function Card({ dataset }: { dataset: Dataset }) {
  const words = useWords();
  const current = dataset.vintages.find((one) => one.current) ?? dataset.vintages.at(-1);
  return (
    <article className="card">
      <h2 lang={text_language(words, dataset.title)}>
        <Link to={dataset_path(dataset.dataset)}>{text_of(words, dataset.title)}</Link>
      </h2>
      <Facts
        facts={[
          ...dataset_facts(words, dataset),
          current && {
            name: words.t("data.vintage"),
            value: [
              date(words, current.retrieved),
              current.observations === undefined
                ? words.t("data.absent")
                : words.t("data.observations", { n: current.observations }),
            ].join(", "),
          },
          {
            name: words.t("data.used_by"),
            value: words.t("board.readings", { n: dataset.used_by.length }),
          },
        ]}
      />
    </article>
  );
}

export default function DataPage() {
  const words = useWords();
  const resource = useResource<Datasets>(api("/datasets"));
  useTitle(words.t("data.title"));
  return (
    <>
      <h1>{words.t("data.title")}</h1>
      <p className="lead">{words.t("data.intro")}</p>
      <DataLinks path="/datasets" />
      <Await resource={resource}>
        {({ datasets }) =>
          datasets.length === 0 ? (
            <Empty>{words.t("data.empty")}</Empty>
          ) : (
            <div className="cards">
              {datasets.map((one) => (
                <Card key={one.dataset} dataset={one} />
              ))}
            </div>
          )
        }
      </Await>
    </>
  );
}
