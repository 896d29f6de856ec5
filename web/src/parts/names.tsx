// SPDX-License-Identifier: Apache-2.0
// Links that carry the name of what they lead to.
import { api } from "../api.ts";
import { useDirectory } from "../association.ts";
import { useWords } from "../messages/index.ts";
import { entry_path, party_path } from "../paths.ts";
import { Link } from "./link.tsx";

export function PartyLink({ code }: { code: string }) {
  const words = useWords();
  return <Link to={party_path(code)}>{useDirectory().name(words, code)}</Link>;
}

export function EntryLink({ index }: { index: number }) {
  return <Link to={entry_path(index)}>{index}</Link>;
}

/** The same data for programs: `path` of the API as CSV and as JSON. */
export function DataLinks({ path, query = {} }: { path: string; query?: Record<string, string> }) {
  const words = useWords();
  return (
    <p className="links no-print">
      <a href={api(`${path}.csv`, query)}>{words.t("link.csv")}</a>
      <a href={api(path, query)}>{words.t("link.json")}</a>
    </p>
  );
}
