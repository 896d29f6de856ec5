// SPDX-License-Identifier: Apache-2.0
import { api, useResource } from "../api.ts";
import { text_of } from "../format.ts";
import { useWords } from "../messages/index.ts";
import type { PledgeSummary, Scoreboard } from "../types.ts";

export interface Labels {
  pledge: (id: string) => string;
  reading: (pledge: string, id: string) => string;
}

/** What pledges and readings are called, their ids until that is known. */
export function useLabels(): Labels {
  const words = useWords();
  const board = useResource<Scoreboard>(api("/scoreboard"));
  const pledges = board.state === "ready" ? board.data.pledges : [];
  const found = (id: string): PledgeSummary | undefined => pledges.find((one) => one.pledge === id);
  return {
    pledge: (id) => text_of(words, found(id)?.title) || id,
    reading: (pledge, id) =>
      text_of(words, found(pledge)?.readings.find((one) => one.reading === id)?.label) || id,
  };
}
