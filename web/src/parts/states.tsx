// SPDX-License-Identifier: Apache-2.0
// The states in which there is nothing, or nothing certain, to show.
import type { ReactNode } from "react";
import { Refused, type Resource } from "../api.ts";
import { useWords } from "../messages/index.ts";
import { set_query } from "../router.ts";
import { Link } from "./link.tsx";
import { useTitle } from "./title.ts";

export function Loading() {
  const words = useWords();
  return (
    <div className="state loading" role="status">
      <span className="skeleton wide" />
      <span className="skeleton" />
      <span className="skeleton narrow" />
      <span className="sr-only">{words.t("state.loading")}</span>
    </div>
  );
}

export function Failed({ error, retry }: { error: Error; retry: () => void }) {
  const words = useWords();
  const refused = error instanceof Refused ? error : undefined;
  const missing = refused?.status === 404;
  // Asking the same again would be refused again.
  const final = refused !== undefined && refused.status < 500;
  return (
    <div className="state failed" role="alert">
      <h2>{words.t(missing ? "state.not_found" : final ? "state.refused" : "state.failed")}</h2>
      <p>{refused ? refused.message : words.t("state.failed.help")}</p>
      {refused && (
        <p className="mono quiet">{[refused.code, refused.where].filter(Boolean).join(" · ")}</p>
      )}
      <p className="actions">
        {(refused?.where === "as_of" || refused?.where === "on") && (
          <button type="button" onClick={() => set_query({ as_of: "" })}>
            {words.t("as_of.today")}
          </button>
        )}
        {!final && (
          <button type="button" onClick={retry}>
            {words.t("state.retry")}
          </button>
        )}
        <Link to="/">{words.t("pledge.other")}</Link>
      </p>
    </div>
  );
}

export function Empty({ children }: { children: ReactNode }) {
  return <p className="state empty">{children}</p>;
}

export function NotFound() {
  const words = useWords();
  useTitle(words.t("app.not_found"));
  return (
    <div className="state failed">
      <h1>{words.t("app.not_found")}</h1>
      <p>{words.t("app.not_found.help")}</p>
      <Link to="/">{words.t("pledge.other")}</Link>
    </div>
  );
}

function Stale({ retry }: { retry: () => void }) {
  const words = useWords();
  return (
    <p className="notice" role="status">
      {words.t("state.stale")}{" "}
      <button type="button" className="plain" onClick={retry}>
        {words.t("state.retry")}
      </button>
    </p>
  );
}

/** Shows `children` once the answer is there, and otherwise the state it is in. */
export function Await<T>(props: { resource: Resource<T>; children: (data: T) => ReactNode }) {
  const { resource, children } = props;
  if (resource.state === "loading") return <Loading />;
  if (resource.state === "failed") return <Failed error={resource.error} retry={resource.retry} />;
  return (
    <>
      {resource.stale && <Stale retry={resource.retry} />}
      {children(resource.data)}
    </>
  );
}
