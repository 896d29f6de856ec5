// SPDX-License-Identifier: Apache-2.0
// What a person who is signed in can say on a proposal: each act is asked once, with what follows
// from it. The server checks it before that question, so the answer to the question is final.
import { useEffect, useId, useRef, useState, type FormEvent, type ReactNode } from "react";
import { Refused } from "../api.ts";
import { useDirectory } from "../association.ts";
import { useWords, type Key } from "../messages/index.ts";
import { entry_path } from "../paths.ts";
import { check_act, drafts_only, new_key, send_act, useSession, type Act } from "../session.ts";
import { recall_here, remember_here } from "../storage.ts";
import type { ProposalPage, SignedIn, Texts } from "../types.ts";
import { usePartyList } from "./consulting.tsx";
import { Link } from "./link.tsx";
import { language_name } from "./proposal_text.tsx";

type Way = "object" | "correct" | "opinion" | "opt-out" | "join";

const kinds: Record<Way, string> = {
  object: "proposal.object",
  correct: "decision.correct",
  opinion: "opinion.place",
  "opt-out": "project.opt-out",
  join: "project.join",
};

/** Words of a refusal in the reader's language where there are some, else as the server says it. */
export function RefusalText({ error }: { error: Error }) {
  const words = useWords();
  const code = error instanceof Refused ? error.code : "";
  const key = `refused.${code}`;
  const text = words.has(key) ? words.t(key) : code ? error.message : words.t("state.failed.help");
  return (
    <>
      {text} {code && <span className="mono quiet small">{code}</span>}
    </>
  );
}

/** What is typed stays until it is entered or the window is closed. */
function useKept(name: string): [string, (text: string) => void] {
  const [text, set_text] = useState(() => recall_here(name) ?? "");
  return [
    text,
    (typed) => {
      set_text(typed);
      remember_here(name, typed);
    },
  ];
}

interface Draft {
  first: string;
  second: string;
  language: string;
  kind: string;
}

function text_in(language: string, text: string): Texts {
  return { [language]: text.trim() };
}

/** The act that the form stands for. */
function act_of(way: Way, proposal: string, draft: Draft): Act {
  const first = text_in(draft.language, draft.first);
  const second = text_in(draft.language, draft.second);
  const given = draft.second.trim() !== "";
  switch (way) {
    case "object":
      return {
        kind: kinds.object,
        body: { proposal, reason: first, ...(given ? { amendment: second } : {}) },
      };
    case "correct":
      return { kind: kinds.correct, body: { proposal, reason: first, correction: second } };
    case "opinion":
      return { kind: kinds.opinion, body: { proposal, kind: draft.kind, text: first } };
    case "opt-out":
    case "join":
      return {
        kind: kinds[way],
        body: { proposal, ...(draft.first.trim() ? { reason: first } : {}) },
      };
  }
}

function Area(props: {
  label: string;
  value: string;
  required?: boolean;
  invalid?: string | undefined;
  on_change: (text: string) => void;
}) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{props.label}</label>
      <textarea
        id={id}
        value={props.value}
        rows={4}
        required={props.required}
        aria-invalid={props.invalid !== undefined}
        aria-describedby={props.invalid}
        onChange={(event) => props.on_change(event.target.value)}
      />
    </div>
  );
}

const first_labels: Record<Way, Key> = {
  object: "speak.reason",
  correct: "speak.reason",
  opinion: "speak.opinion.text",
  "opt-out": "speak.reason.optional",
  join: "speak.reason.optional",
};

const opinion_kinds = ["opinion", "interpretative-statement", "reservation"] as const;

/** A question asked once, over the page; Escape goes back. */
function Confirm(props: {
  question: string;
  children: ReactNode;
  action: string;
  busy: boolean;
  on_yes: () => void;
  on_no: () => void;
}) {
  const words = useWords();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog
      ref={dialog}
      className="confirm"
      aria-labelledby="confirm-question"
      onClose={props.on_no}
    >
      <h2 id="confirm-question">{props.question}</h2>
      {props.children}
      <p className="actions">
        <button type="button" disabled={props.busy} onClick={props.on_yes}>
          {props.action}
        </button>
        <button type="button" className="secondary" disabled={props.busy} onClick={props.on_no}>
          {words.t("speak.back")}
        </button>
      </p>
    </dialog>
  );
}

interface FormProps {
  way: Way;
  proposal: ProposalPage;
  who: SignedIn;
  on_done: (message: ReactNode) => void;
}

function Consequence({ way, proposal, who }: Omit<FormProps, "on_done">) {
  const words = useWords();
  const counted = way === "object" && proposal.by_majority;
  return (
    <>
      <p>{words.t(counted ? "speak.consequence.majority" : `speak.consequence.${way}`)}</p>
      <p>{words.t(drafts_only(who) ? "speak.four_eyes" : "speak.for_good")}</p>
    </>
  );
}

/** The last step of an act: whether it was entered, and under which number. */
function useEntering(who: SignedIn, act: Act, done: (message: ReactNode) => void) {
  const words = useWords();
  const session = useSession();
  const [error, set_error] = useState<Error>();
  const [step, set_step] = useState<"write" | "checking" | "confirm" | "sending">("write");
  const key = useRef("");
  const failed = (problem: unknown) => {
    set_step("write");
    set_error(problem instanceof Error ? problem : new Error(String(problem)));
    if (problem instanceof Refused && problem.status === 401) void session.ask();
  };
  const check = () => {
    set_error(undefined);
    set_step("checking");
    key.current = new_key();
    check_act(who, act).then(() => set_step("confirm"), failed);
  };
  const send = () => {
    set_step("sending");
    send_act(who, act, key.current).then(
      (sent) =>
        done(
          "entry" in sent ? (
            <Link to={entry_path(sent.entry)}>
              {words.t("speak.entered", { index: sent.entry })}
            </Link>
          ) : (
            words.t("speak.drafted")
          ),
        ),
      failed,
    );
  };
  return { error, step, check, send, back: () => set_step("write") };
}

function SpeakForm({ way, proposal, who, on_done }: FormProps) {
  const words = useWords();
  const directory = useDirectory();
  const spoken = directory.association?.languages ?? ["en"];
  const stem = `speak.${proposal.proposal}.${way}`;
  const [first, set_first] = useKept(`${stem}.first`);
  const [second, set_second] = useKept(`${stem}.second`);
  const [language, set_language] = useState(
    spoken.includes(words.contents) ? words.contents : (spoken[0] ?? "en"),
  );
  const [kind, set_kind] = useState<string>("opinion");
  const act = act_of(way, proposal.proposal, { first, second, language, kind });
  const entering = useEntering(who, act, (message) => {
    set_first("");
    set_second("");
    on_done(message);
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    entering.check();
  };
  const invalid = entering.error ? "speak-error" : undefined;
  const party = directory.name(words, who.party);
  return (
    <form className="speak-form" onSubmit={submit}>
      {way === "opinion" && (
        <label className="field">
          <span>{words.t("speak.kind")}</span>
          <select value={kind} onChange={(event) => set_kind(event.target.value)}>
            {opinion_kinds.map((one) => (
              <option key={one} value={one}>
                {words.t(`opinion.kind.${one}`)}
              </option>
            ))}
          </select>
        </label>
      )}
      <Area
        label={words.t(first_labels[way])}
        value={first}
        required={way !== "join" && way !== "opt-out"}
        invalid={invalid}
        on_change={set_first}
      />
      {(way === "object" || way === "correct") && (
        <Area
          label={words.t(way === "object" ? "speak.amendment" : "speak.correction")}
          value={second}
          required={way === "correct"}
          on_change={set_second}
        />
      )}
      <label className="field narrow">
        <span>{words.t("speak.language")}</span>
        <select value={language} onChange={(event) => set_language(event.target.value)}>
          {spoken.map((one) => (
            <option key={one} value={one}>
              {language_name(words.locale, one)}
            </option>
          ))}
        </select>
      </label>
      {entering.error && (
        <p className="problem" id="speak-error" role="alert">
          {words.t("speak.refused")} <RefusalText error={entering.error} />
        </p>
      )}
      <p className="actions">
        <button type="submit" disabled={entering.step !== "write"}>
          {words.t("speak.continue")}
        </button>
      </p>
      {(entering.step === "confirm" || entering.step === "sending") && (
        <Confirm
          question={words.t(`speak.confirm.${way}`, { party })}
          action={words.t(drafts_only(who) ? "speak.save_draft" : "speak.enter")}
          busy={entering.step === "sending"}
          on_yes={entering.send}
          on_no={entering.back}
        >
          <Consequence way={way} proposal={proposal} who={who} />
        </Confirm>
      )}
    </form>
  );
}

/** What this party can say now, the most weighty first. */
function ways_of(proposal: ProposalPage, party: string): Way[] {
  const ways: Way[] = [];
  const now_open = proposal.status === "open" && Date.parse(proposal.deadline) > Date.now();
  if (now_open && proposal.electorate.includes(party))
    ways.push(proposal.way === "room" ? "correct" : "object");
  ways.push("opinion");
  if (proposal.kind === "project" && (now_open || proposal.status === "adopted"))
    ways.push(proposal.participants.includes(party) ? "opt-out" : "join");
  return ways;
}

function SpeakFor({ proposal, who, on_entered }: SpeakProps & { who: SignedIn }) {
  const words = useWords();
  const directory = useDirectory();
  const [chosen, set_chosen] = useState<Way>();
  const [message, set_message] = useState<ReactNode>();
  if (who.role === "observe") {
    const role = words.t(`person.role.${who.role}`);
    return <p className="quiet">{words.t("speak.role", { role })}</p>;
  }
  const ways = ways_of(proposal, who.party);
  const done = (said: ReactNode) => {
    set_message(said);
    set_chosen(undefined);
    on_entered();
  };
  return (
    <>
      <p role="status" className={message ? "success" : "sr-only"}>
        {message}
      </p>
      {proposal.status === "open" && !proposal.electorate.includes(who.party) && (
        <p className="quiet">
          {words.t("speak.not_yours", { party: directory.name(words, who.party) })}
        </p>
      )}
      <div className="actions">
        {ways.map((way) => (
          <button
            key={way}
            type="button"
            className={way === "object" || way === "correct" ? "weighty" : "secondary"}
            aria-expanded={chosen === way}
            onClick={() => set_chosen(chosen === way ? undefined : way)}
          >
            {words.t(`speak.${way}`)}
          </button>
        ))}
      </div>
      {chosen && (
        <SpeakForm key={chosen} way={chosen} proposal={proposal} who={who} on_done={done} />
      )}
    </>
  );
}

interface SpeakProps {
  proposal: ProposalPage;
  on_entered: () => void;
}

export function Speak({ proposal, on_entered }: SpeakProps) {
  const words = useWords();
  const { who } = useSession();
  const parties = usePartyList();
  return (
    <section className="speak no-print" aria-label={words.t("speak.title")}>
      <h2>{words.t("speak.title")}</h2>
      {proposal.electorate.length > 0 && (
        <p className="quiet small">
          {words.t("proposal.electorate")}: {parties(proposal.electorate)}
        </p>
      )}
      {who ? (
        <SpeakFor proposal={proposal} who={who} on_entered={on_entered} />
      ) : (
        <p>
          <Link to={`/sign-in?to=${encodeURIComponent(`/proposals/${proposal.proposal}`)}`}>
            {words.t("speak.sign_in")}
          </Link>
        </p>
      )}
    </section>
  );
}
