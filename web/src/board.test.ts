// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import { shown_of, standing_readings, view_of, type Language } from "./board.ts";
import type { Account, PledgeSummary, Verdict } from "./types.ts";

function reading(verdict: Verdict, share?: string): Account {
  return {
    pledge: "p",
    reading: "r",
    label: { en: "r" },
    state: "current",
    measure: { from: "none" },
    verdict,
    basis: "none",
    rows: 0,
    vintages: [],
    flags: [],
    periods: [],
    ...(share ? { share } : {}),
  };
}

function pledge(name: string, changes: Partial<PledgeSummary> = {}): PledgeSummary {
  return {
    pledge: name,
    kind: "pledge",
    by: ["CHN"],
    title: { en: name },
    text: { en: name },
    date: "2021-01-01",
    source: { citation: "c" },
    state: "current",
    readings: [],
    verdicts: {},
    disagree: false,
    ...changes,
  };
}

const english: Language = {
  locale: "en-GB",
  title: (one) => one.title["en"] ?? "",
  words: (one) => [one.pledge, ...Object.values(one.title)].join("\n"),
};

function names(pledges: PledgeSummary[], query: string): string[] {
  return shown_of(english, pledges, view_of(new URLSearchParams(query))).map((one) => one.pledge);
}

describe("the scoreboard", () => {
  const board = [
    pledge("Trade", { due: "2025-12-31", date: "2021-09-17", by: ["CHN", "RUS"] }),
    pledge("aid", { readings: [reading("met", "1.2"), reading("missed", "0.2")], disagree: true }),
    pledge("Études", { due: "2023-01-01", kind: "claim", title: { en: "Études", ru: "Учёба" } }),
    pledge("forum", { readings: [reading("met", "0.9")], kind: "claim", by: [] }),
  ];

  test("shows everything by date, equal dates as they were made", () => {
    expect(names(board, "")).toEqual(["aid", "Études", "forum", "Trade"]);
    expect(names(board, "sort=-date")).toEqual(["Trade", "aid", "Études", "forum"]);
    expect(names(board, "sort=nonsense")).toEqual(names(board, ""));
    expect(board[0]!.pledge).toBe("Trade");
  });
  test("sorts titles as the language does", () => {
    expect(names(board, "sort=title")).toEqual(["aid", "Études", "forum", "Trade"]);
    expect(names(board, "sort=-title")).toEqual(["Trade", "forum", "Études", "aid"]);
  });
  test("puts pledges without a day due last, whichever way it sorts", () => {
    expect(names(board, "sort=due")).toEqual(["Études", "Trade", "aid", "forum"]);
    expect(names(board, "sort=-due")).toEqual(["Trade", "Études", "aid", "forum"]);
  });
  test("sorts by the largest share of any reading", () =>
    expect(names(board, "sort=-share")).toEqual(["aid", "forum", "Trade", "Études"]));
  test("finds every word in any language, whatever its case", () => {
    expect(names(board, "q=УЧЁБА")).toEqual(["Études"]);
    expect(names(board, "q=%20étu%20%20УЧЁ%20")).toEqual(["Études"]);
    expect(names(board, "q=trade aid")).toEqual([]);
    expect(names(board, "q=%20%20")).toHaveLength(4);
  });
  test("combines filters", () => {
    expect(names(board, "verdict=met")).toEqual(["aid", "forum"]);
    expect(names(board, "verdict=met&kind=claim")).toEqual(["forum"]);
    expect(names(board, "party=RUS")).toEqual(["Trade"]);
    expect(names(board, "disagree=yes&verdict=missed")).toEqual(["aid"]);
    expect(names(board, "verdict=nonsense")).toEqual([]);
  });
});

test("what was withdrawn is neither counted nor found by its verdict", () => {
  const withdrawn: Account = { ...reading("met", "1"), state: "withdrawn" };
  const one = pledge("a", { readings: [withdrawn, reading("behind", "0.5")] });
  const gone = pledge("b", { state: "withdrawn", readings: [reading("met", "1")] });
  expect(standing_readings(one).map((each) => each.verdict)).toEqual(["behind"]);
  expect(standing_readings(gone)).toEqual([]);
  const view = view_of(new URLSearchParams("verdict=met"));
  expect(shown_of(english, [one, gone], view)).toEqual([]);
});
