// SPDX-License-Identifier: Apache-2.0
import { useCallback, useEffect, useState } from "react";

/** What the server said when it would not answer, or what kept it from answering. */
export class Refused extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly where: string,
    readonly status: number,
  ) {
    super(message);
  }
}

export const api_root = "/api/v1";

/** The address of the same data for programs, with the queries that are not empty. */
export function api(path: string, query: Record<string, string | number | undefined> = {}): string {
  const given = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value !== undefined && value !== "") given.set(key, String(value));
  }
  const text = given.toString();
  return api_root + path + (text ? `?${text}` : "");
}

async function refusal_of(response: Response): Promise<Refused> {
  try {
    const { refusal } = (await response.json()) as {
      refusal: { code: string; message: string; where?: string };
    };
    return new Refused(refusal.code, refusal.message, refusal.where ?? "", response.status);
  } catch {
    return new Refused("http", `HTTP ${response.status}`, "", response.status);
  }
}

export async function fetch_json<T>(address: string, signal?: AbortSignal): Promise<T> {
  const response = await fetch(address, {
    headers: { Accept: "application/json" },
    ...(signal ? { signal } : {}),
  });
  if (!response.ok) throw await refusal_of(response);
  return (await response.json()) as T;
}

/** Sends `body` to the desk; `token` proves that these pages send it, `key` that it is sent once. */
export async function request_json<T>(
  method: "GET" | "POST" | "DELETE",
  address: string,
  body?: object,
  token?: string,
  key?: string,
): Promise<T> {
  const response = await fetch(address, {
    method,
    cache: "no-store",
    headers: {
      Accept: "application/json",
      ...(method === "GET" ? {} : { "Content-Type": "application/json" }),
      ...(token ? { "X-Comity-Token": token } : {}),
      ...(key ? { "Idempotency-Key": key } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  if (!response.ok) throw await refusal_of(response);
  return (await response.json()) as T;
}

export type Resource<T> =
  | { state: "loading"; retry: () => void }
  | { state: "failed"; error: Error; retry: () => void }
  | { state: "ready"; data: T; stale: boolean; retry: () => void };

/** Answers kept while the page is open: going back shows them at once and asks again behind. */
const kept = new Map<string, unknown>();
const kept_max = 60;

function keep(address: string, data: unknown): void {
  kept.delete(address);
  kept.set(address, data);
  for (const oldest of kept.keys()) {
    if (kept.size <= kept_max) break;
    kept.delete(oldest);
  }
}

interface Shown<T> {
  address: string;
  data?: T;
  error?: Error;
}

/** The answer at `address`; an earlier answer stays in view, marked, when asking again fails. */
export function useResource<T>(address: string): Resource<T> {
  const [turn, set_turn] = useState(0);
  const [shown, set_shown] = useState<Shown<T>>({ address: "" });
  const retry = useCallback(() => set_turn((count) => count + 1), []);

  useEffect(() => {
    const control = new AbortController();
    set_shown((was) => (was.address === address ? was : { address }));
    fetch_json<T>(address, control.signal).then(
      (data) => {
        keep(address, data);
        set_shown({ address, data });
      },
      (error: Error) => {
        if (control.signal.aborted) return;
        set_shown({ address, error });
      },
    );
    return () => control.abort();
  }, [address, turn]);

  const here: Shown<T> = shown.address === address ? shown : { address };
  const data = here.data ?? (kept.get(address) as T | undefined);
  if (data !== undefined) {
    return { state: "ready", data, stale: here.error !== undefined, retry };
  }
  if (here.error) return { state: "failed", error: here.error, retry };
  return { state: "loading", retry };
}
