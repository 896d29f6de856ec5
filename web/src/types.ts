// SPDX-License-Identifier: Apache-2.0
// What the server answers, member for member. Amounts stay decimal strings from end to end.

/** A text in one or more of the association's languages. */
export type Texts = { en: string } & Partial<Record<string, string>>;

export type Verdict = "met" | "on-track" | "behind" | "missed" | "not-due" | "not-measurable";
export type Basis = "statistics" | "confirmed" | "reported" | "none";
export type PledgeKind = "pledge" | "claim" | "proposal";
export type Aggregate = "sum" | "last" | "mean" | "count" | "growth";
export type Comparator = "at-least" | "at-most" | "equals" | "rounds-to";
export type Status = "member" | "observer" | "dialogue-partner" | "guest" | "withdrawn";

export interface Standing {
  status: Status;
  from: string;
  until?: string;
}

export interface Party {
  code: string;
  alpha2?: string;
  name: Texts;
  standings: Standing[];
  status_now?: Status;
}

export interface Association {
  name: Texts;
  origin: string;
  languages: string[];
  founded?: string;
  version: string;
  depositary_key: string;
  sealed_by: string;
  checkpoint?: { size: number; root: string; note: string };
  entries: number;
  parties: Party[];
  counts: { pledges: number; readings: number; datasets: number; deliveries: number };
}

export interface PartySet {
  text: string;
  codes: string[];
}

export interface Measure {
  from: "statistics" | "deliveries" | "none";
  dataset?: string;
  indicators?: string[];
  flow?: string;
  stage?: string;
  reporters?: PartySet;
  partners?: PartySet;
  reason?: Texts;
}

export interface PeriodValue {
  period: string;
  value?: string;
  cumulative?: string;
  needed?: string;
  rows: number;
  observed: boolean;
}

export interface VintageUsed {
  dataset: string;
  sha256: string;
  entry: number;
}

export interface Account {
  reading: string;
  label: Texts;
  state: "current" | "withdrawn";
  measure: Measure;
  aggregate?: Aggregate;
  comparator?: Comparator;
  target?: string;
  unit?: string;
  baseline?: { value: string; period: string };
  window?: { from: string; to: string };
  verdict: Verdict;
  basis: Basis;
  value?: string;
  share?: string;
  elapsed?: { periods: number; of: number; share: string };
  remaining?: string;
  needed_per_period?: string;
  projection?: string;
  value_date?: string;
  rows: number;
  vintages: VintageUsed[];
  reason?: string;
  flags: string[];
  periods: PeriodValue[];
}

export interface PledgeSummary {
  pledge: string;
  kind: PledgeKind;
  by: string[];
  title: Texts;
  text?: Texts;
  date: string;
  source: { citation: string; url?: string };
  state: "current" | "amended" | "withdrawn";
  due?: string;
  readings: Account[];
  verdicts: Partial<Record<Verdict, number>>;
  disagree: boolean;
}

export interface Scoreboard {
  as_of: string;
  pledges: PledgeSummary[];
}

export interface Delivery {
  delivery: string;
  pledge?: string;
  provider: string;
  receiver: string;
  kind: "people" | "goods" | "capital" | "data";
  stage: string;
  quantity: string;
  unit: string;
  date: string;
  continues?: string;
  receipt: "none" | "confirmed" | "disputed";
  receipt_reason?: Texts;
  entry: number;
}

export interface HistoryLine {
  entry: number;
  kind: string;
  author: string;
  time: string;
  summary: string;
}

export interface Note {
  entry: number;
  author: string;
  time: string;
  text: Texts;
}

export interface Pledge extends PledgeSummary {
  history: HistoryLine[];
  deliveries: Delivery[];
  notes: Note[];
}

export interface ExplainRow {
  dataset?: string;
  vintage?: string;
  indicator?: string;
  reporter?: string;
  partner?: string;
  period?: string;
  value: string;
  /** What the row adds to the figure. */
  counted?: string;
  unit: string;
  status?: string;
  file?: string;
  line?: number;
  delivery?: string;
}

export interface Explanation {
  pledge: string;
  reading: string;
  formula: string;
  value?: string;
  unit?: string;
  rows_total: number;
  rows: ExplainRow[];
}

export interface PartyPage extends Party {
  pledges_by: PledgeSummary[];
  pledges_in: { pledge: string; reading: string; role: "partner" | "reporter" }[];
  deliveries_out: Delivery[];
  deliveries_in: Delivery[];
}

export interface Vintage {
  sha256: string;
  file_name: string;
  bytes: number;
  retrieved: string;
  entry: number;
  /** Absent, like the three below, where this node does not hold the file. */
  series?: number;
  observations?: number;
  first?: string;
  last?: string;
  current: boolean;
  present?: boolean;
}

export interface Dataset {
  dataset: string;
  title: Texts;
  source: { citation: string; url?: string };
  licence: string;
  covers: { from: string; to: string };
  units?: string[];
  vintages: Vintage[];
  used_by: { pledge: string; reading: string }[];
}

export interface DatasetRow {
  indicator: string;
  reporter: string;
  partner?: string;
  product?: string;
  unit: string;
  period: string;
  value: string;
  status?: string;
  line: number;
}

export interface DatasetPage extends Dataset {
  rows_total: number;
  rows: DatasetRow[];
}

export interface EntryLine {
  index: number;
  kind: string;
  version: number;
  author: string;
  time: string;
  leaf: string;
  summary: string;
  bytes: number;
}

export interface EntryList {
  size: number;
  entries: EntryLine[];
}

export interface Entry extends EntryLine {
  text: string;
  body: unknown;
  raw: string;
}

export interface Proof {
  index: number;
  size: number;
  leaf: string;
  root: string;
  hashes: string[];
  checkpoint: string;
  proof: string;
}
