// SPDX-License-Identifier: Apache-2.0
// What surrounds a chart: its states, a tip at the point looked at, and its files.
import { useEffect, useRef, useState, type ReactNode, type SyntheticEvent } from "react";
import { useWords } from "../messages/index.ts";

interface Tip {
  text: string;
  left: number;
  top: number;
}

/** The mark a pointer or the focus is on, and where beside it the tip goes. */
function tip_of(event: SyntheticEvent, frame: HTMLElement): Tip | undefined {
  const target = event.target as Element;
  const text = /^(circle|rect)$/.test(target.tagName) ? target.getAttribute("aria-label") : null;
  if (!text) return undefined;
  const [mark, box] = [target.getBoundingClientRect(), frame.getBoundingClientRect()];
  const middle = mark.left + mark.width / 2 - box.left;
  return { text, left: Math.min(Math.max(middle, 60), box.width - 60), top: mark.top - box.top };
}

/** A chart as files: what they are called, and its numbers. */
export interface ChartFile {
  name: string;
  title: string;
  source: string;
  rows: () => string[][];
}

function Downloads({ file, find }: { file: ChartFile; find: () => SVGSVGElement | null }) {
  const words = useWords();
  const save = async (kind: "svg" | "png" | "csv") => {
    const files = await import("../chart/save.ts");
    const svg = find();
    const { name, title, source } = file;
    if (kind === "csv") files.save_csv(file.rows(), name);
    else if (svg && kind === "svg") files.save_svg(svg, name, { title, source });
    else if (svg) await files.save_png(svg, name, { title, source });
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

interface FrameProps {
  /** Draws it, so many pixels wide; the code for that is fetched when the first one is shown. */
  draw: (room: number) => Promise<SVGSVGElement>;
  legend: ReactNode;
  file: ChartFile;
}

export function ChartFrame({ draw, legend, file }: FrameProps) {
  const words = useWords();
  const frame = useRef<HTMLDivElement>(null);
  const [state, set_state] = useState<"loading" | "drawn" | "failed">("loading");
  const [tip, set_tip] = useState<Tip>();

  useEffect(() => {
    let current = true;
    draw(frame.current?.clientWidth ?? 0).then(
      (svg) => {
        if (!current || !frame.current) return;
        frame.current.replaceChildren(svg);
        set_state("drawn");
      },
      () => current && set_state("failed"),
    );
    return () => {
      current = false;
    };
  }, [draw]);

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
          {legend}
          <Downloads file={file} find={() => frame.current?.querySelector("svg") ?? null} />
        </figcaption>
      )}
    </figure>
  );
}
