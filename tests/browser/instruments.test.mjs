// SPDX-License-Identifier: Apache-2.0
// The register of treaties: the matrix on a day, one instrument with all that was done to it, and
// what binds a party.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { axe_findings, overflow, query_of, Session, settled, visit } from "./browser.mjs";

let session;
let matrix;
before(async () => {
  session = await Session.open();
  matrix = await session.api("/instruments-matrix");
  if (matrix.cells.length === 0) throw new Error("the record under test has no instrument");
});
after(() => session.close());

const bound = () => matrix.cells.find((one) => one.standing === "bound");
const page_of = (name) => `/instruments/${encodeURIComponent(name)}`;

/** The page of an instrument as if the server had answered with `changes` to the real one. */
async function changed(page, name, changes) {
  const real = await session.api(page_of(name));
  await page.route(`**/api/v1/instruments/*`, (route) =>
    route.fulfill({ json: { ...real, ...changes } }),
  );
  await visit(page, `${page_of(name)}?lang=en`);
}

describe("the matrix", () => {
  test("has a row for each instrument and a column for each that took part, or for all", async () => {
    const page = await session.page();
    await visit(page, "/instruments?lang=en");
    const took_part = new Set(matrix.cells.map((one) => one.party)).size;
    assert.equal(
      await page.locator(".treaties tbody th[scope=row]").count(),
      matrix.instruments.length,
    );
    assert.equal(await page.locator(".treaties thead th").count(), took_part + 1);
    assert.equal(await page.locator(".treaties td:not(.nothing)").count(), matrix.cells.length);
    await page.getByRole("combobox", { name: "Parties" }).selectOption("all");
    await page.waitForFunction(
      (wanted) => document.querySelectorAll(".treaties thead th").length === wanted,
      matrix.parties.length + 1,
    );
    assert.equal(query_of(page).get("parties"), "all");
    await page.context().close();
  });

  test("says in a word and a mark what each cell means, as the legend does", async () => {
    const page = await session.page();
    await visit(page, "/instruments?lang=en");
    const cells = await page.locator(".treaties .treaty").allInnerTexts();
    const legend = await page.locator(".treaty-legend .treaty").allInnerTexts();
    assert.equal(new Set(legend.map((text) => text.split(" ")[0])).size, legend.length);
    for (const text of cells) assert.ok(legend.includes(text), text);
    await page.context().close();
  });

  test("shows how things stood on the day of the address", async () => {
    const page = await session.page();
    const day = bound().bound_since;
    const before_it = new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);
    const then = await session.api(`/instruments-matrix?on=${before_it}`);
    const count = ({ cells }) => cells.filter((one) => one.standing === "bound").length;
    assert.ok(count(then) < count(matrix));
    await visit(page, `/instruments?lang=en&as_of=${before_it}`);
    assert.equal(await page.locator(".treaties .treaty-bound").count(), count(then));
    assert.match(await page.getByText("CSV").getAttribute("href"), new RegExp(`on=${before_it}`));
    await page.context().close();
  });

  test("finds by title in any language, and says when nothing is found", async () => {
    const page = await session.page();
    const russian = matrix.instruments.find((one) => one.title.ru);
    await visit(page, "/instruments?lang=en");
    await page.getByLabel("Search").fill(russian.title.ru.toUpperCase());
    await page.waitForFunction(() => document.querySelectorAll(".treaties tbody tr").length === 1);
    await page.getByLabel("Search").fill("no such instrument");
    await page.waitForSelector(".empty");
    assert.equal(await page.locator(".treaties").count(), 0);
    await page.context().close();
  });

  test("a day that is none is refused with a way back to today", async () => {
    const page = await session.page();
    await visit(page, "/instruments?lang=en&as_of=2024-02-31");
    assert.match(await page.innerText("[role=alert]"), /query\.date/);
    await page.click("[role=alert] button");
    await page.waitForSelector(".treaties");
    assert.equal(query_of(page).get("as_of"), null);
    await page.context().close();
  });

  test("fits the width of a sheet", async () => {
    const page = await session.page({ viewport: { width: 688, height: 970 } });
    await page.emulateMedia({ media: "print" });
    await visit(page, "/instruments?lang=ru");
    assert.ok((await overflow(page)) <= 0, `${await overflow(page)} px too wide`);
    await page.context().close();
  });
});

describe("an instrument", () => {
  test("names its participants and every entry, and leads on to them", async () => {
    const page = await session.page();
    const name = bound().instrument;
    const real = await session.api(page_of(name));
    await visit(page, `${page_of(name)}?lang=en`);
    assert.equal(
      await page.locator("table.rows").first().locator("tbody tr").count(),
      real.parties.length,
    );
    const entries = new Set(real.actions.map((one) => one.entry));
    for (const entry of entries) {
      assert.ok(await page.locator(`a[href^="/record/${entry}?"]`).first().isVisible(), `${entry}`);
    }
    await page.click("details summary");
    assert.equal(await page.locator(".notices > li").count(), real.notifications.length);
    await page.click(`table.rows a[href^="/parties/${bound().party}"]`);
    await settled(page);
    assert.ok(
      await page
        .locator(`a[href^="${page_of(name)}"]`)
        .first()
        .isVisible(),
    );
    await page.context().close();
  });

  test("says what its entry into force waits for", async () => {
    const page = await session.page();
    await changed(page, bound().instrument, {
      in_force: false,
      in_force_on: undefined,
      missing: {
        clauses_known: true,
        deposits: 2,
        deposits_wanted: 4,
        named: ["KAZ"],
        share: "12.5",
        share_wanted: "55",
      },
    });
    const text = await page.innerText(".missing");
    assert.match(text, /2 of 4 deposits/);
    assert.match(text, /Kazakhstan/);
    assert.match(text, /12\.5 % of the 55 %/);
    await page.context().close();
  });

  test("shows towards whom a reservation has which effect, and struck actions as struck", async () => {
    const page = await session.page();
    await changed(page, bound().instrument, {
      reservations: [
        {
          party: "CHN",
          reference: "art. 9",
          date: "2002-07-01",
          entry: 1,
          text: { en: "<b>Not</b> bound by article 9." },
          towards: [
            { party: "KAZ", effect: "precluded", objection_by: "2003-07-01" },
            { party: "XKX", effect: "tacit", objection_by: "2003-07-01" },
          ],
        },
      ],
      actions: [
        {
          entry: 2,
          date: "2003-01-01",
          action: "reservation-objection",
          party: "KAZ",
          towards: "CHN",
          reference: "art. 9",
          struck_by: 3,
          strike_reason: { en: "entered twice" },
          source: { citation: "Note 7", url: "javascript:alert(1)" },
        },
      ],
    });
    assert.match(await page.innerText(".reading"), /<b>Not<\/b> bound/);
    assert.match(await page.innerText(".reading table"), /not in force between the two/);
    assert.match(await page.innerText(".struck"), /entered twice/);
    assert.equal(await page.locator("a[href^='javascript']").count(), 0);
    assert.deepEqual(await axe_findings(page), []);
    assert.deepEqual(page.faults, []);
    await page.context().close();
  });

  test("an unknown one says so", async () => {
    const page = await session.page();
    await visit(page, "/instruments/no-such-instrument?lang=en");
    assert.match(await page.innerText("[role=alert]"), /instrument\.unknown/);
    await page.context().close();
  });
});
