// SPDX-License-Identifier: Apache-2.0
import { useEffect, useRef, useState, type SyntheticEvent } from "react";
import { useWords } from "../messages/index.ts";
import { text_of } from "../format.ts";
import { adds_up, has_target_line, value_unit } from "../reading.ts";
import type { Account } from "../types.ts";

interface Tip {
  text: string;
  left: number;
  top: number;
}

/** The point a pointer or the focus is on, and where beside it the tip goes. */
function tip_of(event: SyntheticEvent, frame: HTMLElement): Tip | undefined {
  const target = event.target as Element;
  const text = target.tagName === "circle" ? target.getAttribute("aria-label") : null;
  if (!text) return undefined;
  const [dot, box] = [target.getBoundingClientRect(), frame.getBoundingClientRect()];
  return { text, left: dot.left + dot.width / 2 - box.left, top: dot.top - box.top };
}

function Legend({ account }: { account: Account }) {
  const words = useWords();
  const keys = [
    "actual" as const,
    ...(adds_up(account) && account.target ? ["need" as const] : []),
    ...(adds_up(account) && account.projection ? ["projection" as const] : []),
    ...(has_target_line(account) ? ["target" as const] : []),
  ];
  return (
    <ul className="legend" aria-hidden="true">
      {keys.map((key) => (
        <li key={key}>
          <svg viewBox="0 0 28 8">
            <path className={`legend-${key}`} d="M1 4h26" />
          </svg>
          {words.t(`chart.${key}`)}
        </li>
      ))}
    </ul>
  );
}

interface ChartProps {
  account: Account;
  name: string;
  title: string;
  source: string;
  /** Unit of the values that grow, if the account is of a growth rate and it is known. */
  growing?: string;
}

function Downloads({
  account,
  name,
  title,
  source,
  growing = "",
  find,
}: ChartProps & { find: () => SVGSVGElement | null }) {
  const words = useWords();
  const save = async (kind: "svg" | "png" | "csv") => {
    const files = await import("../chart/save.ts");
    const svg = find();
    const caption = { title, source };
    if (kind === "csv") {
      const head = ["period", "value", "cumulative", "needed", "unit", "rows", "observed"];
      const rows = account.periods.map((one) =>
        [
          one.period,
          one.value,
          one.cumulative,
          one.needed,
          value_unit(account, growing),
          one.rows,
          one.observed,
        ].map((cell) => String(cell ?? "")),
      );
      files.save_csv([head, ...rows], name);
    } else if (svg && kind === "svg") files.save_svg(svg, name, caption);
    else if (svg) await files.save_png(svg, name, caption);
  };
  return (
    <p className="downloads no-print">
      <span className="quiet">{words.t("chart.download")}: </span>
      {(["svg", "png", "csv"] as const).map((kind) => (
        <button key={kind} type="button" className="plain" onClick={() => void save(kind)}>
          {kind.toUpperCase()}
        </button>
      ))}
    </p>
  );
}

/** The chart of a reading; its code is fetched when the first one is shown. */
export function Chart(props: ChartProps) {
  const { account, growing = "" } = props;
  const words = useWords();
  const frame = useRef<HTMLDivElement>(null);
  const [state, set_state] = useState<"loading" | "drawn" | "failed">("loading");
  const [tip, set_tip] = useState<Tip>();
  const label = text_of(words, account.label) || account.reading;
  const description = words.t("chart.describe", {
    label,
    from: account.periods[0]?.period ?? "",
    to: account.periods.at(-1)?.period ?? "",
  });

  useEffect(() => {
    let current = true;
    import("../chart/draw.ts").then(
      ({ draw }) => {
        if (!current || !frame.current) return;
        frame.current.replaceChildren(
          draw({ words, account, growing, description }, frame.current.clientWidth),
        );
        set_state("drawn");
      },
      () => current && set_state("failed"),
    );
    return () => {
      current = false;
    };
  }, [words, account, growing, description]);

  const point = (event: SyntheticEvent) => {
    set_tip(frame.current ? tip_of(event, frame.current) : undefined);
  };
  return (
    <figure className="chart" data-state={state}>
      {state === "loading" && <p className="quiet">{words.t("chart.loading")}</p>}
      {state === "failed" && <p className="quiet">{words.t("chart.failed")}</p>}
      <div
        className="chart-frame"
        onPointerOver={point}
        onFocus={point}
        onBlur={() => set_tip(undefined)}
        onPointerLeave={() => set_tip(undefined)}
      >
        <div ref={frame} />
        {tip && (
          <p className="tip" aria-hidden="true" style={{ left: tip.left, top: tip.top }}>
            {tip.text}
          </p>
        )}
      </div>
      {state === "drawn" && (
        <figcaption>
          <Legend account={account} />
          <Downloads {...props} find={() => frame.current?.querySelector("svg") ?? null} />
        </figcaption>
      )}
    </figure>
  );
}
