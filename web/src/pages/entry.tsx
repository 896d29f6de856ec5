// SPDX-License-Identifier: Apache-2.0
import { api, useResource } from "../api.ts";
import { useDirectory } from "../association.ts";
import { bytes, instant } from "../format.ts";
import { useWords } from "../messages/index.ts";
import { entry_path, path } from "../paths.ts";
import { Link } from "../parts/link.tsx";
import { Facts } from "../parts/rows.tsx";
import { Await } from "../parts/states.tsx";
import { useTitle } from "../parts/title.ts";
import { Verification } from "../parts/verification.tsx";
import type { Entry } from "../types.ts";
import { from_base64, parse_note } from "../verify.ts";

/** The bytes of the entry as text: what is shown must be what is hashed. */
function exact_text(entry: Entry): string {
  const bytes = from_base64(entry.raw);
  return bytes ? new TextDecoder().decode(bytes) : entry.text;
}

/** The act inside the exact text, laid out; the server's own rendering only where there is none. */
function act_of(text: string, entry: Entry): unknown {
  const last = parse_note(text)?.text.trimEnd().split("\n").at(-1) ?? "";
  try {
    return JSON.parse(last) as unknown;
  } catch {
    return entry.body;
  }
}

function EntryBody({ entry }: { entry: Entry }) {
  const words = useWords();
  const name = words.coded("act", entry.kind);
  const text = exact_text(entry);
  const size = useDirectory().association?.entries ?? 0;
  return (
    <>
      <p className="lead">
        {name}
        {entry.subject && `: ${entry.subject}`}
      </p>
      {name === entry.kind || words.language === "en" ? (
        <p className="quiet" lang="en">
          {entry.summary}
        </p>
      ) : null}
      <Facts
        facts={[
          {
            name: words.t("column.kind"),
            value: <span className="mono">{`${entry.kind} ${entry.version}`}</span>,
          },
          { name: words.t("column.author"), value: entry.author },
          { name: words.t("column.time"), value: instant(words, entry.time) },
          { name: words.t("column.bytes"), value: bytes(words, entry.bytes) },
          { name: words.t("entry.leaf"), value: <span className="mono">{entry.leaf}</span> },
        ]}
      />
      <h2>{words.t("entry.text")}</h2>
      <p className="quiet">{words.t("entry.text.help")}</p>
      <pre className="exact" tabIndex={0} aria-label={words.t("entry.text")}>
        {text}
      </pre>
      <details className="numbers">
        <summary>{words.t("entry.body")}</summary>
        <pre className="exact" tabIndex={0} aria-label={words.t("entry.body")}>
          {JSON.stringify(act_of(text, entry), null, 2)}
        </pre>
      </details>
      <Verification key={entry.index} index={entry.index} text={text} />
      <nav className="pager no-print" aria-label={words.t("page.label")}>
        {entry.index > 0 ? (
          <Link to={entry_path(entry.index - 1)}>← {words.t("entry.previous")}</Link>
        ) : (
          <span />
        )}
        {entry.index + 1 < size ? (
          <Link to={entry_path(entry.index + 1)}>{words.t("entry.next")} →</Link>
        ) : (
          <span />
        )}
      </nav>
    </>
  );
}

export default function EntryPage({ params }: { params: Record<string, string> }) {
  const words = useWords();
  const index = params["index"] ?? "";
  const resource = useResource<Entry>(api(path("entries", index)));
  useTitle(words.t("entry.title", { index }));
  return (
    <>
      <p className="crumb no-print">
        <Link to="/record">← {words.t("entry.back")}</Link>
      </p>
      <h1>{words.t("entry.title", { index })}</h1>
      <Await resource={resource}>{(entry) => <EntryBody entry={entry} />}</Await>
    </>
  );
}
