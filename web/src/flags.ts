// SPDX-License-Identifier: Apache-2.0
import type { Directory } from "./association.ts";
import { list } from "./format.ts";
import type { Words } from "./messages/index.ts";

/** What a flag is about: parties by name, periods as a range. */
function detail_of(words: Words, directory: Directory, code: string, rest: string[]): string {
  if (code === "members-changed") {
    const [first = "", last = ""] = (rest[0] ?? "").split("-");
    return words.t("flag.members-changed.detail", { first, last });
  }
  return rest.map((part) => directory.name(words, part).replace("..", "–")).join(" ");
}

/** Flags in sentences; those of one kind share one. */
export function flag_sentences(words: Words, directory: Directory, flags: string[]): string[] {
  const groups = new Map<string, string[]>();
  for (const flag of flags) {
    const [code = "", ...rest] = flag.split(":");
    const detail = rest.length > 0 ? [detail_of(words, directory, code, rest)] : [];
    groups.set(code, [...(groups.get(code) ?? []), ...detail]);
  }
  return [...groups].map(([code, details]) =>
    words.coded("flag", code, { detail: list(words, details) }),
  );
}
