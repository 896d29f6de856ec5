// SPDX-License-Identifier: Apache-2.0
// What the server answers. Generated from docs/openapi.json by tools/generate_types.py;
// tools/check --update-docs writes it anew. Amounts stay decimal strings from end to end.

/** A text in one or more of the association's languages. */
export type Texts = Partial<Record<string, string>>;

export interface Account {
  aggregate?: "sum" | "last" | "mean" | "count" | "growth";
  /** Subtracted before comparing. */
  baseline?: { period: string; value: string };
  basis: Basis;
  comparator?: "at-least" | "at-most" | "equals" | "rounds-to";
  /** How much of the window has evidence. */
  elapsed?: { of: number; periods: number; share: string };
  /** What a reader should know. */
  flags: string[];
  /** What sets the reading apart. */
  label: Texts;
  /** What is counted. */
  measure: Measure;
  /** Remaining / periods without evidence yet. */
  needed_per_period?: string;
  /** Period by period. */
  periods: PeriodValue[];
  /** Of which pledge. */
  pledge: string;
  /** Value + last period's value for each period left. */
  projection?: string;
  /** Under which reading. */
  reading: string;
  /** Why it is not measurable or not due. */
  reason?: string;
  /** Target - value. */
  remaining?: string;
  /** Rows the figure rests on. */
  rows: number;
  /** Value / target. */
  share?: string;
  state: "current" | "withdrawn";
  /** The figure promised. */
  target?: string;
  /** Of value and target. */
  unit?: string;
  /** The figure, by the aggregate. */
  value?: string;
  /** The last period with evidence. */
  value_date?: string;
  verdict: Verdict;
  /** Files the figure rests on. */
  vintages: { dataset: string; entry: number; sha256: string }[];
  /** The periods that count. */
  window?: { from: string; to: string };
}

export interface ActionLine {
  /** Its name in the record. */
  action: string;
  /** Whether that is a body. */
  by_body: boolean;
  /** Out of which decision. */
  decision: string;
  /** The last day for it. */
  due?: string;
  /** Whether that day is past and it is not implemented. */
  overdue: boolean;
  /** The party or body that does it. */
  owner: string;
  /** Out of which paragraph. */
  paragraph?: number;
  /** Which measure it. */
  readings: { pledge: string; reading: string }[];
  /** What its owner said, oldest first. */
  reports: ActionReport[];
  /** What its owner said last; none: nothing yet. */
  status: string;
  /** What is to be done. */
  text: Texts;
}

export interface ActionReport {
  /** By whom, when. */
  said: Signed;
  status: "implemented" | "ongoing" | "no-action" | "obstacle";
  /** In words. */
  text?: Texts;
}

export interface AgendaLine {
  /** The concern that it takes up. */
  concern?: string;
  /** From 1. */
  number: number;
  /** Documents for it. */
  papers: Paper[];
  /** The proposal that it takes up. */
  proposal?: string;
  /** Whether it is a concern that has risen to this body, of which nobody put an item. */
  risen: boolean;
  /** Whether the minutes say that it was taken. */
  taken: boolean;
  /** What it is about. */
  title: Texts;
}

export interface AssessedParty {
  /** ISO 3166-1 alpha-2, if whoever asked knows it. */
  alpha2?: string;
  /** Its code. */
  code: string;
  /** Baseline, in the unit of the data. */
  expenditure: string;
  /** Baseline, to others, in the unit of the data. */
  exports: string;
  /** Baseline, from others, in the unit of the data. */
  imports: string;
  /** Whether the changes name it. */
  member: boolean;
  /** By language, if whoever asked knows it. */
  name?: Texts;
}

export interface Assessment {
  /** By language. */
  assumptions?: Texts;
  /** What is different. */
  changes: ScenarioChange[];
  closure: "balance-in-world-output" | "balance-in-numeraire" | "expenditure-per-output" | "balanced";
  /** To the data. */
  corrections: { code: string; count: number; size: string; where: string }[];
  /** If intervals were asked for. */
  draws?: { count: number; distribution: "lognormal" | "normal"; seed: number; unsolved: number };
  /** As the scenario gives it. */
  elasticity?: { source?: string; standard_error?: string; standard_error_percent?: string; substitution?: string };
  /** Name and version. */
  engine: string;
  /** Who is in them. */
  groups: { name: string; parties: string[] }[];
  /** Digests of all that went in. */
  inputs: { name: string; sha256: string }[];
  /** Of the data. */
  licence: string;
  /** Codes of what this answer leaves out. */
  limits: string[];
  /** Bilateral trade when the change is whole. */
  matrix: TradeMatrix;
  model: "one-sector" | "many-sectors";
  /** Absent: the output of the world. */
  numeraire?: string;
  /** In the order of the data. */
  parties: AssessedParty[];
  /** In order of time; in the last the change is whole. */
  phases: Phase[];
  /** By language. */
  question: Texts;
  /** Its name. */
  scenario: string;
  /** The same by sector (many sectors). */
  sectors: TradeMatrix[];
  /** Of the data. */
  source: string;
  /** By language. */
  title: Texts;
  /** Of the data's values. */
  unit: string;
  /** Of the data. */
  year: number;
}

export interface AssessmentSummary {
  /** Parties that the changes name. */
  members: Together;
  /** All others. */
  outsiders: Together;
  /** Everyone. */
  world: Together;
}

export interface Association {
  /** The newest head of the log. */
  checkpoint: { note: string; root: string; size: number };
  /** How much it holds. */
  counts: { datasets: number; deliveries: number; pledges: number; readings: number };
  /** Verifies the checkpoints. */
  depositary_key: string;
  /** Entries folded. */
  entries: number;
  /** When it was founded. */
  founded: string;
  /** Its languages. */
  languages: string[];
  /** Its name. */
  name: Texts;
  /** Placed on the association as a whole. */
  notes: { author: string; entry: number; text: Texts; time: string }[];
  /** The name of its log. */
  origin: string;
  /** Its parties. */
  parties: Party[];
  /** The last one; none before the first. */
  seal?: Seal;
  /** Who vouches for the checkpoint. */
  sealed_by: string;
  /** Version of this program. */
  version: string;
}

export interface Attendance {
  /** How many it was. */
  delegates?: number;
  /** The office of who headed its delegation. */
  headed_by?: Texts;
  /** A party, or a guest of the body. */
  party: string;
}

export type Basis = "statistics" | "confirmed" | "reported" | "none";

export interface Bodies {
  /** On this day. */
  as_of: string;
  /** By name. */
  bodies: BodyLine[];
}

export interface BodyLine {
  /** Its name in the record. */
  body: string;
  /** Who chairs it on the day asked for. */
  chair?: string;
  /** Whether its time is over on that day. */
  ended: boolean;
  /** Whom it invites. */
  guests: string[];
  level: "heads-of-state" | "heads-of-government" | "ministers" | "coordinators" | "experts" | "secretariat" | "contact-group";
  /** Who sits in it on that day. */
  members: string[];
  /** What it is called. */
  name: Texts;
  /** When it meets next. */
  next_meeting?: string;
  /** The body above it. */
  reports_to?: string;
  /** When its mandate is looked at again. */
  review?: string;
  /** The last day of its mandate. */
  until?: string;
}

export interface BodyPage extends BodyLine {
  /** That it owns or that follow from its decisions. */
  actions: ActionLine[];
  /** On its agenda, not closed. */
  concerns: Concern[];
  /** Every entry that made it so, oldest first. */
  history: Signed[];
  /** What it is to do. */
  mandate?: Texts;
  /** Newest first. */
  meetings: MeetingLine[];
  /** Put to it, newest first. */
  proposals: ProposalLine[];
}

export interface Certificate {
  /** Until it was found. */
  iterations: number;
  /** Nothing worse is given out. */
  limit: string;
  /** By how much any market does not clear, relative. */
  residual: string;
}

export interface Concern {
  /** In order of entry. */
  answers: ConcernAnswer[];
  /** On whose agenda it stands; an overdue one has risen. */
  body?: string;
  /** By whom, when. */
  closed?: Signed;
  /** Its name in the record. */
  concern: string;
  /** The last day, as it stands. */
  due: string;
  /** In order of entry. */
  escalations: Escalation[];
  /** How it ended, in the words of who raised it. */
  outcome?: Texts;
  /** By whom, when. */
  raised: Signed;
  status: "open" | "answered" | "overdue" | "closed";
  /** What it is about. */
  text: Texts;
  /** A few words. */
  title: Texts;
  /** With whom; empty: with all. */
  to: string[];
  /** What is asked for. */
  wish: Texts;
}

export interface ConcernAnswer {
  /** By whom, when. */
  said: Signed;
  /** The answer. */
  text: Texts;
}

export interface Concerns {
  /** On this day. */
  as_of: string;
  /** By name. */
  concerns: Concern[];
}

export interface Dataset {
  /** Periods with a value. */
  covers: { from: string; to: string };
  /** Its name. */
  dataset: string;
  /** Terms of use. */
  licence: string;
  /** Who publishes it. */
  source: { citation: string; url?: string };
  /** What it is. */
  title: Texts;
  /** Units of its series. */
  units: string[];
  /** Readings that rest on it. */
  used_by: { pledge: string; reading: string }[];
  /** Its files, oldest first. */
  vintages: Vintage[];
}

export interface DatasetPage extends Dataset {
  /** Those asked for. */
  rows: DatasetRow[];
  /** How many. */
  rows_total: number;
}

export interface DatasetRow {
  /** What is measured. */
  indicator: string;
  /** Line in the file. */
  line: number;
  /** With whom; may be empty. */
  partner: string;
  /** For which period. */
  period: string;
  /** Product or sector; may be empty. */
  product: string;
  /** Whose figure. */
  reporter: string;
  /** Observation status; may be empty. */
  status: string;
  /** Of what. */
  unit: string;
  /** How much. */
  value: string;
}

export interface Datasets {
  /** By name. */
  datasets: Dataset[];
}

export interface Decisions {
  /** Those asked for, newest first. */
  decisions: ProposalLine[];
  /** Words that were looked for. */
  query: string;
  /** How many decisions have them. */
  rows_total: number;
}

export interface Delivery {
  /** The delivery it carries on. */
  continues?: string;
  /** When it reached this stage. */
  date: string;
  /** Its name. */
  delivery: string;
  /** The entry that reported it. */
  entry: number;
  kind: "people" | "goods" | "capital" | "data";
  /** Counted for which pledge. */
  pledge?: string;
  /** Who gives. */
  provider: string;
  /** How much. */
  quantity: string;
  receipt: "none" | "confirmed" | "disputed";
  /** What the receiver said. */
  receipt_reason?: Texts;
  /** Who receives. */
  receiver: string;
  /** How far it has come. */
  stage: string;
  /** Of what. */
  unit: string;
  /** Why the report was taken back, if it was: it counts no more. */
  withdrawal_reason?: Texts;
}

export interface DepositaryNotice {
  /** Of what it tells. */
  date: string;
  /** The entry that it tells of. */
  entry?: number;
  /** Counted from 1 by date. */
  number: number;
  /** In English, Russian and Chinese. */
  text: Texts;
}

export interface EffectRow {
  /** Of what it buys, what it makes itself: percent. */
  domestic_share: string;
  /** To others, in value: percent. */
  exports: string;
  /** Change, in the unit of the data. */
  exports_value: string;
  /** From others, in value: percent. */
  imports: string;
  /** Change, in the unit of the data. */
  imports_value: string;
  /** Whether a change names it or a group that it is in. */
  member: boolean;
  /** In value: percent. */
  output: string;
  /** Its code. */
  party: string;
  /** Of what it makes (one sector), wages (many): percent. */
  price: string;
  /** Of what it buys: percent. */
  price_index: string;
  /** What it can buy, its welfare: percent. */
  real_income: string;
  /** 5 % of the draws are below: percent. */
  real_income_p05?: string;
  /** Half of the draws: percent. */
  real_income_p50?: string;
  /** 95 % of the draws are below: percent. */
  real_income_p95?: string;
  /** Change, at the baseline's prices, in the unit of the data. */
  real_income_value: string;
  /** Many sectors: change, in the unit of the data. */
  tariff_revenue_value?: string;
  /** Many sectors: first-order part of real income, percent. */
  terms_of_trade?: string;
  /** Many sectors: first-order part of real income, percent. */
  volume_of_trade?: string;
  /** Of the phase-in; absent if the change comes at once. */
  year?: number;
}

export interface Entry extends EntryLine {
  /** The act. */
  body: unknown;
  /** The exact bytes, base64. */
  raw: string;
  /** The signed text. */
  text: string;
}

export interface EntryLine {
  /** Who signed it. */
  author: string;
  /** Size. */
  bytes: number;
  /** Place in the log, from 0. */
  index: number;
  /** Kind of act. */
  kind: string;
  /** Leaf hash, hexadecimal. */
  leaf: string;
  /** What it concerns. */
  subject: string;
  /** What kinds of act like it do. */
  summary: string;
  /** By the author's clock. */
  time: string;
  /** Of the kind. */
  version: number;
}

export interface EntryList {
  /** Newest first. */
  entries: EntryLine[];
  /** Entries in the log. */
  size: number;
}

export interface Escalation {
  /** Before which body. */
  body: string;
  /** The new last day. */
  due: string;
  /** Why. */
  reason: Texts;
  /** By whom, when. */
  said: Signed;
}

export interface ExplainRow {
  /** What it adds to the figure. */
  counted: string;
  /** Which dataset. */
  dataset?: string;
  /** Which delivery, if it is one. */
  delivery?: string;
  /** The file's name. */
  file?: string;
  /** Which indicator. */
  indicator?: string;
  /** Line in the file. */
  line?: number;
  /** With whom. */
  partner?: string;
  /** For which period or day. */
  period: string;
  /** Whose figure. */
  reporter?: string;
  /** Observation status, if given. */
  status?: string;
  /** Of what. */
  unit: string;
  /** As published or reported. */
  value: string;
  /** SHA-256 of the file. */
  vintage?: string;
}

export interface Explanation {
  /** What is computed. */
  formula: string;
  /** Which pledge. */
  pledge: string;
  /** Which reading. */
  reading: string;
  /** Those asked for. */
  rows: ExplainRow[];
  /** How many rows there are. */
  rows_total: number;
  /** Of what. */
  unit?: string;
  /** The figure. */
  value?: string;
  verdict: Verdict;
}

export interface FollowUp {
  /** Of all decisions of the body that are not implemented, or were reported on since. */
  actions: ActionLine[];
  /** Adopted since then, and earlier ones that bring actions still to be done. */
  decisions: ProposalLine[];
  /** That its decisions contain or that measure their actions. */
  pledges: PledgeInShort[];
  /** The beginning of the meeting before; none: from the beginning. */
  since?: string;
}

export interface HistoryLine extends Signed {
  /** Kind of act. */
  kind: string;
  /** What it concerns. */
  subject: string;
  /** What it did. */
  summary: string;
}

export interface Instrument extends InstrumentLine {
  /** All that was recorded, by date. */
  actions: InstrumentAction[];
  /** Its final clauses, as they were recorded. */
  clauses?: unknown;
  /** Who keeps the original. */
  depositary?: Texts;
  /** The entry that opened it. */
  entry: number;
  /** What its depositary tells, up to the day. */
  notifications: DepositaryNotice[];
  /** The day asked for. */
  on: string;
  /** All who took part, by code. */
  parties: InstrumentParty[];
  /** That were made by the day. */
  reservations: Reservation[];
  /** Whether it admits none. */
  reservations_prohibited: boolean;
  /** Where the text can be read. */
  source: { citation: string; url?: string };
}

export interface InstrumentAction {
  /** What was done. */
  action: string;
  /** Day of deposit or receipt. */
  date: string;
  /** The day that was named for its effect. */
  effect?: string;
  /** Index in the log. */
  entry: number;
  /** By whom; absent: of the instrument as such. */
  party?: string;
  /** The state that is succeeded. */
  predecessor?: string;
  /** Which reservation. */
  reference?: string;
  /** Where it can be read. */
  source?: { citation: string; url?: string };
  /** Why. */
  strike_reason?: Texts;
  /** The entry by which it was corrected: it no longer counts. */
  struck_by?: number;
  /** The words. */
  text?: Texts;
  /** Whose. */
  towards?: string;
}

export interface InstrumentLine {
  /** The instrument that it amends. */
  amends?: string;
  /** Its parties on the day, suspended ones too. */
  bound: number;
  /** Day of adoption. */
  concluded?: string;
  /** Who consented, while it is not yet in force for them. */
  contracting: number;
  /** Whether it is in force on the day. */
  in_force: boolean;
  /** The day of its entry into force; it may lie ahead. */
  in_force_on?: string;
  /** Its name in the record. */
  instrument: string;
  /** Treaty, convention, protocol and so on. */
  kind: string;
  /** What its entry into force waits for. */
  missing: Missing;
  /** Where. */
  place?: Texts;
  /** Who signed and has not consented. */
  signatories: number;
  /** Whether a source states that day, while the deposits that led to it are not known. */
  stated: boolean;
  /** The day of its end. */
  terminated?: string;
  /** By language. */
  title: Texts;
}

export interface InstrumentMatrix {
  /** Where anything was done; others are empty. */
  cells: MatrixCell[];
  /** The rows, by name. */
  instruments: InstrumentLine[];
  /** The day asked for. */
  on: string;
  /** The columns, by code. */
  parties: MatrixColumn[];
}

export interface InstrumentParty {
  /** From which day on it is bound; it may lie ahead. */
  bound_since?: string;
  /** By which means it consented last. */
  consent?: string;
  /** When; absent where only the entry into force is known. */
  consent_on?: string;
  /** When it is bound no more. */
  leaves_on?: string;
  /** By language. */
  name: Texts;
  /** When it gave notice of withdrawal. */
  notice_on?: string;
  /** Its code. */
  party: string;
  /** Its first signature. */
  signed_on?: string;
  standing: TreatyStanding;
}

export interface InstrumentRegister {
  /** By name. */
  instruments: InstrumentLine[];
  /** The day asked for. */
  on: string;
}

export interface MatrixCell {
  /** From which day on it is bound. */
  bound_since?: string;
  /** When it consented last. */
  consent_on?: string;
  /** Its name. */
  instrument: string;
  /** When it is bound no more. */
  leaves_on?: string;
  /** Who objects to a reservation of it. */
  objected_by: string[];
  /** Code. */
  party: string;
  /** Its first signature. */
  signed_on?: string;
  standing: "signatory" | "provisional" | "contracting" | "bound" | "suspended" | "withdrawn" | "ended";
}

export interface MatrixColumn {
  /** By language. */
  name: Texts;
  /** Code. */
  party: string;
}

export interface Measure {
  /** Which dataset. */
  dataset?: string;
  /** Kind of flow. */
  flow?: string;
  from: "statistics" | "deliveries" | "none";
  /** Which indicators, added. */
  indicators?: string[];
  /** With whom. */
  partners?: PartySet;
  /** Why nothing measures it. */
  reason?: Texts;
  /** Whose figures. */
  reporters?: PartySet;
  /** The counting rule. */
  stage?: string;
}

export interface MeetingLine {
  /** Which body meets. */
  body: string;
  /** Its end. */
  ends: string;
  /** Its beginning by the clocks there. */
  local: string;
  /** Its name in the record. */
  meeting: string;
  /** Its beginning. */
  starts: string;
  state: "called" | "cancelled" | "minuted";
  /** A few words. */
  title: Texts;
  /** Where. */
  venue: Texts;
  /** The name of their time zone. */
  zone: string;
}

export interface MeetingPage extends MeetingLine {
  /** From the second item on. */
  agenda: AgendaLine[];
  /** Why it was cancelled. */
  cancelled?: Texts;
  /** Who chairs the body on its day. */
  chair?: string;
  /** Recorded as adopted at this meeting. */
  decisions: ProposalLine[];
  /** The first item: what became of what the body decided. */
  follow_up: FollowUp;
  /** Every entry that made it so, oldest first. */
  history: Signed[];
  /** The last ones. */
  minutes?: Minutes;
}

export interface Minutes {
  /** The delegations. */
  attendance: Attendance[];
  /** By whom, when. */
  said: Signed;
  /** Agenda items, in the order in which they were taken. */
  taken: number[];
  /** What was said and agreed. */
  text: Texts;
}

export interface Missing {
  /** Whether the final clauses are known. */
  clauses_known: boolean;
  /** Deposits that count on the day. */
  deposits: number;
  /** How many are needed. */
  deposits_wanted?: number;
  /** The day on which all conditions held. */
  met_on?: string;
  /** Who must consent and has not. */
  named: string[];
  /** What those who consented have, in percent. */
  share?: string;
  /** What they must have, in percent. */
  share_wanted?: string;
}

export interface Need {
  /** Until when, if it is a moment. */
  deadline?: string;
  /** Until when, if it is a day. */
  due?: string;
  /** Of the proposal, delivery, concern or action. */
  name: string;
  /** Whether that is past. */
  overdue: boolean;
  /** In words. */
  title?: Texts;
  what: "object" | "confirm" | "answer" | "close" | "report";
}

export interface Needs {
  /** The most urgent first. */
  needs: Need[];
  /** By the clock of whoever answers. */
  now: string;
  /** Who is asked. */
  party: string;
}

export interface Note {
  /** Who placed it. */
  author: string;
  /** Index in the log. */
  entry: number;
  /** What it says. */
  text: Texts;
  /** By the author's clock. */
  time: string;
}

export interface Objection {
  /** The text with which its author would agree. */
  amendment?: Texts;
  /** In-time, too-late, or not-sealed: nothing proves it yet. */
  counts: string;
  /** Why. */
  reason: Texts;
  /** By whom, when. */
  said: Signed;
}

export interface Obligation extends InstrumentParty {
  /** What it amends. */
  amends?: string;
  /** Its name. */
  instrument: string;
  /** By language. */
  title: Texts;
}

export interface Obligations {
  /** Those by which it is bound, or whose object it may not defeat, on that day. */
  instruments: Obligation[];
  /** The day asked for. */
  on: string;
  /** Code. */
  party: string;
}

export interface Opinion {
  kind: "opinion" | "interpretative-statement" | "reservation";
  /** On which paragraph, from 1; none: on the whole. */
  paragraph?: number;
  /** By whom, when. */
  said: Signed;
  /** What it says. */
  text: Texts;
}

export interface Paper {
  /** Salted hash of the file, by language. */
  files: Texts;
  /** What it is. */
  title: Texts;
}

export interface Participation {
  /** Why, if it said so. */
  reason?: Texts;
  /** By whom, when. */
  said: Signed;
  /** Whether it joined or stays out. */
  takes_part: boolean;
}

export interface Parties {
  /** Statuses on this day. */
  as_of: string;
  /** By code. */
  parties: Party[];
}

export interface Party {
  /** ISO 3166-1 alpha-2, for countries. */
  alpha2?: string;
  /** Its code in the record. */
  code: string;
  /** As the record has it, else ISO's English name. */
  name: Texts;
  /** Its statuses in order of time. */
  standings: Standing[];
  status_now: Status;
}

export interface PartyPage extends Party {
  /** That it receives. */
  deliveries_in: Delivery[];
  /** That it gives. */
  deliveries_out: Delivery[];
  /** That it made. */
  pledges_by: PledgeSummary[];
  /** Readings that count it. */
  pledges_in: { pledge: string; reading: string; role: "reporter" | "partner" }[];
}

export interface PartySet {
  /** Who that is in the window's last period. */
  codes: string[];
  /** As the reading defines it. */
  text: string;
}

export interface PeriodValue {
  /** From the window's start. */
  cumulative: string;
  /** Cumulative, on a straight line to the target. */
  needed?: string;
  /** Whether there is evidence for the whole of it. */
  observed: boolean;
  /** SDMX time period. */
  period: string;
  /** Rows it rests on. */
  rows: number;
  /** The period's value. */
  value: string;
}

export interface Phase {
  /** That this is an equilibrium. */
  certificate: Certificate;
  /** By party, in the order of the data. */
  effects: EffectRow[];
  /** Of these. */
  summary: AssessmentSummary;
  /** Absent if the change comes at once. */
  year?: number;
}

export interface Pledge extends PledgeSummary {
  /** Answers of engines about it. */
  assessments: { answer: string; assessment: string; data: string[]; engine: string; entry: number; finding: Texts; scenario: string }[];
  /** Reported for it. */
  deliveries: Delivery[];
  /** Every entry about it. */
  history: HistoryLine[];
  /** Placed on it. */
  notes: Note[];
}

export interface PledgeInShort {
  /** Its name in the record. */
  pledge: string;
  /** A few words. */
  title: Texts;
  /** How many readings come to which verdict. */
  verdicts: Partial<Record<string, number>>;
}

export interface PledgeSummary {
  /** Who made it; empty: the association as a whole. */
  by: string[];
  /** When. */
  date: string;
  /** Whether its readings come to different verdicts. */
  disagree: boolean;
  /** The last day for keeping it. */
  due?: string;
  kind: "pledge" | "claim" | "proposal";
  /** Its name. */
  pledge: string;
  /** How much, if a number was said. */
  quantity?: string;
  /** The promise held against the evidence. */
  readings: Account[];
  /** Where it is written. */
  source: { citation: string; url?: string };
  state: "current" | "amended" | "withdrawn";
  /** What was said. */
  text: Texts;
  /** A few words. */
  title: Texts;
  /** Of what. */
  unit?: string;
  /** How many readings come to which verdict. */
  verdicts: Partial<Record<string, number>>;
}

export interface Proof {
  /** The signed note. */
  checkpoint: string;
  /** Inclusion proof, leaf side first, base64. */
  hashes: string[];
  /** Which entry. */
  index: number;
  /** Leaf hash, base64. */
  leaf: string;
  /** All of it as a C2SP tlog-proof. */
  proof: string;
  /** Root hash, base64. */
  root: string;
  /** In a tree of this size. */
  size: number;
}

export interface ProposalLine {
  /** The date of the seal that proves its adoption. */
  adopted?: string;
  /** The day on which it was adopted in the room. */
  adopted_on?: string;
  /** The body that decides; none: the association. */
  body?: string;
  /** Of silence, or of corrections. */
  deadline: string;
  decided_by?: number;
  kind: "decision" | "declaration" | "project" | "membership" | "rules" | "instrument" | "procedure";
  /** Who circulated or recorded it. */
  made: Signed;
  /** At which it was adopted in the room. */
  meeting?: string;
  /** How many objections or corrections were entered. */
  objections: number;
  /** Whether it has neither review nor end. */
  open_ended: boolean;
  /** Its name in the record. */
  proposal: string;
  /** When it is looked at again. */
  review?: string;
  status: ProposalStatus;
  /** A few words. */
  title: Texts;
  /** The last day on which it holds. */
  until?: string;
  /** Silence, or room: adopted at a meeting. */
  way: string;
}

export interface ProposalPage extends ProposalLine {
  /** What is to be done because of it. */
  actions: ActionLine[];
  /** Whether half of their objections are needed to stop it. */
  by_majority: boolean;
  /** The party whose membership is at stake. */
  concerning?: string;
  /** By language: how the text differs from the one it replaces. */
  difference: Partial<Record<string, { change: "same" | "removed" | "added"; text: string }[]>>;
  /** Who may object, or could when it was circulated. */
  electorate: string[];
  /** In order of entry. */
  objection_texts: Objection[];
  /** Placed on record with it. */
  opinions: Opinion[];
  /** Documents that belong to it. */
  papers: Paper[];
  /** Of a project: who takes part on the day asked for. */
  participants: string[];
  /** Of a project: what parties said. */
  participations: Participation[];
  /** Pledges that belong to it, with their assessments. */
  pledges: string[];
  /** The proposal that takes its place. */
  replaced_by?: string;
  /** The proposal whose place it takes. */
  replaces?: string;
  /** The new rules, if it is about them. */
  rules?: { circulation: "secretariat" | "chair" | "member"; consensus_minus_one: ("decision" | "declaration" | "project" | "membership" | "rules" | "instrument" | "procedure")[]; correction_seconds: number; four_eyes: boolean; procedure_by_majority: boolean; silence_seconds: number };
  /** Where it can be read. */
  source?: { citation: string; url?: string };
  /** What would be decided. */
  text: Texts;
  /** Why. */
  withdrawal_reason?: Texts;
  /** By whom, when. */
  withdrawn?: Signed;
}

export type ProposalStatus = "open" | "awaiting-seal" | "broken" | "adopted" | "withdrawn" | "superseded";

export interface Proposals {
  /** By the clock of whoever answers. */
  now: string;
  /** Newest first. */
  proposals: ProposalLine[];
}

export interface Reservation {
  /** When it was made. */
  date: string;
  /** Index in the log. */
  entry: number;
  /** Its author. */
  party: string;
  /** Its name. */
  reference: string;
  /** Its words. */
  text?: Texts;
  /** How it stands on the day towards each that has consented; none: it has no effect. */
  towards: ReservationTowards[];
}

export interface ReservationTowards {
  effect: "pending" | "accepted" | "tacit" | "objected" | "precluded";
  /** The last day on which silence is not yet acceptance. */
  objection_by: string;
  /** The other. */
  party: string;
}

export interface ScenarioChange {
  /** Also what `to` sells to `from`. */
  both_ways?: boolean;
  /** Change of all costs of trade but tariffs, in percent: -10 makes what it costs to bring goods there a tenth less, the goods themselves included. */
  friction?: string;
  /** Who sells: a group, a party, or * for everyone. */
  from: string;
  /** From when on; at once if absent. */
  phase_in?: { from: number; years: number };
  /** Which; all if absent. */
  sectors?: string[];
  /** The new tariff, in percent. */
  tariff?: string;
  /** So many percent of the tariff less: 100 abolishes it. */
  tariff_cut?: string;
  /** A matrix file of the new tariffs, for data in matrices. */
  tariff_file?: string;
  /** So many percentage points more. */
  tariff_points?: string;
  /** Who buys: a group, a party, or * for everyone. */
  to: string;
}

export interface ScenarioDraw {
  /** From 0; it depends on nothing else but the seed. */
  number: number;
  /** Percent, in the order of the parties. */
  real_income: string[];
  /** Whether an equilibrium could be certified. */
  solved: boolean;
}

export interface ScenarioDraws {
  /** Those asked for. */
  draws: ScenarioDraw[];
  /** How many the scenario asks for. */
  draws_total: number;
  /** Codes, in the order of the data. */
  parties: string[];
  /** Its name. */
  scenario: string;
}

export interface ScenarioLine {
  /** Of the cost of trade, in percent; `change` may ask for another. */
  change?: string;
  /** How many make its intervals. */
  draws: number;
  model?: "one-sector" | "many-sectors";
  /** Why it cannot be assessed, if so. */
  problem?: string;
  /** By language. */
  question: Texts;
  /** Its name. */
  scenario: string;
  /** By language. */
  title: Texts;
  /** Of the data. */
  year?: number;
}

export interface Scenarios {
  /** By name. */
  scenarios: ScenarioLine[];
}

export interface Scoreboard {
  /** Evidence up to this day. */
  as_of: string;
  /** Made by this day, in order of entry. */
  pledges: PledgeSummary[];
}

export interface Seal {
  /** By so many. */
  cosigned: number;
  /** When a quorum had seen these entries, at the latest. */
  dated: string;
  /** That holds it. */
  entry: number;
  /** Of so many. */
  sealers: number;
  /** How many entries it covers, from the first. */
  size: number;
}

export interface Sealer {
  /** By which its cosignatures are checked. */
  key: string;
  /** Where its node answers, if it said so. */
  node?: string;
  /** A member, or who runs the depositary. */
  party: string;
}

export interface SealsPage {
  /** How many of the sealers must cosign; 0: none can yet. */
  quorum: number;
  /** Who seals what comes next. */
  sealers: Sealer[];
  /** The newest first. */
  seals: Seal[];
  /** The depositaries, the last one in office. */
  terms: Term[];
  /** Entries after the last seal's. */
  unsealed: number;
}

export interface Signed {
  /** Who signed it. */
  author: string;
  /** Index in the log. */
  entry: number;
  /** By the author's clock. */
  time: string;
}

export interface SignedIn {
  /** The session, however busy it is. */
  ends: string;
  /** Whether a second person must approve acts. */
  four_eyes: boolean;
  /** Of the person. */
  name: string;
  /** For which the person acts, or secretariat. */
  party: string;
  role: "observe" | "draft" | "act" | "hold-keys";
  /** Goes into X-Comity-Token of whatever changes something. */
  token: string;
}

export interface Standing {
  /** First day. */
  from: string;
  status: "member" | "observer" | "dialogue-partner" | "guest" | "withdrawn";
  /** Last day, if another status follows. */
  until?: string;
}

export type Status = "member" | "observer" | "dialogue-partner" | "guest" | "withdrawn" | "not-yet";

export interface Term {
  /** Who runs it: the secretariat or a party. */
  author: string;
  /** The first checkpoint has so many entries. */
  from_size: number;
  /** Verifies the checkpoints of this term. */
  key: string;
}

export interface Together {
  /** How many have more real income. */
  gain: number;
  /** Of the gains in percent, each party once; only if none loses and some gain. */
  gini?: string;
  /** How many have less: some lose if not 0. */
  lose: number;
  /** How many. */
  parties: number;
  /** Weighted by expenditure: percent. */
  real_income: string;
  /** Change, in the unit of the data. */
  real_income_value: string;
  /** The party whose real income changes for worst. */
  worst_off?: string;
}

export interface TradeMatrix {
  /** In the unit of the data. */
  before: string[][];
  /** In the unit of the data. */
  change: string[][];
  /** Change in percent; 0 where nothing was sold. */
  percent: string[][];
  /** Absent: all together. */
  sector?: string;
}

export type TreatyStanding = "none" | "signatory" | "provisional" | "contracting" | "bound" | "suspended" | "withdrawn" | "ended";

export type Verdict = "met" | "on-track" | "behind" | "missed" | "not-due" | "not-measurable";

export interface Vintage {
  /** Salted hash, as the record has it. */
  blob: string;
  /** Its size. */
  bytes: number;
  /** Whether accounts use it. */
  current: boolean;
  /** The entry that published it. */
  entry: number;
  /** Its name. */
  file_name: string;
  /** Earliest period. */
  first?: string;
  /** Latest period. */
  last?: string;
  /** How many observations. */
  observations?: number;
  /** Whether this node holds the file. */
  present: boolean;
  /** When it was taken from its source. */
  retrieved: string;
  /** How many series. */
  series?: number;
  /** Of the exact file; empty if it is not here. */
  sha256: string;
}
