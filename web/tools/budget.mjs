// SPDX-License-Identifier: Apache-2.0
// Fails the build when the script the scoreboard needs first grows over its budget.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const budget_bytes = 98_000;
const dist = new URL("../dist/", import.meta.url);
const html = readFileSync(new URL("index.html", dist), "utf8");
const scripts = [...html.matchAll(/(?:src|href)="\/([^"]+\.js)"/g)].map((found) => found[1]);
const sizes = scripts.map(
  (name) => gzipSync(readFileSync(new URL(name, dist)), { level: 9 }).length,
);
const total = sizes.reduce((sum, size) => sum + size, 0);
console.log(`scoreboard script: ${total} bytes gzip of ${budget_bytes} (${scripts.join(", ")})`);
if (scripts.length === 0 || total > budget_bytes) process.exit(1);
