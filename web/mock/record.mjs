// SPDX-License-Identifier: Apache-2.0
// MADE-UP TEST DATA: a record of a few dozen invented entries under a key made for each run. The
// tree, proofs and signature are real, so that verification in the browser has something to check.
import { createHash, generateKeyPairSync, sign } from "node:crypto";
import { deliveries } from "./evidence.mjs";
import { pledges } from "./fixture.mjs";
import { parties } from "./parties.mjs";

export const origin = "sco.comity.example";

const sha256 = (...parts) => createHash("sha256").update(Buffer.concat(parts)).digest();
const leaf_of = (bytes) => sha256(Buffer.of(0), bytes);
const node_of = (left, right) => sha256(Buffer.of(1), left, right);

function split_at(count) {
  let half = 1;
  while (half * 2 < count) half *= 2;
  return half;
}

function root_of(leaves) {
  if (leaves.length === 0) return sha256();
  if (leaves.length === 1) return leaves[0];
  const half = split_at(leaves.length);
  return node_of(root_of(leaves.slice(0, half)), root_of(leaves.slice(half)));
}

function path_of(index, leaves) {
  if (leaves.length <= 1) return [];
  const half = split_at(leaves.length);
  return index < half
    ? [...path_of(index, leaves.slice(0, half)), root_of(leaves.slice(half))]
    : [...path_of(index - half, leaves.slice(half)), root_of(leaves.slice(0, half))];
}

const { publicKey, privateKey } = generateKeyPairSync("ed25519");
const raw_key = publicKey.export({ format: "der", type: "spki" }).subarray(-32);
const typed_key = Buffer.concat([Buffer.of(1), raw_key]);
const key_id = sha256(Buffer.from(`${origin}\n`), typed_key).subarray(0, 4);
export const depositary_key = `${origin}+${key_id.toString("hex")}+${typed_key.toString("base64")}`;

function signed(text) {
  const signature = Buffer.concat([key_id, sign(null, Buffer.from(text), privateKey)]);
  return `${text}\n\u2014 ${origin} ${signature.toString("base64")}\n`;
}

const acts = [
  { kind: "association.found", summary: "found the association (test data)", body: { origin } },
  ...parties.map((party) => ({
    kind: "party.admit",
    summary: `admit ${party.code}`,
    body: { code: party.code, standings: party.standings },
  })),
  { kind: "dataset.describe", summary: "describe dataset imf-imts", body: { dataset: "imf-imts" } },
  {
    kind: "dataset.add-vintage",
    summary: "add a vintage of imf-imts",
    body: { dataset: "imf-imts", sha256: "ab".repeat(32) },
  },
  {
    kind: "dataset.add-vintage",
    summary: "add a vintage of wb-gdp",
    body: { dataset: "wb-gdp", sha256: "cd".repeat(32) },
  },
  ...pledges.map((one) => ({
    kind: "pledge.make",
    pledge: one.pledge,
    summary: `make pledge ${one.pledge}`,
    body: { pledge: one.pledge, title: one.title, date: one.date },
  })),
  ...pledges.flatMap((one) =>
    one.readings.map((reading) => ({
      kind: "reading.propose",
      pledge: one.pledge,
      summary: `give ${one.pledge} the reading ${reading.reading}`,
      body: { pledge: one.pledge, reading: reading.reading },
    })),
  ),
  ...deliveries.map((delivery) => ({
    kind: "delivery.report",
    pledge: delivery.pledge,
    summary: `report delivery ${delivery.delivery}`,
    body: delivery,
  })),
];

export const entries = acts.map((act, index) => {
  const author = act.kind === "delivery.report" ? "CHN" : "SECRETARIAT";
  const time = new Date(Date.UTC(2024, 0, 8, 9, index)).toISOString().replace(".000", "");
  const text = `${origin}\n${JSON.stringify({ act: act.kind, author, body: act.body, index, time, version: 1 })}\n`;
  const raw = Buffer.from(signed(text));
  return {
    index,
    kind: act.kind,
    version: 1,
    author,
    time,
    leaf: leaf_of(raw).toString("hex"),
    summary: act.summary,
    bytes: raw.length,
    pledge: act.pledge,
    text,
    body: act.body,
    raw: raw.toString("base64"),
  };
});

const leaves = entries.map((entry) => Buffer.from(entry.leaf, "hex"));
const root = root_of(leaves).toString("base64");
const note = signed(`${origin}\n${entries.length}\n${root}\n`);

export const checkpoint = { size: entries.length, root, note };

export function proof_of(index) {
  const hashes = path_of(index, leaves).map((hash) => hash.toString("base64"));
  return {
    index,
    size: entries.length,
    leaf: leaves[index].toString("base64"),
    root,
    hashes,
    checkpoint: note,
    proof: `c2sp.org/tlog-proof@v1\nindex ${index}\n${hashes.map((hash) => `${hash}\n`).join("")}\n${note}`,
  };
}
