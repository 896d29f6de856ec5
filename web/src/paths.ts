// SPDX-License-Identifier: Apache-2.0
// The addresses of pages, each name encoded. Those of pledges, readings and parties are also where
// the API has them.

/** An address from its parts: `path("pledges", name)`. */
export function path(...parts: (string | number)[]): string {
  return parts.map((part) => `/${encodeURIComponent(part)}`).join("");
}

export const pledge_path = (pledge: string) => path("pledges", pledge);
export const reading_path = (pledge: string, reading: string) =>
  path("pledges", pledge, "readings", reading);
export const party_path = (code: string) => path("parties", code);
export const entry_path = (index: number) => path("record", index);

export const proposal_path = (proposal: string) => path("proposals", proposal);
export const body_path = (body: string) => path("bodies", body);
export const meeting_path = (meeting: string) => path("meetings", meeting);
export const concern_path = (concern: string) => `/concerns?${new URLSearchParams({ concern })}`;

/** A dataset, with the rows of its current vintage or of the one named, from a line of its file. */
export function dataset_path(dataset: string, vintage?: string, line?: number): string {
  const query = new URLSearchParams();
  if (vintage) query.set("vintage", vintage);
  if (line !== undefined) query.set("line", String(line));
  const text = query.toString();
  return path("data", dataset) + (text ? `?${text}` : "");
}

/** Whether an address of the record may be followed: it is text that somebody signed. */
export function is_web_address(text: string | undefined): text is string {
  return text !== undefined && /^https?:\/\//.test(text);
}
