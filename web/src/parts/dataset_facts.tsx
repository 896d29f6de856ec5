// SPDX-License-Identifier: Apache-2.0
import type { Words } from "../messages/index.ts";
import type { Dataset } from "../types.ts";
import type { Fact } from "./rows.tsx";

/** What is said of a dataset wherever it is shown. */
export function dataset_facts(words: Words, dataset: Dataset): Fact[] {
  return [
    { name: words.t("column.code"), value: <span className="mono">{dataset.dataset}</span> },
    { name: words.t("data.source"), value: dataset.source.citation },
    { name: words.t("data.licence"), value: dataset.licence },
    { name: words.t("data.covers"), value: words.t("reading.window_open", dataset.covers) },
  ];
}
