// SPDX-License-Identifier: Apache-2.0
// The draws of a scenario, asked for in parts so that the reader sees how far they are, and the
// intervals they make. Each draw depends on its number and the seed alone, so parts are as good
// as the whole.
import { useCallback, useEffect, useState } from "react";
import { api, fetch_json } from "./api.ts";
import { path } from "./paths.ts";
import type { ScenarioDraw, ScenarioDraws } from "./types.ts";

/** Between which percentages nine draws in ten lie. */
export interface Interval {
  low: number;
  high: number;
}

/** The value below which a share of `sorted` lies, between neighbours in proportion. */
export function quantile(sorted: readonly number[], share: number): number {
  const place = Math.min(1, Math.max(0, share)) * (sorted.length - 1);
  const below = Math.floor(place);
  const low = sorted[below] ?? NaN;
  const high = sorted[Math.min(below + 1, sorted.length - 1)] ?? NaN;
  return low + (place - below) * (high - low);
}

/** By party's code, from the draws that were solved; nothing from fewer than two. */
export function intervals_of(
  parties: readonly string[],
  draws: readonly ScenarioDraw[],
): Map<string, Interval> {
  const solved = draws.filter((one) => one.solved);
  if (solved.length < 2) return new Map();
  return new Map(
    parties.map((code, index) => {
      const values = solved.map((one) => Number(one.real_income[index])).sort((a, b) => a - b);
      return [code, { low: quantile(values, 0.05), high: quantile(values, 0.95) }];
    }),
  );
}

export interface Drawing {
  state: "running" | "done" | "failed" | "stopped";
  done: number;
  total: number;
  unsolved: number;
  intervals: Map<string, Interval>;
}

/** How many draws one answer holds: the server counts them in a fraction of a second. */
const part_size = 20;

type Show = (drawing: Drawing) => void;

async function run(address: (first: number) => string, signal: AbortSignal, show: Show) {
  const draws: ScenarioDraw[] = [];
  for (;;) {
    const part = await fetch_json<ScenarioDraws>(address(draws.length), signal);
    draws.push(...part.draws);
    const over = part.draws.length === 0 || draws.length >= part.draws_total;
    show({
      state: over ? "done" : "running",
      done: draws.length,
      total: part.draws_total,
      unsolved: draws.filter((one) => !one.solved).length,
      intervals: over ? intervals_of(part.parties, draws) : new Map(),
    });
    if (over) return;
  }
}

const begun: Drawing = { state: "running", done: 0, total: 0, unsolved: 0, intervals: new Map() };

/** All draws of a scenario under a change, from the first to the last, and a way to stop. */
export function useDraws(scenario: string, change: string): Drawing & { stop: () => void } {
  const [drawing, set_drawing] = useState(begun);
  const [control, set_control] = useState<AbortController>();
  useEffect(() => {
    const mine = new AbortController();
    set_control(mine);
    set_drawing(begun);
    const address = (first: number) =>
      api(`${path("scenarios", scenario)}/draws`, { first, count: part_size, change });
    run(address, mine.signal, set_drawing).catch(() => {
      if (!mine.signal.aborted) set_drawing((was) => ({ ...was, state: "failed" }));
    });
    return () => mine.abort();
  }, [scenario, change]);
  const stop = useCallback(() => {
    control?.abort();
    set_drawing((was) => ({ ...was, state: "stopped" }));
  }, [control]);
  return { ...drawing, stop };
}
