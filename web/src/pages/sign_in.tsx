// SPDX-License-Identifier: Apache-2.0
import { useEffect, useState, type FormEvent } from "react";
import { api, Refused } from "../api.ts";
import { useDirectory } from "../association.ts";
import { useWords } from "../messages/index.ts";
import { RefusalText } from "../parts/speak.tsx";
import { Facts } from "../parts/rows.tsx";
import { Failed, Loading } from "../parts/states.tsx";
import { useTitle } from "../parts/title.ts";
import { go, href, useAddress } from "../router.ts";
import { expect_session, useSession } from "../session.ts";
import { zoned } from "../time.ts";
import type { SignedIn } from "../types.ts";

/** Where to go on to: a page of ours, whatever the address says. */
function onward(to: string | null): string | undefined {
  return to && /^\/[a-z]/.test(to) ? href(to) : undefined;
}

function SignInForm() {
  const words = useWords();
  const session = useSession();
  const to = onward(useAddress().query.get("to"));
  const [name, set_name] = useState("");
  const [password, set_password] = useState("");
  const [code, set_code] = useState("");
  const [needs_code, set_needs_code] = useState(false);
  const [error, set_error] = useState<Error>();
  const [busy, set_busy] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    set_busy(true);
    set_error(undefined);
    try {
      await session.sign_in(name.trim(), password, code.trim());
      if (to) go(to);
    } catch (problem) {
      const asks = problem instanceof Refused && problem.code === "session.code-required";
      set_needs_code(needs_code || asks);
      set_error(asks ? undefined : (problem as Error));
      set_busy(false);
    }
  };
  return (
    <form className="sign-in" onSubmit={(event) => void submit(event)}>
      <label className="field">
        <span>{words.t("sign_in.name")}</span>
        <input
          value={name}
          required
          autoComplete="username"
          autoCapitalize="none"
          onChange={(event) => set_name(event.target.value)}
        />
      </label>
      <label className="field">
        <span>{words.t("sign_in.password")}</span>
        <input
          type="password"
          value={password}
          required
          autoComplete="current-password"
          onChange={(event) => set_password(event.target.value)}
        />
      </label>
      {needs_code && (
        <label className="field">
          <span>{words.t("sign_in.code")}</span>
          <input
            value={code}
            required
            autoFocus
            autoComplete="one-time-code"
            aria-describedby="code-needed"
            onChange={(event) => set_code(event.target.value)}
          />
          <small id="code-needed" className="quiet">
            {words.t("sign_in.code.needed")}
          </small>
        </label>
      )}
      {error && (
        <p className="problem" role="alert">
          <RefusalText error={error} />
        </p>
      )}
      <p className="actions">
        <button type="submit" disabled={busy}>
          {words.t("sign_in.go")}
        </button>
      </p>
      <p className="quiet small">
        <a href={api("/session/provider")} onClick={expect_session}>
          {words.t("sign_in.provider")}
        </a>
      </p>
    </form>
  );
}

function WhoIAm({ who }: { who: SignedIn }) {
  const words = useWords();
  const directory = useDirectory();
  const session = useSession();
  const [error, set_error] = useState<Error>();
  const party =
    who.party === "secretariat" ? words.t("sign_in.secretariat") : directory.name(words, who.party);
  return (
    <>
      <Facts
        facts={[
          { name: words.t("sign_in.name"), value: who.name },
          { name: words.t("sign_in.for"), value: party },
          { name: words.t("sign_in.role"), value: words.t(`person.role.${who.role}`) },
          {
            name: words.t("sign_in.four_eyes"),
            value: words.t(who.four_eyes ? "sign_in.yes" : "sign_in.no"),
          },
          { name: words.t("sign_in.ends"), value: zoned(words, who.ends) },
        ]}
      />
      {error && (
        <p className="problem" role="alert">
          <RefusalText error={error} />
        </p>
      )}
      <button type="button" onClick={() => void session.sign_out().catch(set_error)}>
        {words.t("sign_in.out")}
      </button>
    </>
  );
}

/** Whether people can sign in at this node: asked once, when nobody is signed in. */
function useDesk(): { open: boolean | undefined; error: Error | undefined; again: () => void } {
  const { ask, who } = useSession();
  const [open, set_open] = useState<boolean>();
  const [error, set_error] = useState<Error>();
  const [turn, set_turn] = useState(0);
  const signed_in = who !== undefined;
  useEffect(() => {
    set_error(undefined);
    // Whoever is signed in has found the desk open.
    if (signed_in) set_open(true);
    else if (open === undefined) ask().then(set_open, set_error);
  }, [ask, open, signed_in, turn]);
  return { open, error, again: () => set_turn((count) => count + 1) };
}

export default function SignInPage() {
  const words = useWords();
  const { who } = useSession();
  const desk = useDesk();
  const title = words.t(who ? "sign_in.signed_in" : "sign_in.title");
  useTitle(title);
  const body = () => {
    if (who) return <WhoIAm who={who} />;
    if (desk.error) return <Failed error={desk.error} retry={desk.again} />;
    if (desk.open === undefined) return <Loading />;
    return desk.open ? <SignInForm /> : <p className="notice">{words.t("sign_in.absent")}</p>;
  };
  return (
    <>
      <h1>{title}</h1>
      {!who && <p className="lead">{words.t("sign_in.intro")}</p>}
      {body()}
    </>
  );
}
