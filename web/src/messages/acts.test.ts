// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { en } from "./en.ts";

const book = readFileSync(new URL("../../../docs/acts.md", import.meta.url), "utf8");
const kinds = [...book.matchAll(/^## ([a-z-]+\.[a-z-]+)$/gm)].map((found) => found[1]);

it("every kind of act that the book lists has its words", () => {
  expect(kinds).toContain("pledge.make");
  expect(kinds.filter((kind) => !(`act.${kind}` in en))).toEqual([]);
});
