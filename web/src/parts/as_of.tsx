// SPDX-License-Identifier: Apache-2.0
import { date } from "../format.ts";
import { useWords } from "../messages/index.ts";
import { set_query, useAddress } from "../router.ts";

/** Today's date in UTC, as the server counts days. */
export function today(): string {
  return new Date().toISOString().slice(0, 10);
}

function is_day(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text);
}

/** The date of the address to count as of, empty for today; the server refuses what is no date. */
export function useAsOf(): string {
  return useAddress().query.get("as_of") ?? "";
}

/** Chooses the date to count as of; the address holds it. `board`: it also chooses the pledges. */
export function AsOf({ shown, board = false }: { shown: string | undefined; board?: boolean }) {
  const words = useWords();
  const asked = useAsOf();
  const past = is_day(asked) && asked !== today();
  return (
    <div className="as-of">
      <label>
        <span>{words.t("as_of.label")}</span>
        <input
          type="date"
          value={is_day(asked) ? asked : (shown ?? today())}
          max="9999-12-31"
          onChange={(event) => set_query({ as_of: event.target.value })}
        />
      </label>
      {asked && (
        <button type="button" className="plain" onClick={() => set_query({ as_of: "" })}>
          {words.t("as_of.today")}
        </button>
      )}
      {past && (
        <p className="notice" role="status">
          {words.t(board && asked < today() ? "as_of.past.board" : "as_of.past", {
            date: date(words, asked),
          })}
        </p>
      )}
    </div>
  );
}
