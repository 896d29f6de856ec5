// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";
import { match } from "./match.ts";
import { dataset_path, entry_path, is_web_address, reading_path } from "./paths.ts";

test("names with any character lead back to themselves", () => {
  for (const name of ["trade", "a/b", "?&#%", "贸易 1", "..%2F"]) {
    expect(match("/pledges/:id/readings/:rid", reading_path(name, "r/1"))).toEqual({
      id: name,
      rid: "r/1",
    });
  }
});

test("a dataset's address names a vintage only when there is one", () => {
  expect(dataset_path("trade flows", "ab12")).toBe("/data/trade%20flows?vintage=ab12");
  expect(dataset_path("trade", "")).toBe("/data/trade");
  expect(entry_path(0)).toBe("/record/0");
});

test("only addresses of the web are followed", () => {
  expect(is_web_address("https://example.org/")).toBe(true);
  expect(is_web_address("javascript:alert(1)//https://")).toBe(false);
  expect(is_web_address(" https://example.org/")).toBe(false);
  expect(is_web_address(undefined)).toBe(false);
});
