// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import {
  amount,
  decimal,
  party_name,
  percent,
  period_end,
  scale_for,
  shift_left,
  signed,
  signed_percent,
  subtract,
  text_language,
  text_of,
  unit_head,
} from "./format.ts";
import { Directory } from "./association.ts";
import { flag_sentences } from "./flags.ts";
import { en } from "./messages/en.ts";
import { fill, preferred, Words } from "./messages/index.ts";
import { ru } from "./messages/ru.ts";
import { zh } from "./messages/zh.ts";
import { awaited, explain } from "./reading.ts";
import { match } from "./match.ts";
import type { Account, Party } from "./types.ts";

const english = new Words("en", en);
const russian = new Words("ru", ru);
const chinese = new Words("zh", zh);
/** Intl puts no-break spaces; the tests are easier to read without. */
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, " ");

describe("decimals", () => {
  test("the point moves without loss", () => {
    expect(shift_left("1719003245000", 9)).toBe("1719.003245");
    expect(shift_left("5", 3)).toBe("0.005");
    expect(shift_left("-1200", 3)).toBe("-1.2");
    expect(shift_left("0", 9)).toBe("0");
    expect(shift_left("123.45", 1)).toBe("12.345");
  });
  test("differences are exact beyond what a float holds", () => {
    expect(subtract("90071992547409930.1", "90071992547409929.9")).toBe("0.2");
    expect(subtract("1", "2.5")).toBe("-1.5");
  });
  test("long figures keep every digit", () => {
    expect(decimal(english, "12345678901234567890.123")).toBe("12,345,678,901,234,567,890.123");
  });
  test("what is not a decimal is shown as it came", () => {
    expect(decimal(english, "n/a")).toBe("n/a");
    expect(percent(english, "")).toBe("");
  });
});

describe("amounts", () => {
  test("large sums are written as each language writes them", () => {
    expect(amount(english, "1719003245000", "USD", { short: true })).toBe("1,719.0 bn US$");
    expect(plain(amount(russian, "1719003245000", "USD", { short: true }))).toBe(
      "1 719,0 млрд долл. США",
    );
    expect(amount(chinese, "1719003245000", "USD", { short: true })).toBe("17,190 亿美元");
  });
  test("targets are written as they were said", () => {
    expect(amount(english, "2300000000000", "USD", { exact: true })).toBe("2,300 billion US$");
    expect(amount(chinese, "2300000000000", "USD", { exact: true })).toBe("23,000 亿美元");
  });
  test("counted units follow the plural rules", () => {
    expect(amount(english, "1", "workshops")).toBe("1 workshop");
    expect(amount(russian, "1", "workshops")).toBe("1 мастерская");
    expect(amount(russian, "3", "workshops")).toBe("3 мастерские");
    expect(amount(russian, "11", "workshops")).toBe("11 мастерских");
    expect(plain(amount(russian, "2000000000", "doses", { exact: true }))).toBe("2 млрд доз");
    expect(amount(chinese, "2000000000", "doses", { exact: true })).toBe("20 亿剂");
  });
  test("rates and unknown units are written too", () => {
    expect(amount(english, "11.97", "percent-per-year")).toBe("11.97 % a year");
    expect(amount(english, "12", "furlongs")).toBe("12 furlongs");
  });
  test("heads of columns name scale and unit", () => {
    expect(unit_head(english, "USD", scale_for("en", ["2300000000000"]))).toBe("bn US$");
    expect(unit_head(chinese, "USD", scale_for("zh", ["2300000000000"]))).toBe("亿美元");
    expect(unit_head(russian, "places", scale_for("ru", ["1000"]))).toBe("мест");
    expect(unit_head(chinese, "places", scale_for("zh", ["1000"]))).toBe("个名额");
  });
});

const trade: Account = {
  pledge: "p",
  reading: "r",
  label: { en: "r" },
  state: "current",
  measure: { from: "statistics" },
  aggregate: "sum",
  comparator: "at-least",
  target: "2300000000000",
  unit: "USD",
  window: { from: "2021", to: "2025" },
  verdict: "behind",
  basis: "statistics",
  value: "1719003245000",
  elapsed: { periods: 4, of: 5, share: "0.8" },
  needed_per_period: "580996755000",
  rows: 56,
  vintages: [],
  flags: [],
  periods: ["2021", "2022", "2023", "2024", "2025"].map((period) => ({
    period,
    rows: 14,
    observed: period !== "2025",
    value: "0",
    cumulative: "0",
  })),
};

const open = { day: "2025-06-30" };

describe("sentences", () => {
  test("a window that is over does not ask for a pace, it awaits figures", () => {
    const late: Account = { ...trade, flags: ["awaiting-data:2025"], projection: "2148754056250" };
    expect(explain(english, late, { day: "2026-01-01" })).toBe(
      "1,719.0 billion US$ of 2,300 billion US$ after 4 of 5 years. The window is over; 581.0 billion US$ needed in what has no figures yet (2025).",
    );
    expect(explain(english, late, { day: "2025-12-31" })).toMatch(/needed in 2025\. At the pace/);
    expect(awaited(english, late, "2026-01-01")).toBe("2025");
    expect(awaited(english, late, "2025-12-31")).toBe("");
    expect(awaited(english, trade, "2026-01-01")).toBe("");
    const two = { ...late, periods: late.periods.map((one) => ({ ...one, observed: false })) };
    expect(awaited(english, two, "2026-01-01")).toBe("2021 – 2025");
  });
  test("periods end on their last day, and others have none", () => {
    const ends = ["2025", "2024-Q3", "2024-02", "2024-S1", "2024-05-06"].map(period_end);
    expect(ends).toEqual(["2025-12-31", "2024-09-30", "2024-02-29", "2024-06-30", "2024-05-06"]);
    expect(period_end("2024-W07")).toBeUndefined();
    expect(period_end("")).toBeUndefined();
  });
  test("flags of one kind share a sentence, with parties by name", () => {
    const directory = new Directory(undefined);
    const said = flag_sentences(english, directory, [
      "members-changed:6-8",
      "not-in-dataset:FRACHT",
      "not-in-dataset:X",
      "unheard-of:1",
    ]);
    expect(said).toEqual([
      "The first and the last period are sums over different parties (6, then 8).",
      "No series of the dataset has FRACHT and X: a slip of the pen?",
      "unheard-of",
    ]);
  });
  test("a verdict is explained in each language", () => {
    expect(explain(english, trade, open)).toBe(
      "1,719.0 billion US$ of 2,300 billion US$ after 4 of 5 years. 581.0 billion US$ needed in 2025.",
    );
    expect(plain(explain(russian, trade, open))).toBe(
      "1 719,0 млрд долл. США из 2 300 млрд долл. США за 4 года из 5 лет. В 2025 г. необходимо 581,0 млрд долл. США.",
    );
    expect(explain(chinese, trade, open)).toBe(
      "5 年中已过 4 年，计 17,190 亿美元，目标 23,000 亿美元。2025 年尚需 5,810 亿美元。",
    );
  });
  test("a reading that cannot be measured says why", () => {
    const none: Account = {
      ...trade,
      verdict: "not-measurable",
      measure: { from: "none", reason: { en: "no series" } },
    };
    expect(explain(english, none, open)).toBe("Not measurable: no series.");
  });
});

describe("catalogues", () => {
  const keys = Object.keys(en) as (keyof typeof en)[];
  const places = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((found) => found[1]).sort();

  test("every language has the same places to fill", () => {
    for (const key of keys) {
      for (const catalogue of [ru, zh]) {
        const [ours, theirs] = [en[key], catalogue[key]];
        const wanted = places(typeof ours === "string" ? ours : ours.other);
        for (const form of typeof theirs === "string" ? [theirs] : Object.values(theirs)) {
          expect(places(form), `${key}: ${form}`).toEqual(wanted);
        }
      }
    }
  });
  test("Russian plurals have every form its rules ask for", () => {
    for (const key of keys) {
      const message = ru[key];
      if (typeof message === "string") continue;
      expect(Object.keys(message).sort(), key).toEqual(["few", "many", "one", "other"]);
    }
  });
  test("no message is left in English", () => {
    for (const key of keys) {
      const message = zh[key];
      const text = typeof message === "string" ? message : message.other;
      if (/[a-z]{4}/i.test(text.replace(/\{\w+\}/g, ""))) {
        expect(text).toMatch(/Comity|iCalendar|Atom|OpenAPI|HTTPS|SHA-256|JSON|Ed25519/);
      }
    }
  });
  test("places without a value stay visible", () =>
    expect(fill("{a} {b}", { a: 1 })).toBe("1 {b}"));
  test("the reader's first language we have is chosen", () => {
    expect(preferred(["fr-FR", "zh-TW", "en"])).toBe("zh");
    expect(preferred(["fr"])).toBe("en");
  });
});

test("what the record says may be in a language the pages do not have", () => {
  const german = new Words("en", en, "de");
  expect(text_of(german, { de: "Handel", en: "Trade" })).toBe("Handel");
  expect(text_language(german, { de: "Handel", en: "Trade" })).toBe("de");
  expect(text_of(german, { ru: "Торговля", en: "Trade" })).toBe("Trade");
  const union: Party = { code: "X", name: { de: "Bund" }, standings: [], status_now: "member" };
  expect(party_name(german, union, "X")).toBe("Bund");
});

test("a text in none of the reader's languages is shown in the one it is in, and marked so", () => {
  expect(text_of(russian, { zh: "贸易" })).toBe("贸易");
  expect(text_language(russian, { zh: "贸易" })).toBe("zh");
  expect(text_of(russian, { zh: "贸易", en: "Trade" })).toBe("Trade");
  expect(text_language(russian, undefined)).toBe("en");
  expect(text_of(russian, undefined)).toBe("");
});

test("changes have a sign, unless they round to nothing", () => {
  expect(plain(signed_percent(english, "0.2435"))).toBe("+0.24 %");
  expect(plain(signed_percent(english, "-0.004"))).toBe("0.00 %");
  expect(plain(signed_percent(russian, "-1.5"))).toBe("-1,50 %");
  expect(signed_percent(chinese, "105.6", 1)).toBe("+105.6%");
  expect(signed(english, "53915388.4", 0)).toBe("+53,915,388");
});

test("countries are named by locale unless the record names them", () => {
  const china: Party = {
    code: "CHN",
    alpha2: "CN",
    name: { en: "China" },
    standings: [],
    status_now: "member",
  };
  expect(party_name(russian, china, "CHN")).toBe("Китай");
  expect(
    party_name(chinese, { ...china, name: { en: "China", zh: "中华人民共和国" } }, "CHN"),
  ).toBe("中华人民共和国");
  expect(party_name(english, undefined, "XYZ")).toBe("XYZ");
});

test("routes match whole paths and refuse broken escapes", () => {
  expect(match("/pledges/:id", "/pledges/a%2Fb")).toEqual({ id: "a/b" });
  expect(match("/pledges/:id", "/pledges/trade/")).toEqual({ id: "trade" });
  expect(match("/pledges/:id", "/pledges/")).toBeUndefined();
  expect(match("/pledges/:id", "/pledges/%E0%A4%A")).toBeUndefined();
});
