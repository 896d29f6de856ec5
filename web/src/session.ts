// SPDX-License-Identifier: Apache-2.0
// Who is signed in, and what they send. The cookie of the session is the server's; the pages only
// remember that there was one, so that readers who never sign in are not asked about it.
import { createContext, useCallback, useContext, useEffect, useMemo, useState } from "react";
import { api, Refused, request_json } from "./api.ts";
import { recall, remember } from "./storage.ts";
import type { SignedIn } from "./types.ts";

export interface Session {
  /** Nobody, until it is known. */
  who: SignedIn | undefined;
  /** Whether the server has said so. */
  asked: boolean;
  /** Asks the server; whether people can sign in at this node at all. */
  ask: () => Promise<boolean>;
  sign_in: (name: string, password: string, code: string) => Promise<void>;
  sign_out: () => Promise<void>;
}

const nobody: Session = {
  who: undefined,
  asked: false,
  ask: () => Promise.resolve(false),
  sign_in: () => Promise.resolve(),
  sign_out: () => Promise.resolve(),
};

export const SessionContext = createContext<Session>(nobody);

export function useSession(): Session {
  return useContext(SessionContext);
}

/** Before leaving for a provider: whoever comes back may be signed in. */
export function expect_session(): void {
  remember("signed-in", "perhaps");
}

/** The session of this window; asks the server at once only if somebody had signed in before. */
export function useSessionState(): Session {
  const [who, set_who] = useState<SignedIn>();
  const [asked, set_asked] = useState(false);
  const settle = useCallback((signed_in: SignedIn | undefined) => {
    remember("signed-in", signed_in ? "yes" : "");
    set_who(signed_in);
    set_asked(true);
  }, []);
  const ask = useCallback(async () => {
    try {
      settle(await request_json<SignedIn>("GET", api("/session")));
      return true;
    } catch (error) {
      // Out of reach is not signed out: the next page asks again.
      if (!(error instanceof Refused)) throw error;
      settle(undefined);
      return error.status !== 404;
    }
  }, [settle]);
  useEffect(() => {
    if (recall("signed-in")) void ask().catch(() => undefined);
  }, [ask]);
  return useMemo(
    () => ({
      who,
      asked,
      ask,
      sign_in: async (name, password, code) => {
        const given = code ? { name, password, code } : { name, password };
        settle(await request_json<SignedIn>("POST", api("/session"), given));
      },
      sign_out: async () => {
        await request_json("DELETE", api("/session"), undefined, who?.token);
        settle(undefined);
      },
    }),
    [who, asked, ask, settle],
  );
}

export interface Act {
  kind: string;
  body: object;
}

export type Sent = { entry: number } | { draft: string };

/** Whether what this person sends waits for another to approve it. */
export function drafts_only(who: SignedIn): boolean {
  return who.four_eyes || who.role === "draft";
}

/** Whether the server would take the act; it enters nothing. */
export async function check_act(who: SignedIn, act: Act): Promise<void> {
  await request_json("POST", api("/acts/check"), act, who.token);
}

/** Enters the act, or saves it as a draft; sent twice with the same `key` it is done once. */
export function send_act(who: SignedIn, act: Act, key: string): Promise<Sent> {
  const path = drafts_only(who) ? "/drafts" : "/acts";
  return request_json<Sent>("POST", api(path), act, who.token, key);
}

/** A key by which the server knows a request that is sent again. */
export function new_key(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
