// SPDX-License-Identifier: Apache-2.0
// "Verify in this browser": fetches the bytes anew, computes, and shows every step.
import { useState } from "react";
import { api, fetch_json } from "../api.ts";
import { useDirectory } from "../association.ts";
import { useWords, type Words } from "../messages/index.ts";
import { offer } from "../offer.ts";
import type { Association, Entry, Proof } from "../types.ts";
import { from_base64, outcome, verify, type Outcome, type Reason, type Step } from "../verify.ts";

type Progress =
  | { state: "idle" }
  | { state: "running" }
  | { state: "refused"; reason: Reason }
  | { state: "done"; steps: Step[]; result: Outcome; raw: Bytes; proof: Proof };

type Bytes = Uint8Array<ArrayBuffer>;

/** Fetches what is needed and checks it; throws only when the server does not answer. */
async function check(index: number, text: string): Promise<Progress> {
  if (!globalThis.crypto?.subtle) return { state: "refused", reason: "no-webcrypto" };
  const [fresh, proof, association] = await Promise.all([
    fetch_json<Entry>(api(`/entries/${index}`)),
    fetch_json<Proof>(api(`/proofs/${index}`)),
    fetch_json<Association>(api("/association")),
  ]);
  const raw = from_base64(fresh.raw) ?? new Uint8Array();
  const steps = await verify({
    index,
    raw,
    text,
    proof,
    checkpoint: proof.checkpoint,
    key: association.depositary_key,
    origin: association.origin,
  });
  return { state: "done", steps, result: outcome(steps), raw, proof };
}

/** How to check the same with the program, given the two files offered for keeping. */
function command(index: number, key: string): string {
  return `comity verify --key ${key} --entry entry-${index}.note --proof entry-${index}.tlog-proof`;
}

function Keep({ index, raw, proof }: { index: number; raw: Bytes; proof: Proof }) {
  const words = useWords();
  return (
    <p className="links no-print">
      <button
        type="button"
        className="plain"
        onClick={() => offer(`entry-${index}.note`, new Blob([raw]))}
      >
        {words.t("verify.keep.entry")}
      </button>
      <button
        type="button"
        className="plain"
        onClick={() => offer(`entry-${index}.tlog-proof`, new Blob([proof.proof]))}
      >
        {words.t("verify.keep.proof")}
      </button>
    </p>
  );
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

function StepLine(props: { step: Step; index: number; hashes: number; bytes: number }) {
  const { step, index, hashes, bytes } = props;
  const words = useWords();
  const key = useDirectory().association?.depositary_key ?? "…";
  const mark = { ok: "✓", bad: "✕", skipped: "–" }[step.result];
  return (
    <li className={`step step-${step.result}`}>
      <span className="step-mark" aria-hidden="true">
        {mark}
      </span>
      <div>
        {step_words(words, step, hashes, bytes)}:{" "}
        <strong>{words.t(`verify.result.${step.result}`)}</strong>
        {step.reason && (
          <span className="basis">
            {words.t(`verify.reason.${step.reason}`, { command: command(index, key) })}
          </span>
        )}
        {step.shown && <span className="mono quiet block">{step.shown}</span>}
      </div>
    </li>
  );
}

function Result({ progress, index }: { progress: Progress; index: number }) {
  const words = useWords();
  const key = useDirectory().association?.depositary_key ?? "…";
  if (progress.state === "idle") return null;
  if (progress.state === "running") return <p>{words.t("verify.running")}</p>;
  if (progress.state === "refused") {
    return (
      <p className="notice">
        {words.t(`verify.reason.${progress.reason}`, { command: command(index, key) })}
      </p>
    );
  }
  const { steps, result, raw, proof } = progress;
  return (
    <>
      <p className={`outcome outcome-${result}`} data-outcome={result}>
        {words.t(`verify.${result}`)}
      </p>
      {result === "bad" && <p>{words.t("verify.bad.help")}</p>}
      <ol className="steps">
        {steps.map((step) => (
          <StepLine
            key={step.name}
            step={step}
            index={index}
            hashes={proof.hashes.length}
            bytes={raw.length}
          />
        ))}
      </ol>
      <Keep index={index} raw={raw} proof={proof} />
      <p className="quiet small">
        {words.t("verify.limits")} {words.t("verify.key.help")}
      </p>
    </>
  );
}

export function Verification({ index, text }: { index: number; text: string }) {
  const words = useWords();
  const [progress, set_progress] = useState<Progress>({ state: "idle" });
  const run = () => {
    set_progress({ state: "running" });
    check(index, text).then(set_progress, () =>
      set_progress({ state: "refused", reason: "unreachable" }),
    );
  };
  return (
    <section className="verification" aria-labelledby="verification">
      <h2 id="verification">{words.t("verify.title")}</h2>
      <p>{words.t("verify.intro")}</p>
      <button
        type="button"
        className="no-print"
        disabled={progress.state === "running"}
        onClick={run}
      >
        {words.t(progress.state === "done" ? "verify.again" : "verify.run")}
      </button>
      <div aria-live="polite">
        <Result progress={progress} index={index} />
      </div>
    </section>
  );
}
