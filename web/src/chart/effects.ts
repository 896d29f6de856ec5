// SPDX-License-Identifier: Apache-2.0
// The ranked bars of an assessment: what each party's real income changes by, with intervals.
import * as Plot from "@observablehq/plot";
import { decimal, signed_percent } from "../format.ts";
import type { Words } from "../messages/index.ts";
import type { Interval } from "../draws.ts";
import { make_reachable } from "./reach.ts";

/** One bar. */
export interface Bar {
  code: string;
  name: string;
  member: boolean;
  /** In percent. */
  change: string;
  interval?: Interval | undefined;
}

const row_height = 21;

function label_of(words: Words, bar: Bar): string {
  const value = signed_percent(words, bar.change);
  const { name, interval } = bar;
  if (!interval) return words.t("chart.point", { period: name, value });
  return words.t("assess.bar", {
    name,
    value,
    low: signed_percent(words, interval.low.toFixed(8)),
    high: signed_percent(words, interval.high.toFixed(8)),
  });
}

function plain(value: number): string {
  return Number(value.toFixed(6))
    .toFixed(6)
    .replace(/\.?0+$/, "");
}

/** Draws the bars, in the order given, `room` pixels wide. */
export function draw(
  words: Words,
  bars: readonly Bar[],
  description: string,
  room: number,
): SVGSVGElement {
  const width = Math.min(900, Math.max(300, Math.floor(room)));
  const given = bars.map((one) => ({
    code: one.code,
    at: Number(one.change),
    label: label_of(words, one),
    low: one.interval?.low,
    high: one.interval?.high,
    fill: one.member ? "var(--accent)" : "var(--strong-line)",
  }));
  const names = new Map(bars.map((one) => [one.code, one.member ? `${one.name} ◆` : one.name]));
  const longest = Math.max(...[...names.values()].map(text_width));
  const svg = Plot.plot({
    width,
    height: 66 + bars.length * row_height,
    marginLeft: Math.min(Math.ceil(longest) + 12, width * 0.48),
    marginTop: 44,
    marginRight: 16,
    marginBottom: 20,
    className: "chart-svg",
    style: { fontSize: "13px" },
    x: {
      label: words.t("assess.axis"),
      labelArrow: "none",
      axis: "top",
      ticks: Math.max(3, Math.floor(width / 140)),
      tickSize: 0,
      grid: true,
      tickFormat: (value: number) => decimal(words, plain(value)),
    },
    y: {
      domain: given.map((one) => one.code),
      label: null,
      tickSize: 0,
      tickFormat: (code: string) => names.get(code) ?? code,
    },
    marks: [
      Plot.barX(given, {
        y: "code",
        x: "at",
        fill: "fill",
        ariaLabel: "label",
        insetTop: 3,
        insetBottom: 3,
      }),
      Plot.ruleY(
        given.filter((one) => one.low !== undefined),
        { y: "code", x1: "low", x2: "high", stroke: "var(--ink)", strokeWidth: 1.5 },
      ),
      Plot.tickX(
        given
          .filter((one) => one.low !== undefined)
          .flatMap((one) => [
            { code: one.code, at: one.low },
            { code: one.code, at: one.high },
          ]),
        { y: "code", x: "at", stroke: "var(--ink)", strokeWidth: 1.5, insetTop: 6, insetBottom: 6 },
      ),
      Plot.ruleX([0], { stroke: "var(--ink)" }),
    ],
  }) as SVGSVGElement;
  return make_reachable(svg, description, [
    ...svg.querySelectorAll<SVGElement>("rect[aria-label]"),
  ]);
}

/** About how wide a text is at 13 pixels: enough to leave room for it. */
function text_width(text: string): number {
  return [...text].reduce(
    (sum, sign) => sum + (sign > "\u2e80" ? 13.5 : sign > "\u036f" ? 8.6 : 7.4),
    0,
  );
}
