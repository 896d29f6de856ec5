// SPDX-License-Identifier: Apache-2.0
// Figures as the reader's language writes them. Amounts are decimal strings: they are scaled by
// moving the point and handed to Intl as strings, so no digit passes through a float.
import type { Key, Language, Words } from "./messages/index.ts";
import type { Texts } from "./types.ts";

const plain = /^-?\d+(\.\d+)?$/;

export function is_decimal(text: string): boolean {
  return plain.test(text);
}

/** `text` divided by ten to the `places`, exactly. */
export function shift_left(text: string, places: number): string {
  if (!plain.test(text) || places === 0) return text;
  const negative = text.startsWith("-");
  const [whole = "0", fraction = ""] = (negative ? text.slice(1) : text).split(".");
  const padded = whole.padStart(places + 1, "0");
  const point = padded.length - places;
  const digits = `${padded.slice(0, point)}.${padded.slice(point)}${fraction}`;
  const tidy = digits.replace(/^0+(?=\d)/, "").replace(/\.?0+$/, "");
  return (negative && tidy !== "0" ? "-" : "") + tidy;
}

/** `a - b` of plain decimals, exactly. */
export function subtract(a: string, b: string): string {
  const places = Math.max(fraction_digits(a), fraction_digits(b));
  const difference = scaled_integer(a, places) - scaled_integer(b, places);
  return shift_left(difference.toString(), places);
}

function fraction_digits(text: string): number {
  return text.split(".")[1]?.length ?? 0;
}

function scaled_integer(text: string, places: number): bigint {
  const [whole = "0", fraction = ""] = text.split(".");
  return BigInt(whole + fraction.padEnd(places, "0"));
}

/** Digits before the point, leading zeros not counted: the order of magnitude. */
function magnitude(text: string): number {
  return text.replace("-", "").split(".")[0]!.replace(/^0+/, "").length;
}

interface Digits {
  min?: number;
  max?: number;
}

const formats = new Map<string, Intl.NumberFormat>();

function number_format(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = locale + JSON.stringify(options);
  let format = formats.get(key);
  if (!format) formats.set(key, (format = new Intl.NumberFormat(locale, options)));
  return format;
}

/** A decimal string with the locale's digits and separators. */
export function decimal(words: Words, text: string, digits: Digits = {}): string {
  if (!plain.test(text)) return text;
  const max = digits.max ?? Math.min(20, fraction_digits(text));
  const format = number_format(words.locale, {
    minimumFractionDigits: Math.min(digits.min ?? 0, max),
    maximumFractionDigits: max,
  });
  return format.format(text as Intl.StringNumericLiteral);
}

/** A share such as "0.7474" as a percentage with one decimal. */
export function percent(words: Words, share: string, digits = 1): string {
  if (!plain.test(share)) return share;
  return number_format(words.locale, {
    style: "percent",
    minimumFractionDigits: 0,
    maximumFractionDigits: digits,
  }).format(share as Intl.StringNumericLiteral);
}

type Step = "billion" | "million" | "hundred_million" | "ten_thousand";

export interface Scale {
  step: Step | "one";
  places: number;
  /** Decimals after scaling, the same for all figures that share the scale. */
  digits: number;
}

/** Figures in full. */
export const unscaled: Scale = { step: "one", places: 0, digits: 0 };

function scaled_by(step: Step, places: number, largest: number): Scale {
  return { step, places, digits: largest - places > 4 ? 0 : 1 };
}

/** The scale that suits the largest of `amounts` in this language. */
export function scale_for(language: Language, amounts: readonly (string | undefined)[]): Scale {
  const largest = Math.max(0, ...amounts.map((text) => (text ? magnitude(text) : 0)));
  if (language === "zh") {
    if (largest >= 9) return scaled_by("hundred_million", 8, largest);
    if (largest >= 6) return scaled_by("ten_thousand", 4, largest);
    return unscaled;
  }
  if (largest >= 10) return { step: "billion", places: 9, digits: 1 };
  if (largest >= 7) return { step: "million", places: 6, digits: 1 };
  return unscaled;
}

export interface AmountStyle {
  scale?: Scale;
  /** "bn" rather than "billion". */
  short?: boolean;
  /** Targets as they were said: no zeros added. */
  exact?: boolean;
}

/** The number alone, scaled; used where the unit stands in the head of a column or axis. */
export function amount_number(words: Words, text: string, scale: Scale, exact = false): string {
  if (scale.step === "one") return decimal(words, text, { max: exact ? 6 : 2 });
  const shifted = shift_left(text, scale.places);
  const { digits } = scale;
  return decimal(words, shifted, exact ? { max: 6 } : { min: digits, max: digits });
}

/** The word for a unit and scale, as the head of a column: "bn US$", "亿美元". */
export function unit_head(words: Words, unit: string, scale: Scale): string {
  if (unit === "percent-per-year" || unit === "percent") {
    return words.t(`unit.${unit}`, { n: "" }).trim();
  }
  const scaled = scale.step === "one" ? "" : words.t(step_key(words, scale.step, true), { n: "" });
  return join(words, scaled.trim(), unit_word(words, unit)).trim();
}

function unit_word(words: Words, unit: string): string {
  const key = `unit.${unit}`;
  if (!words.has(key)) return unit;
  return words.t(key, { n: 5, shown: "" }).replace("{n}", "").trim();
}

function join(words: Words, number: string, unit: string): string {
  if (words.language === "zh" && /[^\x00-\x7f]$/.test(number)) return number + unit;
  return words.t("unit.joined", { n: number, unit });
}

/** An amount with its unit: "1,719.0 bn US$", "1 719,0 млрд долл. США", "17,190 亿美元". */
export function amount(words: Words, text: string, unit: string, style: AmountStyle = {}): string {
  const scale = style.scale ?? scale_for(words.language, [text]);
  const number = amount_number(words, text, scale, style.exact);
  if (unit === "percent-per-year" || unit === "percent") {
    return words.t(`unit.${unit}`, { n: decimal(words, text, { max: 2 }) });
  }
  const scaled =
    scale.step === "one"
      ? number
      : words.t(step_key(words, scale.step, style.short), { n: number });
  const key = `unit.${unit}`;
  if (unit === "") return scaled;
  if (!words.has(key)) return words.t("unit.joined", { n: scaled, unit });
  if (is_currency(unit)) return join(words, scaled, words.t(key));
  const counted = words.t(key, { n: Number(text), shown: scaled });
  return words.language === "zh" ? counted.replace(/([万亿]) /, "$1") : counted;
}

function is_currency(unit: string): boolean {
  return /^[A-Z]{3}$/.test(unit);
}

function step_key(words: Words, step: Step, short = false): Key {
  const key = `amount.short.${step}`;
  return short && words.has(key) ? key : (`amount.${step}` as Key);
}

const dates = new Map<string, Intl.DateTimeFormat>();

function date_format(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = locale + JSON.stringify(options);
  let format = dates.get(key);
  if (!format)
    dates.set(key, (format = new Intl.DateTimeFormat(locale, { timeZone: "UTC", ...options })));
  return format;
}

/** A calendar date "2021-09-17" in words. */
export function date(words: Words, text: string): string {
  const when = new Date(`${text}T00:00:00Z`);
  if (Number.isNaN(when.getTime())) return text;
  return date_format(words.locale, {
    dateStyle: words.language === "zh" ? "long" : "medium",
  }).format(when);
}

/** A change in percent with its sign, never apart from its number: "+0.24 %". */
export function signed_percent(words: Words, text: string, digits = 2): string {
  return words.t("unit.percent", { n: signed(words, text, digits) }).replace(" ", "\u00a0");
}

/** A change with its sign; nothing that rounds to zero has one. */
export function signed(words: Words, text: string, digits: number): string {
  if (!plain.test(text)) return text;
  return number_format(words.locale, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    signDisplay: "exceptZero",
  }).format(text as Intl.StringNumericLiteral);
}

/** An instant, with its time zone spelled out. */
export function instant(words: Words, text: string): string {
  const when = new Date(text);
  if (Number.isNaN(when.getTime())) return text;
  const day = date(words, when.toISOString().slice(0, 10));
  const time = date_format(words.locale, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  return `${day}, ${time.format(when)} UTC`;
}

export function bytes(words: Words, count: number): string {
  return number_format(words.locale, { style: "unit", unit: "byte", unitDisplay: "long" }).format(
    count,
  );
}

/** The text in the language asked for, else that of the pages, else in English, else in any. */
export function text_of(words: Words, texts: Texts | undefined): string {
  return texts?.[text_language(words, texts)] ?? "";
}

/** The language a text is really shown in, for `lang` attributes. */
export function text_language(words: Words, texts: Texts = {}): string {
  const found = [words.contents, words.language, "en", ...Object.keys(texts)];
  return found.find((language) => texts[language] !== undefined) ?? "en";
}

/** What there is to name a party by. */
interface Named {
  alpha2?: string;
  name?: Texts;
}

const regions = new Map<string, Intl.DisplayNames>();

/** What a party is called: countries as the locale names them, others as the record does. */
export function party_name(words: Words, party: Named | undefined, code: string): string {
  if (!party) return code;
  const named = [words.contents, words.language].some((one) => party.name?.[one] !== undefined);
  if (party.alpha2 && !named) {
    let names = regions.get(words.locale);
    if (!names) {
      names = new Intl.DisplayNames(words.locale, { type: "region", style: "short" });
      regions.set(words.locale, names);
    }
    try {
      return names.of(party.alpha2) ?? text_of(words, party.name);
    } catch {
      return text_of(words, party.name);
    }
  }
  return text_of(words, party.name) || code;
}

export function list(words: Words, items: readonly string[]): string {
  return new Intl.ListFormat(words.locale, { type: "conjunction" }).format(items);
}

/** "2021", "2021-Q1", "2021-03": which word counts these periods. */
export function period_key(period: string): Key {
  if (/^\d{4}$/.test(period)) return "periods.year";
  if (/^\d{4}-Q\d$/.test(period)) return "periods.quarter";
  if (/^\d{4}-\d{2}$/.test(period)) return "periods.month";
  return "periods.other";
}

/** A period inside a sentence: a year takes its word where the language asks for one. */
export function period_label(words: Words, period: string): string {
  if (!/^\d{4}$/.test(period)) return period;
  if (words.language === "zh") return `${period} 年`;
  return words.language === "ru" ? `${period} г.` : period;
}

/** The last day of "2021", "2021-S1", "2021-Q3", "2021-03" or a day; nothing for other periods. */
export function period_end(period: string): string | undefined {
  const [, year, part] = /^(\d{4})(?:-(S[12]|Q[1-4]|\d{2}))?$/.exec(period) ?? [];
  if (year === undefined) return /^\d{4}-\d{2}-\d{2}$/.test(period) ? period : undefined;
  const months = { S: 6, Q: 3 }[part?.[0] ?? ""];
  const month = !part ? 12 : months ? months * Number(part.slice(1)) : Number(part);
  return new Date(Date.UTC(Number(year), month, 0)).toISOString().slice(0, 10);
}
