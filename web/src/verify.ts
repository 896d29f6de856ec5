// SPDX-License-Identifier: Apache-2.0
// Checking an entry without trusting the server: the leaf hash and inclusion proof of RFC 6962,
// the checkpoint of a signed note, and its Ed25519 signature. Nothing here touches the page.

/** A copy on an ArrayBuffer of its own, which is what WebCrypto's types ask for. */
type Bytes = Uint8Array<ArrayBuffer>;

/** Why a check failed; each has its words in the catalogues under `verify.reason`. */
export type Reason =
  | "no-ed25519"
  | "no-webcrypto"
  | "text-differs"
  | "unreachable"
  | "key-malformed"
  | "note-malformed"
  | "not-signed"
  | "signature-wrong"
  | "origin-differs"
  | "leaf-differs"
  | "path-differs"
  | "root-differs"
  | "index-differs"
  | "proof-malformed";

export type StepName = "text" | "leaf" | "inclusion" | "checkpoint" | "signature";

export interface Step {
  name: StepName;
  result: "ok" | "bad" | "skipped";
  reason?: Reason;
  /** What was computed, to show beside the step. */
  shown?: string;
}

export interface Claim {
  index: number;
  /** The exact bytes of the entry. */
  raw: Bytes;
  /** The text the page shows for it. */
  text: string;
  /** What the server says of them. */
  proof: { index: number; size: number; leaf: string; root: string; hashes: readonly string[] };
  /** The signed note. */
  checkpoint: string;
  /** The depositary's verifier key. */
  key: string;
  origin: string;
}

const hash_bytes = 32;
const signature_bytes = 64;
const ed25519 = 0x01;

/** Strict base64: padded, no other characters, no stray bits; else nothing. */
export function from_base64(text: string): Bytes | undefined {
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return undefined;
  try {
    const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
    return to_base64(bytes) === text ? bytes : undefined;
  } catch {
    return undefined;
  }
}

export function to_base64(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

export function to_hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export function same_bytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}

async function sha256(...parts: Uint8Array[]): Promise<Bytes> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return new Uint8Array(await crypto.subtle.digest("SHA-256", whole));
}

/** RFC 6962: SHA-256(0x00 || entry). */
export function leaf_hash(entry: Uint8Array): Promise<Bytes> {
  return sha256(Uint8Array.of(0x00), entry);
}

/** RFC 6962: SHA-256(0x01 || left || right). */
export function node_hash(left: Uint8Array, right: Uint8Array): Promise<Bytes> {
  return sha256(Uint8Array.of(0x01), left, right);
}

/** The root an inclusion proof leads to, or nothing when its length does not fit the tree. */
export async function root_from_inclusion(
  index: bigint,
  size: bigint,
  leaf: Uint8Array,
  hashes: readonly Uint8Array[],
): Promise<Uint8Array | undefined> {
  if (index < 0n || index >= size || leaf.length !== hash_bytes) return undefined;
  let [node, last] = [index, size - 1n];
  let root = leaf;
  for (const hash of hashes) {
    if (last === 0n || hash.length !== hash_bytes) return undefined;
    if ((node & 1n) === 1n || node === last) {
      root = await node_hash(hash, root);
      while ((node & 1n) === 0n && node !== 0n) [node, last] = [node >> 1n, last >> 1n];
    } else {
      root = await node_hash(root, hash);
    }
    [node, last] = [node >> 1n, last >> 1n];
  }
  return last === 0n ? root : undefined;
}

export async function includes(
  index: bigint,
  size: bigint,
  leaf: Uint8Array,
  hashes: readonly Uint8Array[],
  root: Uint8Array,
): Promise<boolean> {
  if (root.length !== hash_bytes) return false;
  const reached = await root_from_inclusion(index, size, leaf, hashes);
  return reached !== undefined && same_bytes(reached, root);
}

export interface Note {
  /** The signed text, with its final newline. */
  text: string;
  signatures: { name: string; key_id: Bytes; signature: Bytes }[];
}

/** Parses a signed note; the separator is the last empty line. */
export function parse_note(note: string): Note | undefined {
  const end = note.lastIndexOf("\n\n");
  if (end < 0 || !note.endsWith("\n") || /[\x00-\x09\x0b-\x1f]/.test(note)) return undefined;
  const lines = note.slice(end + 2, -1).split("\n");
  const signatures = lines.map(parse_signature);
  if (!signatures.every((signature) => signature !== undefined)) return undefined;
  return { text: note.slice(0, end + 1), signatures };
}

function parse_signature(line: string) {
  const found = /^\u2014 ([^\s+]+) (\S+)$/u.exec(line);
  const bytes = found && from_base64(found[2]!);
  if (!found || !bytes || bytes.length < 5) return undefined;
  return { name: found[1]!, key_id: bytes.slice(0, 4), signature: bytes.slice(4) };
}

export interface Checkpoint {
  origin: string;
  size: bigint;
  root: Bytes;
}

export function parse_checkpoint(text: string): Checkpoint | undefined {
  const [origin, size, root] = text.split("\n");
  const bytes = root && from_base64(root);
  if (!origin || !size || !/^(0|[1-9]\d{0,18})$/.test(size)) return undefined;
  if (!bytes || bytes.length !== hash_bytes) return undefined;
  return { origin, size: BigInt(size), root: bytes };
}

export interface VerifierKey {
  name: string;
  key_id: Bytes;
  public_key: Bytes;
}

/** Reads `name+hex keyid+base64(0x01 || key)` and recomputes the key's identifier. */
export async function parse_key(vkey: string): Promise<VerifierKey | undefined> {
  const found = /^([^\s+]+)\+([0-9a-f]{8})\+(\S+)$/u.exec(vkey.trim());
  const typed = found && from_base64(found[3]!);
  if (!found || !typed || typed.length !== 33 || typed[0] !== ed25519) return undefined;
  const name = new TextEncoder().encode(found[1]!);
  const key_id = (await sha256(name, Uint8Array.of(0x0a), typed)).slice(0, 4);
  if (to_hex(key_id) !== found[2]) return undefined;
  return { name: found[1]!, key_id, public_key: typed.slice(1) };
}

/** Whether the note is signed by the key; unknown signatures are passed over. */
export async function check_signature(note: Note, key: VerifierKey): Promise<Reason | undefined> {
  const ours = note.signatures.filter(
    (signature) => signature.name === key.name && same_bytes(signature.key_id, key.key_id),
  );
  if (ours.length === 0) return "not-signed";
  const text = new TextEncoder().encode(note.text);
  for (const { signature } of ours) {
    const reason = await check_ed25519(key.public_key, signature, text);
    if (reason) return reason;
  }
  return undefined;
}

/** RFC 8032 by the browser's own means; nothing when the signature holds. */
export async function check_ed25519(
  public_key: Bytes,
  signature: Bytes,
  message: Bytes,
): Promise<Reason | undefined> {
  if (signature.length !== signature_bytes) return "signature-wrong";
  try {
    const key = await crypto.subtle.importKey("raw", public_key, "Ed25519", false, ["verify"]);
    const holds = await crypto.subtle.verify("Ed25519", key, signature, message);
    return holds ? undefined : "signature-wrong";
  } catch (error) {
    return (error as Error).name === "NotSupportedError" ? "no-ed25519" : "key-malformed";
  }
}

function step(name: StepName, reason: Reason | undefined, shown?: string): Step {
  const result = reason === undefined ? "ok" : reason === "no-ed25519" ? "skipped" : "bad";
  return { name, result, ...(reason ? { reason } : {}), ...(shown ? { shown } : {}) };
}

/** Whether the reader was shown exactly the bytes that were hashed. */
function shows(claim: Claim): boolean {
  return same_bytes(new TextEncoder().encode(claim.text), claim.raw);
}

function leaf_reason(claim: Claim, leaf: Uint8Array): Reason | undefined {
  if (claim.proof.index !== claim.index) return "index-differs";
  return to_base64(leaf) === claim.proof.leaf ? undefined : "leaf-differs";
}

async function inclusion_steps(claim: Claim): Promise<Step[]> {
  const leaf = await leaf_hash(claim.raw);
  const { proof } = claim;
  const hashes = proof.hashes.map(from_base64);
  const root = from_base64(proof.root);
  const steps = [
    step("text", shows(claim) ? undefined : "text-differs"),
    step("leaf", leaf_reason(claim, leaf), to_base64(leaf)),
  ];
  if (!root || !hashes.every((hash) => hash !== undefined) || !Number.isSafeInteger(proof.size)) {
    return [...steps, step("inclusion", "proof-malformed")];
  }
  const reached = await root_from_inclusion(BigInt(claim.index), BigInt(proof.size), leaf, hashes);
  const reason = reached && same_bytes(reached, root) ? undefined : "path-differs";
  return [...steps, step("inclusion", reason, reached && to_base64(reached))];
}

function checkpoint_step(claim: Claim, note: Note | undefined): Step {
  const stated = note && parse_checkpoint(note.text);
  if (!stated) return step("checkpoint", "note-malformed");
  const shown = `${stated.size} ${to_base64(stated.root)}`;
  if (stated.origin !== claim.origin) return step("checkpoint", "origin-differs", shown);
  const same =
    stated.size === BigInt(claim.proof.size) && to_base64(stated.root) === claim.proof.root;
  return step("checkpoint", same ? undefined : "root-differs", shown);
}

async function signature_step(claim: Claim, note: Note | undefined): Promise<Step> {
  const key = await parse_key(claim.key);
  if (!key) return step("signature", "key-malformed", claim.key);
  if (!note) return step("signature", "note-malformed");
  return step("signature", await check_signature(note, key), claim.key);
}

/** Every step of the check, in order; the claim holds only when none is bad. */
export async function verify(claim: Claim): Promise<Step[]> {
  if (!Number.isSafeInteger(claim.proof.size)) return [step("inclusion", "proof-malformed")];
  const note = parse_note(claim.checkpoint);
  return [
    ...(await inclusion_steps(claim)),
    checkpoint_step(claim, note),
    await signature_step(claim, note),
  ];
}

export type Outcome = "ok" | "unsigned" | "bad";

export function outcome(steps: readonly Step[]): Outcome {
  if (steps.length === 0 || steps.some((one) => one.result === "bad")) return "bad";
  return steps.some((one) => one.result === "skipped") ? "unsigned" : "ok";
}
