// SPDX-License-Identifier: Apache-2.0
// What the browser remembers between visits; it may refuse, and nothing depends on it.

export function recall(name: string): string | null {
  try {
    return localStorage.getItem(`comity.${name}`);
  } catch {
    return null;
  }
}

/** The same until the window is closed. */
export function recall_here(name: string): string | null {
  try {
    return sessionStorage.getItem(`comity.${name}`);
  } catch {
    return null;
  }
}

export function remember_here(name: string, value: string): void {
  try {
    sessionStorage.setItem(`comity.${name}`, value);
  } catch {
    // As below.
  }
}

/** Remembers `value` under `name`; an empty value forgets. */
export function remember(name: string, value: string): void {
  try {
    if (value) localStorage.setItem(`comity.${name}`, value);
    else localStorage.removeItem(`comity.${name}`);
  } catch {
    // Private windows may refuse; the choice then lasts as long as the page.
  }
}
