// SPDX-License-Identifier: Apache-2.0
import { createContext, useContext } from "react";
import { en } from "./en.ts";

type English = typeof en;
export type Key = keyof English;

/** A message whose words depend on a number: one form for each plural category in use. */
export type Plural = { other: string } & Partial<Record<Intl.LDMLPluralRule, string>>;

/** What every language must supply; a missing or misspelt key does not compile. */
export type Catalogue = { readonly [K in Key]: English[K] extends string ? string : Plural };

export const languages = ["en", "ru", "zh"] as const;
export type Language = (typeof languages)[number];

export const language_names: Record<Language, string> = {
  en: "English",
  ru: "Русский",
  zh: "中文",
};

/** The locale whose digits, dates and plural rules a language uses. */
export const locales: Record<Language, string> = { en: "en-GB", ru: "ru", zh: "zh-Hans-CN" };

const loaders: Record<Language, () => Promise<Catalogue>> = {
  en: () => Promise.resolve(en),
  ru: () => import("./ru.ts").then((module) => module.ru),
  zh: () => import("./zh.ts").then((module) => module.zh),
};

export function load_catalogue(language: Language): Promise<Catalogue> {
  return loaders[language]();
}

export function is_language(text: string | null | undefined): text is Language {
  return (languages as readonly string[]).includes(text ?? "");
}

/** The first language we have among the reader's, in the reader's order. */
export function preferred(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const base = tag.toLowerCase().split("-")[0];
    if (is_language(base)) return base;
  }
  return "en";
}

export type Values = Record<string, string | number>;

/** Puts `values` in the places of a template; `n` also chooses the plural form. */
export function fill(template: string, values: Values): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) =>
    name in values ? String(values[name]) : whole,
  );
}

export class Words {
  readonly locale: string;
  private readonly plural_: Intl.PluralRules;
  private readonly integer_: Intl.NumberFormat;

  /** `contents`: the language for what the record says; the association may have more than we. */
  constructor(
    readonly language: Language,
    private readonly catalogue_: Catalogue,
    readonly contents: string = language,
  ) {
    this.locale = locales[language];
    this.plural_ = new Intl.PluralRules(this.locale);
    this.integer_ = new Intl.NumberFormat(this.locale);
  }

  t(key: Key, values: Values = {}): string {
    const message = this.catalogue_[key];
    if (typeof message === "string") return fill(message, values);
    return this.counted(message, Number(values["n"] ?? 0), values);
  }

  /** The message of `stem.code`, or `code` itself where no message exists for it. */
  coded(stem: string, code: string, values: Values = {}): string {
    const key = `${stem}.${code}`;
    return key in this.catalogue_ ? this.t(key as Key, values) : code;
  }

  has(key: string): key is Key {
    return key in this.catalogue_;
  }

  /** The plural form for `count`, with `n` shown as `values.shown` when given. */
  counted(message: Plural, count: number, values: Values): string {
    const form = message[this.plural_.select(count)] ?? message.other;
    return fill(form, { ...values, n: values["shown"] ?? this.integer_.format(count) });
  }
}

export const WordsContext = createContext<Words>(new Words("en", en));

export function useWords(): Words {
  return useContext(WordsContext);
}
