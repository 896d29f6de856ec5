// SPDX-License-Identifier: Apache-2.0
// The address is the state: pages read path and query from here and write back only to here.
import { useSyncExternalStore } from "react";

export interface Address {
  path: string;
  query: URLSearchParams;
}

const listeners = new Set<() => void>();
let current = read();

function read(): Address {
  return { path: location.pathname, query: new URLSearchParams(location.search) };
}

function announce(): void {
  current = read();
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) addEventListener("popstate", announce);
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) removeEventListener("popstate", announce);
  };
}

/** The address shown now; the caller renders again when it changes. */
export function useAddress(): Address {
  return useSyncExternalStore(subscribe, () => current);
}

/** Queries that follow the reader from page to page: the language and the date. */
const carried = ["lang", "as_of"];

/** `path` with the carried queries of the present address; what `path` itself names wins. */
export function href(path: string): string {
  const [bare = "/", own = ""] = path.split("?");
  const query = new URLSearchParams();
  for (const key of carried) {
    const value = current.query.get(key);
    if (value) query.set(key, value);
  }
  new URLSearchParams(own).forEach((value, key) => query.set(key, value));
  const text = query.toString();
  return text ? `${bare}?${text}` : bare;
}

export function go(address: string): void {
  history.pushState(null, "", address);
  announce();
  scrollTo(0, 0);
}

/** Sets members of the query; an empty value removes the member. */
export function set_query(changes: Record<string, string>, push = false): void {
  const query = new URLSearchParams(location.search);
  for (const [key, value] of Object.entries(changes)) {
    if (value) query.set(key, value);
    else query.delete(key);
  }
  const text = query.toString();
  const address = location.pathname + (text ? `?${text}` : "") + location.hash;
  if (push) history.pushState(null, "", address);
  else history.replaceState(null, "", address);
  announce();
}
