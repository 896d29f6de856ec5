// SPDX-License-Identifier: Apache-2.0
// The verdict of a reading explained in sentences.
import {
  amount,
  date,
  is_decimal,
  period_end,
  period_key,
  period_label,
  scale_for,
  text_of,
} from "./format.ts";
import type { Words } from "./messages/index.ts";
import type { Account } from "./types.ts";

export const verdict_order = [
  "met",
  "on-track",
  "behind",
  "missed",
  "not-due",
  "not-measurable",
] as const;

/** Whether figures add up over the window, so that there is a cumulative line and a pace. */
export function adds_up(account: Account): boolean {
  return account.aggregate === "sum" || account.aggregate === "count";
}

/** The target in words, with its comparator: "at least 2,300 bn US$". */
export function target_text(words: Words, account: Account, short: boolean): string | undefined {
  if (account.target === undefined) return undefined;
  const scale = reading_scale(words, account);
  const target = amount(words, account.target, unit_of(account), { scale, exact: true, short });
  return words.t(`comparator.${account.comparator ?? "at-least"}`, { target });
}

/** The scale of the values period by period. */
export function period_scale(words: Words, account: Account) {
  if (account.aggregate !== "growth") return reading_scale(words, account);
  return scale_for(
    words.language,
    account.periods.map((one) => one.value),
  );
}

/** A growth rate has no place on the axis of the values that grow. */
export function has_target_line(account: Account): boolean {
  return account.target !== undefined && account.aggregate !== "growth";
}

/** The unit of the values period by period: under a growth rate they are amounts of their own. */
export function value_unit(account: Account, growing = ""): string {
  return account.aggregate === "growth" ? growing : unit_of(account);
}

export function unit_of(account: Account): string {
  return account.unit ?? "";
}

/** One scale for everything said about a reading, so that its figures can be compared by eye. */
export function reading_scale(words: Words, account: Account) {
  return scale_for(words.language, [account.target ?? account.value]);
}

function why_not(words: Words, account: Account): string {
  const reason = account.measure.reason
    ? text_of(words, account.measure.reason)
    : account.reason
      ? words.coded("reason", account.reason)
      : "";
  if (!reason) return words.t("explain.not_measurable");
  const sentence = words.t("explain.not_measurable_because", { reason });
  return /[.。!?]$/.test(sentence) ? sentence : sentence + (words.language === "zh" ? "。" : ".");
}

function counted(words: Words, account: Account, shown: (text: string) => string): string {
  const scale = reading_scale(words, account);
  const value = shown(account.value ?? "0");
  if (account.target === undefined) return words.t("explain.value_only", { value });
  const said = amount(words, account.target, unit_of(account), { scale, exact: true });
  const target = adds_up(account) ? said : (target_text(words, account, false) ?? said);
  const elapsed = account.elapsed;
  if (!elapsed || account.aggregate === "growth")
    return words.t("explain.value", { value, target });
  const key = period_key(account.window?.from ?? "");
  const n =
    words.language === "en" ? String(elapsed.periods) : words.t(key, { n: elapsed.periods });
  const of = words.t(key, { n: elapsed.of });
  return words.t(adds_up(account) ? "explain.sum" : "explain.value_after", {
    value,
    target,
    n,
    of,
  });
}

/** Whether the last day of the window lies before `day`. */
export function window_over(account: Account, day: string): boolean {
  const end = account.window && period_end(account.window.to);
  return end !== undefined && end < day;
}

/** The periods without a figure yet, as one text: "2025", "2024 – 2025"; empty if there is none. */
export function periods_left(words: Words, account: Account): string {
  const left = account.periods.filter((period) => !period.observed).map((period) => period.period);
  const [from, to] = [left[0], left.at(-1)];
  if (!from || !to) return "";
  return from === to ? from : words.t("reading.window_open", { from, to });
}

/** The periods for which data are awaited though the window is over, else empty. */
export function awaited(words: Words, account: Account, day: string): string {
  const awaits = account.flags.some((flag) => flag.startsWith("awaiting-data"));
  return awaits && window_over(account, day) ? periods_left(words, account) : "";
}

function needed(words: Words, account: Account, about: About): string {
  const pace = account.needed_per_period;
  if (pace === undefined || !is_decimal(pace) || pace === "0") return "";
  const left = account.periods.filter((period) => !period.observed).map((period) => period.period);
  const [from, to] = [left[0], left.at(-1)];
  const value = shown_amount(words, account, pace);
  if (!from || !to) return words.t("explain.needed_unit", { needed: value });
  const late = awaited(words, account, about.day);
  if (late) {
    return words.t(from === to ? "explain.needed_awaited" : "explain.needed_awaited_many", {
      needed: value,
      periods: late,
    });
  }
  if (from === to)
    return words.t("explain.needed_one", { needed: value, period: period_label(words, from) });
  return words.t("explain.needed_many", {
    needed: value,
    from: period_label(words, from),
    to: period_label(words, to),
  });
}

/** What is to be known beside an account: the day it is counted for, the last day of its pledge. */
export interface About {
  day: string;
  due?: string | undefined;
}

function shown_amount(words: Words, account: Account, text: string): string {
  return amount(words, text, unit_of(account), { scale: reading_scale(words, account) });
}

/** Why the verdict is what it is, in one to three sentences. */
export function explain(words: Words, account: Account, about: About): string {
  const { due } = about;
  const shown = (text: string) => shown_amount(words, account, text);
  switch (account.verdict) {
    case "not-measurable":
      return why_not(words, account);
    case "not-due":
      if (account.value === undefined) {
        return due
          ? words.t("explain.not_due_on", { date: date(words, due) })
          : words.t("explain.not_due");
      }
      return counted(words, account, shown);
    case "met":
      return sentences(words, [counted(words, account, shown), words.t("explain.met")]);
    case "missed":
      return sentences(words, [
        counted(words, account, shown),
        words.t(
          (account.comparator ?? "at-least") === "at-least"
            ? "explain.missed"
            : "explain.missed_other",
        ),
      ]);
    case "on-track":
    case "behind":
      return sentences(words, [
        counted(words, account, shown),
        needed(words, account, about),
        account.projection && account.window && !window_over(account, about.day)
          ? words.t("explain.projection", {
              value: shown(account.projection),
              to: period_label(words, account.window.to),
            })
          : "",
      ]);
  }
}

function sentences(words: Words, parts: string[]): string {
  return parts.filter(Boolean).join(words.language === "zh" ? "" : " ");
}
