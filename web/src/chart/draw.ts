// SPDX-License-Identifier: Apache-2.0
// Loads Observable Plot; it is fetched when the first chart is shown. Figures become floats in
// `chart/` only: a pixel needs no more.
import * as Plot from "@observablehq/plot";
import { amount, amount_number, unit_head } from "../format.ts";
import type { Words } from "../messages/index.ts";
import {
  adds_up,
  has_target_line,
  period_scale,
  reading_scale,
  unit_of,
  value_unit,
} from "../reading.ts";
import type { Account } from "../types.ts";
import { make_reachable } from "./reach.ts";

const width_max = 640;
const width_min = 300;
const chart_height = 300;

interface Point {
  period: string;
  at: number;
  label: string;
}

/** Plain notation of what the axis came up with, so that it can be formatted like an amount. */
function plain(value: number): string {
  return Number.isInteger(value) ? BigInt(value).toString() : value.toFixed(6).replace(/0+$/, "");
}

/** What is drawn, in whose words. */
export interface Picture {
  words: Words;
  account: Account;
  /** Unit of the values that grow, if the account is of a growth rate and it is known. */
  growing: string;
  description: string;
}

function points(picture: Picture, pick: "cumulative" | "value" | "needed"): Point[] {
  const { words, account, growing } = picture;
  const scale = period_scale(words, account);
  return account.periods.flatMap((one) => {
    const text = one[pick];
    if (text === undefined || (pick !== "needed" && !one.observed)) return [];
    const value = amount(words, text, value_unit(account, growing), { scale, short: true });
    return [
      {
        period: one.period,
        at: Number(text),
        label: words.t("chart.point", { period: one.period, value }),
      },
    ];
  });
}

/** From the last period with data to the end of the window, at the pace so far. */
function projected(words: Words, account: Account, actual: Point[]): Point[] {
  const [last, end] = [actual.at(-1), account.window?.to];
  if (!last || !end || account.projection === undefined || last.period === end) return [];
  const scale = reading_scale(words, account);
  const value = amount(words, account.projection, unit_of(account), { scale, short: true });
  const label = `${words.t("chart.projection")}: ${words.t("chart.point", { period: end, value })}`;
  return [last, { period: end, at: Number(account.projection), label }];
}

function marks(picture: Picture): Plot.Markish[] {
  const { words, account } = picture;
  const adding = adds_up(account);
  const actual = points(picture, adding ? "cumulative" : "value");
  const need = adding ? points(picture, "needed") : [];
  const ahead = adding ? projected(words, account, actual) : [];
  const line = { x: "period", y: "at", strokeLinecap: "round" } as const;
  const dots = { x: "period", y: "at", ariaLabel: "label" } as const;
  return [
    Plot.gridY({ ticks: 5, stroke: "var(--line)", strokeOpacity: 1 }),
    Plot.ruleY([0], { stroke: "var(--strong-line)" }),
    ...(has_target_line(account)
      ? [Plot.ruleY([Number(account.target)], { stroke: "var(--ink)", strokeWidth: 1.25 })]
      : []),
    Plot.line(need, { ...line, stroke: "var(--quiet)", strokeWidth: 2, strokeDasharray: "0.5 5" }),
    Plot.line(ahead, { ...line, stroke: "var(--accent)", strokeWidth: 2, strokeDasharray: "5 5" }),
    Plot.line(actual, { ...line, stroke: "var(--accent)", strokeWidth: 2.75 }),
    Plot.dot(ahead.slice(1), {
      ...dots,
      r: 4.5,
      fill: "var(--paper)",
      stroke: "var(--accent)",
      strokeWidth: 2,
    }),
    Plot.dot(actual, {
      ...dots,
      r: 5,
      fill: "var(--accent)",
      stroke: "var(--paper)",
      strokeWidth: 1.5,
    }),
  ];
}

/** Draws the account, `room` pixels wide: what was counted against a straight line's need. */
export function draw(picture: Picture, room: number): SVGSVGElement {
  const { words, account, growing, description } = picture;
  const width = Math.min(width_max, Math.max(width_min, Math.floor(room)));
  const scale = period_scale(words, account);
  const periods = account.periods.map((one) => one.period);
  const every = Math.ceil(periods.length / (width / 50));
  const svg = Plot.plot({
    width,
    height: chart_height,
    marginLeft: 64,
    marginTop: 28,
    marginRight: 24,
    className: "chart-svg",
    style: { fontSize: "13px" },
    x: {
      type: "point",
      domain: periods,
      padding: 0.3,
      label: null,
      tickSize: 4,
      ticks: periods.filter((_, index) => index % every === 0),
    },
    y: {
      label: unit_head(words, value_unit(account, growing), scale),
      labelArrow: "none",
      labelAnchor: "top",
      tickSize: 0,
      ticks: 5,
      zero: true,
      tickFormat: (value: number) => amount_number(words, plain(value), scale, true),
    },
    marks: marks(picture),
  }) as SVGSVGElement;
  const dots = [...svg.querySelectorAll<SVGElement>("circle[aria-label]")];
  dots.sort((a, b) => Number(a.getAttribute("cx")) - Number(b.getAttribute("cx")));
  return make_reachable(svg, description, dots);
}
