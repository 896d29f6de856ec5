// SPDX-License-Identifier: Apache-2.0
// Which pledges of the scoreboard are shown, and in which order.
import type { PledgeSummary } from "./types.ts";

export const kinds: readonly PledgeSummary["kind"][] = ["pledge", "claim", "proposal"];
export const orders = ["date", "title", "due", "share"] as const;
export type Order = (typeof orders)[number];

/** What the address says about filters and order; an empty filter lets everything pass. */
export interface View {
  text: string;
  verdict: string;
  kind: string;
  party: string;
  disagree: boolean;
  order: Order;
  descending: boolean;
}

export function view_of(query: URLSearchParams): View {
  const sort = query.get("sort") ?? "date";
  const bare = sort.replace(/^-/, "");
  return {
    text: query.get("q") ?? "",
    verdict: query.get("verdict") ?? "",
    kind: query.get("kind") ?? "",
    party: query.get("party") ?? "",
    disagree: query.get("disagree") === "yes",
    order: orders.find((one) => one === bare) ?? "date",
    descending: sort.startsWith("-"),
  };
}

/** How the reader's language writes and sorts what a pledge is called and searched by. */
export interface Language {
  locale: string;
  title: (pledge: PledgeSummary) => string;
  /** Everything a reader may search the pledge by. */
  words: (pledge: PledgeSummary) => string;
}

/** What still stands of a pledge: readings that were not withdrawn, none of a withdrawn pledge. */
export function standing_readings(pledge: PledgeSummary): PledgeSummary["readings"] {
  if (pledge.state === "withdrawn") return [];
  return pledge.readings.filter((one) => one.state !== "withdrawn");
}

function passes(language: Language, view: View, pledge: PledgeSummary): boolean {
  const lower = (text: string) => text.toLocaleLowerCase(language.locale);
  const wanted = lower(view.text.trim()).split(/\s+/).filter(Boolean);
  const words = wanted.length > 0 ? lower(language.words(pledge)) : "";
  return (
    wanted.every((part) => words.includes(part)) &&
    (!view.verdict || standing_readings(pledge).some((one) => one.verdict === view.verdict)) &&
    (!view.kind || pledge.kind === view.kind) &&
    (!view.party || pledge.by.includes(view.party)) &&
    (!view.disagree || pledge.disagree)
  );
}

function largest_share(pledge: PledgeSummary): number {
  return Math.max(-1, ...standing_readings(pledge).map((one) => Number(one.share ?? -1)));
}

type Comparison = (a: PledgeSummary, b: PledgeSummary) => number;

/** Days of the calendar compare as text. */
function by_day(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function comparison(language: Language, { order, descending }: View): Comparison {
  const sign = descending ? -1 : 1;
  switch (order) {
    case "date":
      return (a, b) => sign * by_day(a.date, b.date);
    case "title":
      return (a, b) => sign * language.title(a).localeCompare(language.title(b), language.locale);
    case "share":
      return (a, b) => sign * (largest_share(a) - largest_share(b));
    case "due": // Without a day due a pledge comes last either way.
      return (a, b) =>
        a.due === undefined || b.due === undefined
          ? Number(a.due === undefined) - Number(b.due === undefined)
          : sign * by_day(a.due, b.due);
  }
}

/** The pledges that pass the filters of `view`, in its order; equal ones stay as they were made. */
export function shown_of(
  language: Language,
  pledges: readonly PledgeSummary[],
  view: View,
): PledgeSummary[] {
  return pledges
    .filter((pledge) => passes(language, view, pledge))
    .sort(comparison(language, view));
}
