// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";
import { intervals_of, quantile } from "./draws.ts";
import { shade_of } from "./shade.ts";
import type { ScenarioDraw } from "./types.ts";

test("quantiles lie between their neighbours in proportion, and never outside", () => {
  const values = [0, 10, 20, 30, 40];
  expect(quantile(values, 0)).toBe(0);
  expect(quantile(values, 0.5)).toBe(20);
  expect(quantile(values, 0.05)).toBeCloseTo(2, 12);
  expect(quantile(values, 0.95)).toBeCloseTo(38, 12);
  expect(quantile(values, 2)).toBe(40);
  expect(quantile([7], 0.95)).toBe(7);
  expect(quantile([], 0.5)).toBeNaN();
});

test("intervals are by party, from solved draws alone, in whatever order they come", () => {
  const draws: ScenarioDraw[] = Array.from({ length: 21 }, (_, number) => ({
    number,
    solved: true,
    real_income: [String(20 - number), "-1.5"],
  }));
  const unsolved = { number: 21, solved: false, real_income: ["900", "900"] };
  const intervals = intervals_of(["A", "B"], [...draws, unsolved]);
  expect(intervals.get("A")).toEqual({ low: 1, high: 19 });
  expect(intervals.get("B")).toEqual({ low: -1.5, high: -1.5 });
  expect(intervals_of(["A"], draws.slice(0, 1)).size).toBe(0);
  expect(intervals_of(["A"], [unsolved, unsolved]).size).toBe(0);
});

test("shades tell direction and size, and nothing where a change rounds to none", () => {
  const shades = ["0", "0.04", "-0.04", "0.05", "-7", "19.99", "20", "-20.8", "105", "-50"];
  expect(shades.map(shade_of)).toEqual([
    "shade-0",
    "shade-0",
    "shade-0",
    "shade-up-1",
    "shade-down-2",
    "shade-up-2",
    "shade-up-3",
    "shade-down-3",
    "shade-up-4",
    "shade-down-4",
  ]);
});
