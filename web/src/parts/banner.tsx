// SPDX-License-Identifier: Apache-2.0
// What was said first about the association as a whole, such as that it is an example.
import { useState } from "react";
import { useDirectory } from "../association.ts";
import { text_language, text_of } from "../format.ts";
import { useWords } from "../messages/index.ts";
import { recall_here, remember_here } from "../storage.ts";
import { Link } from "./link.tsx";

/** Pages on which it cannot be put away. */
const always = ["/", "/about"];

export function Banner({ path }: { path: string }) {
  const words = useWords();
  const notes = useDirectory().association?.notes ?? [];
  const [first] = notes;
  const [seen, set_seen] = useState(() => recall_here("banner"));
  if (!first) return null;
  const stays = always.includes(path);
  const put_away = !stays && seen === String(first.entry);
  const close = () => {
    remember_here("banner", String(first.entry));
    set_seen(String(first.entry));
  };
  return (
    <aside
      className={put_away ? "banner print-only" : "banner"}
      aria-label={words.t("banner.label")}
    >
      <div className="banner-inner">
        <p lang={text_language(words, first.text)}>{text_of(words, first.text)}</p>
        <p className="no-print">
          {path !== "/about" && (
            <Link to="/about">{words.t("banner.more", { n: notes.length })}</Link>
          )}
          {!stays && (
            <button type="button" className="plain" onClick={close}>
              {words.t("banner.close")}
            </button>
          )}
        </p>
      </div>
    </aside>
  );
}
