// SPDX-License-Identifier: Apache-2.0
// The text of a proposal in each of its languages, and what changed from the one it replaces.
import { text_language, text_of } from "../format.ts";
import { useWords } from "../messages/index.ts";
import { set_query, useAddress } from "../router.ts";
import type { ProposalPage } from "../types.ts";

type Stretches = NonNullable<ProposalPage["difference"][string]>;

/** What a language is called in the reader's own. */
export function language_name(locale: string, language: string): string {
  try {
    return new Intl.DisplayNames(locale, { type: "language" }).of(language) ?? language;
  } catch {
    return language;
  }
}

function Difference({ stretches, language }: { stretches: Stretches; language: string }) {
  const words = useWords();
  return (
    <>
      <p className="quiet small">{words.t("proposal.changes.legend")}</p>
      <div className="record-text difference" lang={language}>
        {stretches.map((one, index) => {
          if (one.change === "removed")
            return (
              <del key={index}>
                <span className="sr-only">{words.t("proposal.removed")} </span>
                {one.text}
              </del>
            );
          if (one.change === "added")
            return (
              <ins key={index}>
                <span className="sr-only">{words.t("proposal.added")} </span>
                {one.text}
              </ins>
            );
          return <span key={index}>{one.text}</span>;
        })}
      </div>
    </>
  );
}

/** Paragraphs carry their number: opinions may be on one of them. */
function Paragraphs({ text, language }: { text: string; language: string }) {
  return (
    <ol className="record-text paragraphs" lang={language}>
      {text.split(/\n+/).map((paragraph, index) => (
        <li key={index}>{paragraph}</li>
      ))}
    </ol>
  );
}

export function ProposalText({ proposal }: { proposal: ProposalPage }) {
  const words = useWords();
  const { query } = useAddress();
  const languages = Object.keys(proposal.text);
  const asked = query.get("text") ?? "";
  const shown = languages.includes(asked) ? asked : text_language(words, proposal.text);
  const stretches = proposal.difference[shown];
  const changes = stretches !== undefined && query.get("changes") === "1";
  return (
    <section aria-label={words.t("proposal.text")}>
      <h2>{words.t("proposal.text")}</h2>
      <div className="text-choices no-print">
        {languages.length > 1 && (
          <div className="segments" role="group" aria-label={words.t("proposal.text.languages")}>
            {languages.map((one) => (
              <button
                key={one}
                type="button"
                className="segment"
                aria-pressed={one === shown}
                onClick={() => set_query({ text: one })}
              >
                {language_name(words.locale, one)}
              </button>
            ))}
          </div>
        )}
        {stretches && (
          <label className="check">
            <input
              type="checkbox"
              checked={changes}
              onChange={(event) => set_query({ changes: event.target.checked ? "1" : "" })}
            />
            {words.t("proposal.changes", { name: proposal.replaces ?? "" })}
          </label>
        )}
      </div>
      {changes ? (
        <Difference stretches={stretches} language={shown} />
      ) : (
        <Paragraphs text={proposal.text[shown] ?? text_of(words, proposal.text)} language={shown} />
      )}
    </section>
  );
}
