// SPDX-License-Identifier: Apache-2.0
// What the browser tests share: one browser, the server under test, and pages that report every
// console error. COMITY_URL names the server; run.py starts one with the example association.
import { createRequire } from "node:module";

const web = new URL("../../web/", import.meta.url);
const require = createRequire(new URL("package.json", web));
const { chromium } = require("playwright-core");
const { AxeBuilder } = require("@axe-core/playwright");

export const languages = ["en", "ru", "zh"];

export class Session {
  /** `name`: the variable that says where the server under test is. */
  static async open(name = "COMITY_URL") {
    const session = new Session();
    const url = process.env[name];
    if (!url) throw new Error(`${name} names no server: tests/browser/run.py starts one`);
    session.url = url.replace(/\/$/, "");
    session.browser = await chromium.launch({
      executablePath: process.env.COMITY_CHROMIUM ?? "/usr/bin/chromium",
      args: [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    });
    return session;
  }

  async close() {
    await this.browser.close();
  }

  /** A page of its own context; `page.faults` collects whatever went wrong in it. */
  async page(options = {}) {
    const context = await this.browser.newContext({
      baseURL: this.url,
      viewport: { width: 1280, height: 900 },
      locale: "en-GB",
      ...options,
    });
    const page = await context.newPage();
    page.setDefaultTimeout(10_000);
    page.faults = [];
    page.on("console", (message) => {
      if (message.type() === "error" || message.type() === "warning")
        page.faults.push(message.text());
    });
    page.on("pageerror", (error) => page.faults.push(error.message));
    return page;
  }

  async api(path) {
    const response = await fetch(`${this.url}/api/v1${path}`);
    if (!response.ok) throw new Error(`${path} answered ${response.status}`);
    return response.json();
  }

  /** One proposal, body and meeting, if the record has any. */
  async consulting() {
    const named = (kind, name) => `/${kind}/${encodeURIComponent(name)}`;
    const [proposal] = (await this.api("/proposals")).proposals;
    const [body] = (await this.api("/bodies")).bodies;
    const [meeting] = body ? (await this.api(named("bodies", body.body))).meetings : [];
    return {
      ...(proposal ? { proposal: named("proposals", proposal.proposal) } : {}),
      ...(body ? { body: named("bodies", body.body) } : {}),
      ...(meeting ? { meeting: named("meetings", meeting.meeting) } : {}),
    };
  }

  /** Addresses of one page of each kind, from what the server really has. */
  async addresses() {
    const { pledges } = await this.api("/scoreboard");
    const { parties } = await this.api("/association");
    const { datasets } = await this.api("/datasets");
    const { instruments } = await this.api("/instruments");
    const charted = pledges.find((one) =>
      one.readings.some((reading) => reading.periods.length > 1),
    );
    if (!charted) throw new Error("the record under test has no reading with periods");
    const reading = charted.readings.find((one) => one.periods.length > 1);
    const pledge = `/pledges/${encodeURIComponent(charted.pledge)}`;
    return {
      scoreboard: "/",
      pledge,
      explain: `${pledge}/readings/${encodeURIComponent(reading.reading)}`,
      parties: "/parties",
      party: `/parties/${encodeURIComponent(parties[0].code)}`,
      instruments: "/instruments",
      ...(instruments[0]
        ? { instrument: `/instruments/${encodeURIComponent(instruments[0].instrument)}` }
        : {}),
      data: "/data",
      ...(datasets[0] ? { dataset: `/data/${encodeURIComponent(datasets[0].dataset)}` } : {}),
      record: "/record",
      entry: "/record/1",
      assess: "/assess",
      decisions: "/decisions",
      open_proposals: "/decisions?state=all",
      bodies: "/bodies",
      concerns: "/concerns",
      needs: `/needs?party=${encodeURIComponent(parties[0].code)}`,
      ...(await this.consulting()),
      about: "/about",
      missing: "/no/such/page",
    };
  }
}

/** The path in a language, whatever else it asks for. */
export function in_language(path, language) {
  return `${path}${path.includes("?") ? "&" : "?"}lang=${language}`;
}

/** Goes to a path and waits until nothing is loading. */
export async function visit(page, path) {
  await page.goto(path);
  await settled(page);
}

export async function settled(page) {
  await page.waitForSelector("h1, [role=alert]");
  await page.waitForFunction(
    () =>
      !document.querySelector(".loading, .chart:not([data-state=drawn])") &&
      document.querySelector(".brand-association")?.textContent.trim(),
  );
}

/** Serious and critical findings of axe, each with where it is. */
export async function axe_findings(page) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter((one) => one.impact === "serious" || one.impact === "critical")
    .map(
      (one) =>
        `${one.id}: ${one.nodes
          .map((node) => node.target.join(" "))
          .slice(0, 3)
          .join(", ")}`,
    );
}

/** How far the page is wider than its window, in pixels. */
export function overflow(page) {
  return page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
}

export function query_of(page) {
  return new URL(page.url()).searchParams;
}
