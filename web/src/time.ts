// SPDX-License-Identifier: Apache-2.0
// Instants as the reader's clock and as the clocks of a place show them, and how long is left.
import { date } from "./format.ts";
import type { Words } from "./messages/index.ts";

/** Day and time with the zone's name; in UTC where the browser does not know the zone. */
function clock(words: Words, zone: string | undefined): Intl.DateTimeFormat {
  const options: Intl.DateTimeFormatOptions = {
    year: "numeric",
    month: words.language === "zh" ? "long" : "short",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZoneName: "short",
  };
  try {
    return new Intl.DateTimeFormat(words.locale, { ...options, timeZone: zone });
  } catch {
    return new Intl.DateTimeFormat(words.locale, { ...options, timeZone: "UTC" });
  }
}

/** "14 Dec 2026, 10:00 GMT+5": an instant by the clocks of `zone`, the reader's own if absent. */
export function zoned(words: Words, text: string, zone?: string): string {
  const when = new Date(text);
  return Number.isNaN(when.getTime()) ? text : clock(words, zone).format(when);
}

/** From one instant to a later one, with the day once if it is the same. */
export function zoned_range(words: Words, from: string, until: string, zone?: string): string {
  const [first, last] = [new Date(from), new Date(until)];
  if (Number.isNaN(first.getTime()) || Number.isNaN(last.getTime())) return `${from} – ${until}`;
  return clock(words, zone).formatRange(first, last);
}

/** Whether it lasts from one midnight to the next, by the clocks there. */
export function is_whole_day(local: string, starts: string, ends: string): boolean {
  const seconds = (Date.parse(ends) - Date.parse(starts)) / 1000;
  return local.endsWith("T00:00") && seconds >= 86_399;
}

/** A time by the clocks of a place, "2026-12-14T10:00", in words. */
export function local_time(words: Words, local: string): string {
  const [day = "", clock = ""] = local.split("T");
  return clock ? `${date(words, day)}, ${clock}` : date(words, day);
}

/** "2 days 4 hours": what is left until `end`, by its two largest units; nothing once it is past. */
export function time_left(words: Words, end: string, now: number): string | undefined {
  const minutes = Math.floor((Date.parse(end) - now) / 60_000);
  if (Number.isNaN(minutes) || Date.parse(end) <= now) return undefined;
  const days = Math.floor(minutes / 1440);
  const hours = Math.floor((minutes % 1440) / 60);
  const rest = minutes % 60;
  const parts =
    days > 0
      ? [words.t("time.days", { n: days }), hours > 0 ? words.t("time.hours", { n: hours }) : ""]
      : [
          hours > 0 ? words.t("time.hours", { n: hours }) : "",
          rest > 0 || hours === 0 ? words.t("time.minutes", { n: rest }) : "",
        ];
  return parts.filter(Boolean).join(words.language === "zh" ? "" : " ");
}
