// SPDX-License-Identifier: Apache-2.0
import { useEffect } from "react";
import { useDirectory } from "../association.ts";
import { text_of } from "../format.ts";
import { useWords } from "../messages/index.ts";

/** Names the page in the window's title: page, association, program. */
export function useTitle(page: string): void {
  const words = useWords();
  const association = useDirectory().association;
  const name = association ? text_of(words, association.name) : "";
  useEffect(() => {
    document.title = [page, name, "Comity"].filter(Boolean).join(" · ");
  }, [page, name]);
}
