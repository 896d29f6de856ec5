// SPDX-License-Identifier: Apache-2.0
// Addresses to which calendar programs and feed readers subscribe.
import { useWords } from "../messages/index.ts";
import { path } from "../paths.ts";

/** The meetings and deadlines of a body or a party, for a calendar program. */
export function CalendarLink({ of, name }: { of: "bodies" | "parties"; name: string }) {
  const words = useWords();
  const address = `${path("feeds", of, `${name}.ics`)}?lang=${words.contents}`;
  return (
    <p className="links no-print">
      <a href={address} type="text/calendar" title={words.t("feed.calendar.hint")}>
        {words.t("feed.calendar")}
      </a>
    </p>
  );
}

/** The newest entries of the record, for a feed reader. */
export function RecordFeedLink() {
  const words = useWords();
  return (
    <a href={`/feeds/record.atom?lang=${words.contents}`} type="application/atom+xml">
      {words.t("feed.record")}
    </a>
  );
}
