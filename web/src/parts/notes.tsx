// SPDX-License-Identifier: Apache-2.0
import { useDirectory } from "../association.ts";
import { instant, text_language, text_of } from "../format.ts";
import { useWords } from "../messages/index.ts";
import { entry_path } from "../paths.ts";
import type { Note } from "../types.ts";
import { Link } from "./link.tsx";

/** Notes placed on record, each with who placed it and when. */
export function Notes({ title, notes }: { title: string; notes: Note[] }) {
  const words = useWords();
  const directory = useDirectory();
  if (notes.length === 0) return null;
  return (
    <>
      <h2>{title}</h2>
      {notes.map((one) => (
        <figure key={one.entry} className="note">
          <blockquote lang={text_language(words, one.text)}>{text_of(words, one.text)}</blockquote>
          <figcaption className="quiet">
            {directory.name(words, one.author)}, {instant(words, one.time)} ·{" "}
            <Link to={entry_path(one.entry)}>{words.t("entry.title", { index: one.entry })}</Link>
          </figcaption>
        </figure>
      ))}
    </>
  );
}
