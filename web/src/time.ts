// SPDX-License-Identifier: Apache-2.0
// Instants as the reader's clock and as the clocks of a place show them, and how long is left.
import { date } from "./format.ts";
import type { Words } from "./messages/index.ts";

/** "14 Dec 2026, 10:00 GMT+5": an instant by the clocks of `zone`, the reader's own if absent. */
export function zoned(words: Words, text: string, zone?: string): string {
  const when = new Date(text);
  if (Number.isNaN(when.getTime())) return text;
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
    return new Intl.DateTimeFormat(words.locale, { ...options, timeZone: zone }).format(when);
  } catch {
    // A zone that this browser does not know; the time in UTC stands beside it.
    return new Intl.DateTimeFormat(words.locale, { ...options, timeZone: "UTC" }).format(when);
  }
}

/** The name of the reader's zone: "Asia/Almaty". */
export function own_zone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
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
