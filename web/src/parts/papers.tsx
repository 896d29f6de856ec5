// SPDX-License-Identifier: Apache-2.0
import { text_language, text_of } from "../format.ts";
import { useWords } from "../messages/index.ts";
import type { Paper } from "../types.ts";

/** Documents, each with the salted hash of its file in each language. */
export function Papers({ papers }: { papers: Paper[] }) {
  const words = useWords();
  if (papers.length === 0) return null;
  return (
    <ul className="reports">
      {papers.map((one, index) => (
        <li key={index}>
          <span lang={text_language(words, one.title)}>{text_of(words, one.title)}</span>
          {Object.entries(one.files).map(([language, hash]) => (
            <span key={language} className="block small quiet">
              {language}: <span className="mono">{hash}</span>
            </span>
          ))}
        </li>
      ))}
    </ul>
  );
}
