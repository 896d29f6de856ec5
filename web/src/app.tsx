// SPDX-License-Identifier: Apache-2.0
import { lazy, Suspense, useEffect, useMemo, useRef, useState, type ComponentType } from "react";
import { api, useResource } from "./api.ts";
import { AssociationContext, Directory } from "./association.ts";
import { en } from "./messages/en.ts";
import {
  is_language,
  load_catalogue,
  preferred,
  Words,
  WordsContext,
  type Catalogue,
  type Language,
} from "./messages/index.ts";
import { NotFound } from "./parts/states.tsx";
import { Banner } from "./parts/banner.tsx";
import { Footer, Header } from "./parts/frame.tsx";
import { Loading } from "./parts/states.tsx";
import { Scoreboard } from "./pages/scoreboard.tsx";
import { match } from "./match.ts";
import { set_query, useAddress } from "./router.ts";
import { SessionContext, useSessionState } from "./session.ts";
import { recall, remember } from "./storage.ts";
import type { Association } from "./types.ts";

type Page = ComponentType<{ params: Record<string, string> }>;

const PledgePage = lazy(() => import("./pages/pledge.tsx"));
const ExplainPage = lazy(() => import("./pages/explain.tsx"));
const PartiesPage = lazy(() => import("./pages/parties.tsx"));
const PartyPage = lazy(() => import("./pages/party.tsx"));
const InstrumentsPage = lazy(() => import("./pages/instruments.tsx"));
const InstrumentPage = lazy(() => import("./pages/instrument.tsx"));
const DataPage = lazy(() => import("./pages/data.tsx"));
const DatasetPage = lazy(() => import("./pages/dataset.tsx"));
const RecordPage = lazy(() => import("./pages/record.tsx"));
const EntryPage = lazy(() => import("./pages/entry.tsx"));
const AssessPage = lazy(() => import("./pages/assess.tsx"));
const DecisionsPage = lazy(() => import("./pages/decisions.tsx"));
const ProposalPage = lazy(() => import("./pages/proposal.tsx"));
const BodiesPage = lazy(() => import("./pages/bodies.tsx"));
const BodyPage = lazy(() => import("./pages/body.tsx"));
const MeetingPage = lazy(() => import("./pages/meeting.tsx"));
const ConcernsPage = lazy(() => import("./pages/concerns.tsx"));
const NeedsPage = lazy(() => import("./pages/needs.tsx"));
const SignInPage = lazy(() => import("./pages/sign_in.tsx"));
const AboutPage = lazy(() => import("./pages/about.tsx"));

const routes: readonly (readonly [string, Page])[] = [
  ["/", Scoreboard],
  ["/pledges/:id", PledgePage],
  ["/pledges/:id/readings/:rid", ExplainPage],
  ["/parties", PartiesPage],
  ["/parties/:code", PartyPage],
  ["/instruments", InstrumentsPage],
  ["/instruments/:instrument", InstrumentPage],
  ["/data", DataPage],
  ["/data/:dataset", DatasetPage],
  ["/record", RecordPage],
  ["/record/:index", EntryPage],
  ["/assess", AssessPage],
  ["/decisions", DecisionsPage],
  ["/proposals/:proposal", ProposalPage],
  ["/bodies", BodiesPage],
  ["/bodies/:body", BodyPage],
  ["/meetings/:meeting", MeetingPage],
  ["/concerns", ConcernsPage],
  ["/needs", NeedsPage],
  ["/sign-in", SignInPage],
  ["/about", AboutPage],
];

interface Chosen {
  language: Language;
  /** Of what the record says: one of the association's, though the pages may not have it. */
  contents: string;
}

/** The language of the address, else the one remembered, else the reader's own. */
function useLanguage(association: Association | undefined): Chosen {
  const { query } = useAddress();
  const asked = query.get("lang");
  const fallback = useMemo(() => {
    const kept = recall("language");
    return is_language(kept) ? kept : preferred(navigator.languages);
  }, []);
  const language = is_language(asked) ? asked : fallback;
  const known = is_language(asked) || association !== undefined;
  const contents = asked && association?.languages.includes(asked) ? asked : language;
  useEffect(() => {
    // The address must restore what is shown, so it always names the language.
    if (!known && asked) return;
    if (asked !== contents) set_query({ lang: contents });
    remember("language", language);
  }, [asked, known, contents, language]);
  return { language, contents };
}

function useCatalogue({ language, contents }: Chosen): Words | undefined {
  const [catalogue, set_catalogue] = useState<readonly [Language, Catalogue] | undefined>(() =>
    language === "en" ? ["en", en] : undefined,
  );
  useEffect(() => {
    let current = true;
    load_catalogue(language).then(
      (loaded) => current && set_catalogue([language, loaded]),
      () => current && set_catalogue(["en", en]),
    );
    return () => {
      current = false;
    };
  }, [language]);
  const words = useMemo(() => {
    if (!catalogue) return undefined;
    const [shown, loaded] = catalogue;
    return new Words(shown, loaded, contents === language ? shown : contents);
  }, [catalogue, contents, language]);
  useEffect(() => {
    if (words) document.documentElement.lang = words.language === "zh" ? "zh-Hans" : words.language;
  }, [words]);
  return words;
}

/** After a change of page the focus moves to its content, so that it is read from the start. */
function useFocusOnArrival(path: string) {
  const main = useRef<HTMLElement>(null);
  const first = useRef(true);
  useEffect(() => {
    if (first.current) first.current = false;
    else main.current?.focus({ preventScroll: true });
  }, [path]);
  return main;
}

export function App() {
  const { path } = useAddress();
  const association = useResource<Association>(api("/association"));
  const known = association.state === "ready" ? association.data : undefined;
  const words = useCatalogue(useLanguage(known));
  const main = useFocusOnArrival(path);
  const session = useSessionState();
  const directory = useMemo(() => new Directory(known), [known]);

  if (!words) return null;
  const found = routes.flatMap(([pattern, Page]) => {
    const params = match(pattern, path);
    return params ? [{ Page, params }] : [];
  })[0];
  return (
    <WordsContext value={words}>
      <AssociationContext value={directory}>
        <SessionContext value={session}>
          <a className="skip" href="#content">
            {words.t("app.skip")}
          </a>
          <Header />
          <Banner path={path} />
          <main id="content" tabIndex={-1} ref={main}>
            <Suspense fallback={<Loading />}>
              {found ? <found.Page key={path} params={found.params} /> : <NotFound />}
            </Suspense>
          </main>
          <Footer />
        </SessionContext>
      </AssociationContext>
    </WordsContext>
  );
}
