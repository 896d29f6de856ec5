// SPDX-License-Identifier: Apache-2.0
// What surrounds every page: masthead, menu, language and theme, footer.
import { useState } from "react";
import { api } from "../api.ts";
import { useDirectory } from "../association.ts";
import { date, text_language, text_of } from "../format.ts";
import { is_language, language_names, languages, useWords } from "../messages/index.ts";
import { set_query, useAddress } from "../router.ts";
import { recall, remember } from "../storage.ts";
import { useSession } from "../session.ts";
import { Link } from "./link.tsx";
import { Menu } from "./menu.tsx";
import { today } from "./as_of.tsx";

/** Addresses that belong to the menu's one entry for consultation; their pages have a second row. */
const consulting_pattern = /^\/(decisions|proposals|bodies|meetings|concerns|needs)/;

const menu = [
  ["/", "nav.scoreboard", /^\/($|pledges)/],
  ["/decisions", "nav.decisions", consulting_pattern],
  ["/parties", "nav.parties", /^\/parties/],
  ["/instruments", "nav.instruments", /^\/instruments/],
  ["/assess", "nav.assess", /^\/assess/],
  ["/data", "nav.data", /^\/data/],
  ["/record", "nav.record", /^\/record/],
  ["/about", "nav.about", /^\/about/],
] as const;

const themes = ["system", "light", "dark"] as const;

function ThemeChoice() {
  const words = useWords();
  const [theme, set_theme] = useState(() => recall("theme") ?? "system");
  const choose = (chosen: string) => {
    const kept = chosen === "system" ? "" : chosen;
    remember("theme", kept);
    if (kept) document.documentElement.dataset["theme"] = kept;
    else delete document.documentElement.dataset["theme"];
    set_theme(chosen);
  };
  return (
    <label className="choice theme no-print">
      <span>{words.t("app.theme")}</span>
      <select value={theme} onChange={(event) => choose(event.target.value)}>
        {themes.map((one) => (
          <option key={one} value={one}>
            {words.t(`app.theme.${one}`)}
          </option>
        ))}
      </select>
    </label>
  );
}

/** What speakers of a language call it, its code where the browser does not know. */
function own_name(language: string): string {
  try {
    return new Intl.DisplayNames(language, { type: "language" }).of(language) ?? language;
  } catch {
    return language;
  }
}

/** Languages of the pages, and those in which the association has contents only. */
function LanguageChoice() {
  const words = useWords();
  const spoken = useDirectory().association?.languages ?? [];
  const others = spoken.filter((one) => !is_language(one));
  return (
    <label className="choice">
      <span>{words.t("app.language")}</span>
      <select
        value={words.contents}
        onChange={(event) => set_query({ lang: event.target.value }, true)}
      >
        {languages.map((language) => (
          <option key={language} value={language} lang={language}>
            {language_names[language]}
          </option>
        ))}
        {others.map((language) => (
          <option key={language} value={language} lang={language}>
            {words.t("app.language.contents", { language: own_name(language) })}
          </option>
        ))}
      </select>
    </label>
  );
}

/** Who is signed in and for whom; else the way in. */
function Person() {
  const words = useWords();
  const directory = useDirectory();
  const { who } = useSession();
  if (!who) {
    return (
      <p className="person">
        <Link to="/sign-in">{words.t("sign_in.go")}</Link>
      </p>
    );
  }
  const party =
    who.party === "secretariat" ? words.t("sign_in.secretariat") : directory.name(words, who.party);
  return (
    <p className="person">
      <Link to="/sign-in">{who.name}</Link>
      <span className="quiet">{party}</span>
    </p>
  );
}

export function Header() {
  const words = useWords();
  const association = useDirectory().association;
  return (
    <header className="masthead">
      <div className="masthead-inner">
        <Link to="/" className="brand">
          <svg className="brand-mark" viewBox="0 0 32 32" aria-hidden="true">
            <path d="M22.5 11.2a8 8 0 1 0 0 9.6M9 26h14" />
          </svg>
          <span>
            <span className="brand-name">Comity</span>
            <span className="brand-association" lang={text_language(words, association?.name)}>
              {association ? text_of(words, association.name) : "\u00a0"}
            </span>
          </span>
        </Link>
        <Menu entries={menu} label={words.t("app.menu")} />
        <div className="choices">
          <LanguageChoice />
          <Person />
        </div>
      </div>
    </header>
  );
}

/** The address that restores this view, with the date it was counted for. */
function usePermanentAddress(): string {
  const { path, query } = useAddress();
  const fixed = new URLSearchParams(query);
  if (!fixed.has("as_of")) fixed.set("as_of", today());
  return `${location.origin}${path}?${fixed}`;
}

export function Footer() {
  const words = useWords();
  const { query } = useAddress();
  const permanent = usePermanentAddress();
  const association = useDirectory().association;
  return (
    <footer className="footer">
      <div className="footer-inner">
        <p className="print-only">
          {words.t("as_of.label")} {date(words, query.get("as_of") ?? today())}
          {" · "}
          {words.t("print.address")}: {permanent}
        </p>
        <p>
          <Link to="/about">Comity</Link> {association?.version}
          {association && (
            <>
              {" · "}
              <span className="mono">{association.origin}</span>
              {" · "}
              {words.coded("about.sealed", association.sealed_by)}
            </>
          )}
        </p>
        <p className="no-print">
          <a href={permanent} title={words.t("link.permanent.hint")}>
            {words.t("link.permanent")}
          </a>
          {" · "}
          <a href={api("/openapi.json")}>{words.t("about.openapi")}</a>
          {" · "}
          <button type="button" className="plain" onClick={() => print()}>
            {words.t("link.print")}
          </button>
        </p>
        <ThemeChoice />
      </div>
    </footer>
  );
}
