// SPDX-License-Identifier: Apache-2.0
// The assessment page: choose a question, change the percent, watch the draws, read the answer and
// what it leaves out; by keyboard, on narrow windows and on paper, in every language.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import {
  axe_findings,
  languages,
  overflow,
  query_of,
  Session,
  settled,
  visit,
} from "./browser.mjs";

let session;
let scenario;
before(async () => {
  session = await Session.open();
  const { scenarios } = await session.api("/scenarios");
  scenario = scenarios.find((one) => one.draws > 0 && one.change !== undefined);
  if (!scenario) throw new Error("the node under test has no scenario with draws");
});
after(() => session.close());

const address = (language, more = "") =>
  `/assess?lang=${language}&scenario=${scenario.scenario}${more}`;

/** Until the last draw is there and the chart with intervals is drawn. */
async function answered(page) {
  await page.waitForSelector(".answer");
  await page.waitForFunction(() => !document.querySelector("progress"), undefined, {
    timeout: 60_000,
  });
  await settled(page);
}

for (const language of languages) {
  describe(`assessment in ${language}`, () => {
    test("answers every part in the reader's language, without faults or serious findings", async () => {
      const page = await session.page();
      await visit(page, address(language));
      await answered(page);
      const assessment = await session.api(`/scenarios/${scenario.scenario}`);
      assert.equal(await page.locator("h1").count(), 1);
      assert.ok((await page.innerText(".answer > h2")).includes(assessment.title[language]));
      assert.ok((await page.innerText(".question")).includes(assessment.question[language]));
      assert.ok((await page.innerText(".assumption")).includes(assessment.assumptions[language]));
      assert.equal(
        await page.locator(".chart-svg rect[aria-label]").count(),
        assessment.parties.length,
      );
      const limits = await page.locator(".limits li").allInnerTexts();
      assert.equal(limits.length, assessment.limits.length + assessment.corrections.length);
      assert.ok(
        limits.every((text) => !/^[a-z-]+$/.test(text)),
        limits.join(" | "),
      );
      assert.ok(limits.some((text) => text.includes(String(assessment.year))));
      const text = await page.innerText("body");
      for (const { sha256 } of assessment.inputs) assert.ok(text.includes(sha256));
      assert.ok(text.includes(assessment.engine));
      assert.doesNotMatch(text, /undefined|NaN|\[object|\{\w+\}/);
      assert.deepEqual(await axe_findings(page), []);
      assert.deepEqual(page.faults, []);
      await page.context().close();
    });

    test("fits a narrow window, the matrix scrolling inside its frame", async () => {
      const page = await session.page({ viewport: { width: 360, height: 800 } });
      await visit(page, address(language, "&parties=all"));
      await answered(page);
      assert.ok((await overflow(page)) <= 0, `${await overflow(page)} px too wide`);
      const scroller = page.locator(".scroller");
      await scroller.focus();
      await page.keyboard.press("ArrowRight");
      await page.waitForFunction(() => document.querySelector(".scroller").scrollLeft > 0);
      await page.context().close();
    });

    test("prints the question with the answer, without the form", async () => {
      const page = await session.page({ viewport: { width: 688, height: 970 } });
      await visit(page, address(language));
      await answered(page);
      await page.emulateMedia({ media: "print" });
      assert.equal(await page.isVisible(".ask, .matrix-choices, .downloads"), false);
      assert.ok(await page.isVisible(".assumption .print-only"));
      assert.ok(await page.isVisible(".numbers table"));
      assert.ok((await overflow(page)) <= 0, `${await overflow(page)} px too wide`);
      await page.context().close();
    });
  });
}

describe("asking", () => {
  test("nothing is computed before the reader asks; the address then holds the question", async () => {
    const page = await session.page();
    const asked = [];
    page.on("request", (one) => /scenarios\/./.test(one.url()) && asked.push(one.url()));
    await visit(page, "/assess?lang=en");
    assert.deepEqual(asked, []);
    await page.getByLabel("Question").selectOption(scenario.scenario);
    await page.getByLabel("Change of the cost of trade").fill("-3.5");
    await page.getByRole("button", { name: "Assess" }).press("Enter");
    await answered(page);
    assert.equal(query_of(page).get("scenario"), scenario.scenario);
    assert.equal(query_of(page).get("change"), "-3.5");
    assert.match(await page.innerText(".answer .notice"), /-3\.50\s%/);
    assert.match(await page.getAttribute(".answer .links a", "href"), /change=-3\.5/);
    const first = await page.innerText(".answer table.rows");
    await page.reload();
    await answered(page);
    assert.equal(await page.innerText(".answer table.rows"), first);
    assert.equal(await page.getByLabel("Change of the cost of trade").inputValue(), "-3.5");
    await page.context().close();
  });

  test("no change at all has no effect at all", async () => {
    const page = await session.page();
    await visit(page, address("en", "&change=0"));
    await answered(page);
    const changes = await page.locator(".answer .numbers td:nth-child(2)").allTextContents();
    assert.ok(changes.length > 0);
    assert.ok(
      changes.every((text) => text === "0.00\u00a0%"),
      changes.join(" "),
    );
    await page.context().close();
  });

  test("a change that makes no sense is refused in the server's words", async () => {
    const page = await session.page();
    await visit(page, address("en", "&change=-120"));
    assert.match(await page.innerText("[role=alert]"), /above -100/);
    await visit(page, "/assess?lang=en&scenario=no-such-scenario");
    assert.match(await page.innerText("[role=alert]"), /scenario\.unknown/);
    await page.context().close();
  });

  test("draws come in parts with a bar, and can be stopped without losing the answer", async () => {
    const page = await session.page();
    let parts = 0;
    await page.route("**/draws?*", async (route) => {
      parts += 1;
      if (parts > 2) await new Promise((done) => setTimeout(done, 1500));
      await route.continue().catch(() => undefined);
    });
    await page.goto(address("en"));
    await page.waitForFunction(() => document.querySelector("progress")?.value > 0);
    const bar = page.locator("progress");
    assert.equal(Number(await bar.getAttribute("max")), scenario.draws);
    await page.getByRole("button", { name: "Stop" }).click();
    assert.match(await page.innerText(".answer .notice"), /Stopped after \d+ of \d+ draws/);
    assert.equal((await page.locator(".chart-svg rect[aria-label]").count()) > 0, true);
    await page.context().close();
  });

  test("says that draws broke off, and keeps what was found", async () => {
    const page = await session.page();
    await page.route("**/draws?*", (route) => route.fulfill({ status: 500, body: "no" }));
    await page.goto(address("en"));
    await page.waitForSelector(".answer .notice");
    assert.match(await page.innerText(".answer .notice"), /broke off/);
    assert.ok(await page.isVisible(".matrix"));
    await page.context().close();
  });
});

describe("reading the answer", () => {
  test("bars are ranked, and the arrow keys move along them, each saying its figure", async () => {
    const page = await session.page();
    await visit(page, address("en"));
    await answered(page);
    const labels = await page
      .locator(".chart-svg rect[aria-label]")
      .evaluateAll((bars) => bars.map((bar) => bar.getAttribute("aria-label")));
    const figures = labels.map((label) => Number(/: ([+-]?[\d.]+)\s%/.exec(label)[1]));
    assert.deepEqual(
      figures,
      [...figures].sort((a, b) => b - a),
    );
    assert.match(labels[0], /nine draws in ten: \+?-?[\d.]+\s% to/);
    await page.locator(".chart-svg rect[tabindex='0']").focus();
    await page.keyboard.press("ArrowDown");
    const said = await page.evaluate(() => document.activeElement.getAttribute("aria-label"));
    assert.equal(said, labels[1]);
    assert.equal(await page.innerText(".tip"), said);
    await page.context().close();
  });

  test("the matrix is a table of who sells to whom, for the named parties or all", async () => {
    const page = await session.page();
    await visit(page, address("en"));
    await answered(page);
    const assessment = await session.api(`/scenarios/${scenario.scenario}`);
    const named = assessment.parties.filter((one) => one.member).length;
    assert.equal(await page.locator(".matrix tbody th[scope=row]").count(), named);
    assert.equal(await page.locator(".matrix thead th[scope=col]").count(), named + 1);
    await page.locator(".matrix-choices select").first().selectOption("all");
    await page.waitForFunction(
      (count) => document.querySelectorAll(".matrix tbody tr").length === count,
      assessment.parties.length,
    );
    await page.locator(".matrix-choices select").nth(1).selectOption("value");
    assert.match(await page.innerText(".matrix caption"), /thousand US\$/);
    assert.equal(query_of(page).get("show"), "value");
    await page.context().close();
  });

  test("the chart is saved as CSV with its intervals", async () => {
    const page = await session.page({ acceptDownloads: true });
    await visit(page, address("en"));
    await answered(page);
    const download = page.waitForEvent("download");
    await page.locator(".downloads").getByRole("button", { name: "CSV" }).click();
    const stream = await (await download).createReadStream();
    let text = "";
    for await (const piece of stream) text += piece;
    assert.match(text, /^party,named_by_change,real_income_percent,p05,p95\r\n/);
    for (const line of text.trim().split("\r\n").slice(1)) {
      const [, , , low, high] = line.split(",");
      assert.ok(Number(low) <= Number(high), line);
    }
    await page.context().close();
  });
});
