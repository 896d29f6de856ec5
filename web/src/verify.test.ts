// SPDX-License-Identifier: Apache-2.0
import { createHash, generateKeyPairSync, sign } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import {
  check_ed25519,
  check_signature,
  from_base64,
  includes,
  leaf_hash,
  outcome,
  parse_checkpoint,
  parse_key,
  parse_note,
  to_base64,
  to_hex,
  verify,
  type Claim,
} from "./verify.ts";

const shared =
  process.env["COMITY_SHARED_DIR"] ?? fileURLToPath(new URL("../../../shared/", import.meta.url));
const origin = "log.example";
const keys = generateKeyPairSync("ed25519");
const raw_key = keys.publicKey.export({ format: "der", type: "spki" }).subarray(-32);
const typed_key = Buffer.concat([Buffer.of(1), raw_key]);
const key_id = createHash("sha256").update(`${origin}\n`).update(typed_key).digest().subarray(0, 4);
const vkey = `${origin}+${key_id.toString("hex")}+${typed_key.toString("base64")}`;

function signed(text: string): string {
  const signature = Buffer.concat([key_id, sign(null, Buffer.from(text), keys.privateKey)]);
  return `${text}\n\u2014 ${origin} ${signature.toString("base64")}\n`;
}

const sha256 = (...parts: Uint8Array[]) =>
  createHash("sha256").update(Buffer.concat(parts)).digest();

/** A claim about entry 1 of three, computed here by Node's own hash and signature. */
function claim(): Claim {
  const entries = ["zero\n", "one ≠ один\n", "two\n"].map((text) => new TextEncoder().encode(text));
  const leaves = entries.map((entry) => sha256(Buffer.of(0), entry));
  const left = sha256(Buffer.of(1), leaves[0]!, leaves[1]!);
  const root = sha256(Buffer.of(1), left, leaves[2]!).toString("base64");
  return {
    index: 1,
    raw: entries[1]!,
    text: "one ≠ один\n",
    proof: {
      index: 1,
      size: 3,
      leaf: leaves[1]!.toString("base64"),
      root,
      hashes: [leaves[0]!.toString("base64"), leaves[2]!.toString("base64")],
    },
    checkpoint: signed(`${origin}\n3\n${root}\n`),
    key: vkey,
    origin,
  };
}

const reasons = async (changed: Claim) =>
  (await verify(changed)).flatMap((step) => (step.reason ? [step.reason] : []));

describe("verify", () => {
  test("an honest claim passes every step", async () => {
    const steps = await verify(claim());
    expect(steps.map((step) => step.name)).toEqual([
      "text",
      "leaf",
      "inclusion",
      "checkpoint",
      "signature",
    ]);
    expect(outcome(steps)).toBe("ok");
  });
  test("one altered byte is found at the text, the leaf and the path", async () => {
    const altered = claim();
    altered.raw[0]! ^= 1;
    expect(await reasons(altered)).toEqual(["text-differs", "leaf-differs", "path-differs"]);
  });
  test("altered bytes with a matching leaf still lead to another root", async () => {
    const altered = claim();
    altered.raw[0]! ^= 1;
    altered.text = new TextDecoder().decode(altered.raw);
    altered.proof.leaf = to_base64(await leaf_hash(altered.raw));
    expect(await reasons(altered)).toEqual(["path-differs"]);
  });
  test("a page that shows another text is found out", async () => {
    expect(await reasons({ ...claim(), text: "one = один\n" })).toEqual(["text-differs"]);
  });
  test("a proof for another entry is refused", async () => {
    const one = claim();
    expect(await reasons({ ...one, index: 0 })).toEqual(["index-differs", "path-differs"]);
  });
  test("a missing, an additional and a short hash are refused", async () => {
    const one = claim();
    for (const hashes of [
      one.proof.hashes.slice(1),
      [...one.proof.hashes, one.proof.root],
      ["AAAA", one.proof.hashes[1]!],
    ]) {
      expect(await reasons({ ...one, proof: { ...one.proof, hashes } })).toEqual(["path-differs"]);
    }
  });
  test("a proof longer than the tree is refused even when it leads to the stated root", async () => {
    const [leaf, extra] = [sha256(Buffer.of(0)), sha256(Buffer.of(7))];
    const longer = sha256(Buffer.of(1), extra, leaf);
    expect(await includes(0n, 1n, leaf, [], leaf)).toBe(true);
    expect(await includes(0n, 1n, leaf, [extra], longer)).toBe(false);
  });
  test("a checkpoint of another size, root or origin is refused", async () => {
    const one = claim();
    const { root } = one.proof;
    const other = to_base64(new Uint8Array(32));
    expect(await reasons({ ...one, checkpoint: signed(`${origin}\n4\n${root}\n`) })).toEqual([
      "root-differs",
    ]);
    expect(await reasons({ ...one, checkpoint: signed(`${origin}\n3\n${other}\n`) })).toEqual([
      "root-differs",
    ]);
    expect(await reasons({ ...one, checkpoint: signed(`other.example\n3\n${root}\n`) })).toEqual([
      "origin-differs",
    ]);
  });
  test("an unsigned, foreign or altered checkpoint is refused", async () => {
    const one = claim();
    const stranger = one.checkpoint.replace(`\u2014 ${origin}`, "\u2014 stranger.example");
    expect(await reasons({ ...one, checkpoint: stranger })).toEqual(["not-signed"]);
    const extended = one.checkpoint.replace("\n\n", "\nextension\n\n");
    expect(await reasons({ ...one, checkpoint: extended })).toEqual(["signature-wrong"]);
    expect(await reasons({ ...one, checkpoint: "nonsense" })).toEqual([
      "note-malformed",
      "note-malformed",
    ]);
  });
  test("a key whose identifier does not fit is refused", async () => {
    const wrong = vkey.replace(/\+[0-9a-f]{8}\+/, "+00000000+");
    expect(await reasons({ ...claim(), key: wrong })).toEqual(["key-malformed"]);
  });
  test("sizes that are not whole numbers do not throw", async () => {
    const one = claim();
    for (const size of [1.5, -1, Number.NaN, 2 ** 60]) {
      expect(outcome(await verify({ ...one, proof: { ...one.proof, size } }))).toBe("bad");
    }
  });
  test("no step at all is not a success", () => expect(outcome([])).toBe("bad"));
});

describe("parsing", () => {
  test("base64 is strict", () => {
    expect(to_hex(from_base64("AAEC/w==")!)).toBe("000102ff");
    for (const bad of ["AAEC_w==", "AAEC/w=", "AAEC/x==", " AAEC", "A"])
      expect(from_base64(bad)).toBeUndefined();
  });
  test("a note's text ends at the last empty line", () => {
    const note = parse_note(signed("a\n\nb\n"));
    expect(note?.text).toBe("a\n\nb\n");
    expect(note?.signatures).toHaveLength(1);
  });
  test("notes with control characters, without signatures or without a final newline are refused", () => {
    const good = signed("a\n");
    for (const bad of [
      good.replace("a", "a\t"),
      "a\n\n",
      good.slice(0, -1),
      good.replace("\u2014", "-"),
      "",
    ]) {
      expect(parse_note(bad)).toBeUndefined();
    }
  });
  test("a checkpoint's size has no leading zero and its root 32 bytes", () => {
    const root = to_base64(new Uint8Array(32));
    expect(parse_checkpoint(`o\n0\n${root}\n`)?.size).toBe(0n);
    for (const bad of [
      `o\n01\n${root}\n`,
      `o\n-1\n${root}\n`,
      `o\n1\nAAAA\n`,
      `\n1\n${root}\n`,
      "o\n",
    ]) {
      expect(parse_checkpoint(bad)).toBeUndefined();
    }
  });
  test("the verifier key of the signed-note form is read", async () => {
    expect(to_hex((await parse_key(vkey))!.public_key)).toBe(raw_key.toString("hex"));
  });
});

interface InclusionVector {
  leafIdx: number;
  treeSize: number;
  root: string | null;
  leafHash: string | null;
  proof: string[] | null;
  desc: string;
  wantErr: boolean;
}

function json_files(folder: string): string[] {
  return readdirSync(folder, { recursive: true })
    .map(String)
    .filter((name) => name.endsWith(".json"))
    .sort()
    .map((name) => join(folder, name));
}

const inclusion = join(shared, "vectors/merkle-proofs/testdata/inclusion");
const rfc8032 = join(shared, "vectors/ed25519-rfc8032/rfc8032.json");

describe("shared vectors", () => {
  test.skipIf(!existsSync(inclusion))(
    "the published inclusion proofs are judged as published",
    async () => {
      const files = json_files(inclusion);
      expect(files.length).toBeGreaterThan(90);
      for (const file of files) {
        const vector = JSON.parse(readFileSync(file, "utf8")) as InclusionVector;
        const bytes = (text: string | null) => new Uint8Array(Buffer.from(text ?? "", "base64"));
        const holds = await includes(
          BigInt(vector.leafIdx),
          BigInt(vector.treeSize),
          bytes(vector.leafHash),
          (vector.proof ?? []).map(bytes),
          bytes(vector.root),
        );
        expect(holds, `${file}: ${vector.desc}`).toBe(!vector.wantErr);
      }
    },
  );
  test.skipIf(!existsSync(rfc8032))(
    "the signatures of RFC 8032 hold, and the malleable one does not",
    async () => {
      interface Signed {
        pub: string;
        msg: string;
        sig: string;
      }
      const { vectors, malleable_must_reject } = JSON.parse(readFileSync(rfc8032, "utf8")) as {
        vectors: Signed[];
        malleable_must_reject: Signed;
      };
      const bytes = (hex: string) => new Uint8Array(Buffer.from(hex, "hex"));
      const judge = (one: Signed) => check_ed25519(bytes(one.pub), bytes(one.sig), bytes(one.msg));
      expect(vectors.length).toBe(5);
      for (const one of vectors) {
        expect(await judge(one)).toBeUndefined();
        expect(await judge({ ...one, msg: `${one.msg}00` })).toBe("signature-wrong");
      }
      expect(await judge(malleable_must_reject)).toBe("signature-wrong");
    },
  );
});

test("a signature of the wrong length is wrong, not an error", async () => {
  const key = (await parse_key(vkey))!;
  const short = { name: origin, key_id: key.key_id, signature: new Uint8Array(63) };
  expect(await check_signature({ text: "a\n", signatures: [short] }, key)).toBe("signature-wrong");
});
