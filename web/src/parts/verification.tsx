// SPDX-License-Identifier: Apache-2.0
// "Verify in this browser": fetches the bytes anew, computes, and shows every step.
import { useState } from "react";
import { api, fetch_json } from "../api.ts";
import { useWords, type Words } from "../messages/index.ts";
import type { Association, Entry, Proof } from "../types.ts";
import { from_base64, outcome, verify, type Outcome, type Reason, type Step } from "../verify.ts";

type Progress =
  | { state: "idle" }
  | { state: "running" }
  | { state: "refused"; reason: Reason }
  | { state: "done"; steps: Step[]; result: Outcome; hashes: number; bytes: number };

/** Fetches what is needed and checks it; throws only when the server does not answer. */
async function check(entry: Entry): Promise<Progress> {
  if (!globalThis.crypto?.subtle) return { state: "refused", reason: "no-webcrypto" };
  const [fresh, proof, association] = await Promise.all([
    fetch_json<Entry>(api(`/entries/${entry.index}`)),
    fetch_json<Proof>(api(`/proofs/${entry.index}`)),
    fetch_json<Association>(api("/association")),
  ]);
  const raw = from_base64(fresh.raw) ?? new Uint8Array();
  const steps = await verify({
    index: entry.index,
    raw,
    text: entry.text,
    proof,
    checkpoint: proof.checkpoint,
    key: association.depositary_key,
    origin: association.origin,
  });
  return { state: "done", steps, result: outcome(steps), hashes: proof.hashes.length, bytes: raw.length };
}

function command(index: number): string {
  return `comity verify --entry ${index}`;
}

function step_words(words: Words, step: Step, hashes: number, bytes: number): string {
  switch (step.name) {
    case "inclusion":
      return words.t("verify.step.inclusion", { n: hashes });
    case "leaf":
      return words.t("verify.step.leaf", { bytes });
    case "text":
    case "checkpoint":
    case "signature":
      return words.t(`verify.step.${step.name}`);
  }
}

function StepLine({ step, index, hashes, bytes }: { step: Step; index: number; hashes: number; bytes: number }) {
  const words = useWords();
  const mark = { ok: "✓", bad: "✕", skipped: "–" }[step.result];
  return (
    <li className={`step step-${step.result}`}>
      <span className="step-mark" aria-hidden="true">
        {mark}
      </span>
      <div>
        {step_words(words, step, hashes, bytes)}: <strong>{words.t(`verify.result.${step.result}`)}</strong>
        {step.reason && (
          <span className="basis">{words.t(`verify.reason.${step.reason}`, { command: command(index) })}</span>
        )}
        {step.shown && <span className="mono quiet block">{step.shown}</span>}
      </div>
    </li>
  );
}

function Result({ progress, index }: { progress: Progress; index: number }) {
  const words = useWords();
  if (progress.state === "idle") return null;
  if (progress.state === "running") return <p>{words.t("verify.running")}</p>;
  if (progress.state === "refused") {
    return <p className="notice">{words.t(`verify.reason.${progress.reason}`, { command: command(index) })}</p>;
  }
  const { steps, result, hashes, bytes } = progress;
  return (
    <>
      <p className={`outcome outcome-${result}`} data-outcome={result}>
        {words.t(`verify.${result}`)}
      </p>
      {result === "bad" && <p>{words.t("verify.bad.help")}</p>}
      <ol className="steps">
        {steps.map((step) => (
          <StepLine key={step.name} step={step} index={index} hashes={hashes} bytes={bytes} />
        ))}
      </ol>
      <p className="quiet small">
        {words.t("verify.limits")} {words.t("verify.key.help")}
      </p>
    </>
  );
}

export function Verification({ entry }: { entry: Entry }) {
  const words = useWords();
  const [progress, set_progress] = useState<Progress>({ state: "idle" });
  const run = () => {
    set_progress({ state: "running" });
    check(entry).then(set_progress, () => set_progress({ state: "refused", reason: "unreachable" }));
  };
  return (
    <section className="verification" aria-labelledby="verification">
      <h2 id="verification">{words.t("verify.title")}</h2>
      <p>{words.t("verify.intro")}</p>
      <button type="button" className="no-print" disabled={progress.state === "running"} onClick={run}>
        {words.t(progress.state === "done" ? "verify.again" : "verify.run")}
      </button>
      <div aria-live="polite">
        <Result progress={progress} index={entry.index} />
      </div>
    </section>
  );
}
