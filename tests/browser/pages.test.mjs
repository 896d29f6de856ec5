// SPDX-License-Identifier: Apache-2.0
// Every page in every language: it renders, stays within its window, prints, and is accessible.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import {
  axe_findings,
  in_language,
  languages,
  overflow,
  Session,
  settled,
  visit,
} from "./browser.mjs";

let session;
let addresses;
before(async () => {
  session = await Session.open();
  addresses = await session.addresses();
});
after(() => session.close());

for (const language of languages) {
  describe(`pages in ${language}`, () => {
    test("render with a title, one heading, the page's language and no fault", async () => {
      const page = await session.page();
      for (const [name, path] of Object.entries(addresses)) {
        await visit(page, in_language(path, language));
        assert.match(await page.title(), /\S.* · Comity$/, name);
        assert.equal(await page.locator("h1").count(), 1, name);
        const lang = await page.getAttribute("html", "lang");
        assert.equal(lang.split("-")[0], language, name);
        const text = await page.innerText("body");
        assert.doesNotMatch(text, /undefined|NaN|\[object|\{\w+\}(?!")/, name);
        assert.deepEqual(page.faults, [], name);
      }
      await page.context().close();
    });

    for (const width of [360, 640]) {
      test(`fit ${width} pixels without scrolling sideways`, async () => {
        const page = await session.page({ viewport: { width, height: 800 } });
        for (const [name, path] of Object.entries(addresses)) {
          await visit(page, in_language(path, language));
          assert.ok((await overflow(page)) <= 0, `${name} is ${await overflow(page)} px too wide`);
        }
        await page.context().close();
      });
    }

    test("print without menus, with address and date, on the width of a sheet", async () => {
      const page = await session.page({ viewport: { width: 688, height: 970 } });
      await page.emulateMedia({ media: "print" });
      for (const name of [
        "scoreboard",
        "pledge",
        "explain",
        "party",
        "entry",
        "proposal",
        "meeting",
      ].filter((one) => addresses[one])) {
        await visit(page, in_language(addresses[name], language));
        assert.equal(await page.isVisible("nav"), false, name);
        assert.equal(await page.isVisible(".filters, .downloads"), false, name);
        for (const table of await page.locator(".numbers table").all()) {
          assert.ok(await table.isVisible(), `${name}: a table stays folded on paper`);
        }
        const foot = await page.innerText(".print-only");
        assert.ok(foot.includes(new URL(page.url()).pathname), name);
        assert.match(foot, /as_of=\d{4}-\d{2}-\d{2}/, name);
        assert.ok((await overflow(page)) <= 0, `${name} is ${await overflow(page)} px too wide`);
      }
      await page.context().close();
    });

    for (const colorScheme of ["light", "dark"]) {
      test(`have no serious finding of axe in ${colorScheme}`, async () => {
        const page = await session.page({ colorScheme });
        // The words change from language to language, the structure does not.
        const names =
          language === "en" ? Object.keys(addresses) : ["scoreboard", "pledge", "entry"];
        for (const name of names) {
          await visit(page, in_language(addresses[name], language));
          assert.deepEqual(await axe_findings(page), [], name);
        }
        await page.context().close();
      });
    }
  });
}

describe("states", () => {
  const board = "**/api/v1/scoreboard*";

  test("a failure is said, and trying again recovers", async () => {
    const page = await session.page();
    await page.route(board, (route) => route.fulfill({ status: 500, body: "not json" }));
    await visit(page, "/?lang=en");
    assert.match(await page.innerText("[role=alert]"), /could not be loaded/);
    assert.deepEqual(await axe_findings(page), []);
    await page.unroute(board);
    await page.click("[role=alert] button");
    await page.waitForSelector("table.board");
    await page.context().close();
  });

  test("a refusal is shown in the server's words with its code", async () => {
    const page = await session.page();
    await page.route(board, (route) =>
      route.fulfill({
        status: 400,
        contentType: "application/json",
        body: JSON.stringify({
          refusal: { code: "date.form", message: "a calendar date", where: "/as_of" },
        }),
      }),
    );
    await visit(page, "/?lang=en");
    const text = await page.innerText("[role=alert]");
    assert.match(text, /a calendar date/);
    assert.match(text, /date\.form/);
    await page.context().close();
  });

  test("an empty record is not an error", async () => {
    const page = await session.page();
    await page.route(board, (route) =>
      route.fulfill({ json: { as_of: "2024-01-01", pledges: [] } }),
    );
    await visit(page, "/?lang=en");
    assert.match(await page.innerText(".empty"), /No pledge has been recorded/);
    await page.context().close();
  });

  test("figures loaded earlier stay in view and are marked when the server is gone", async () => {
    const page = await session.page();
    await visit(page, "/?lang=en");
    await page.route("**/api/**", (route) => route.abort());
    await page.click("nav a[href^='/about']");
    await page.waitForSelector(".prose");
    await page.click("nav a[href^='/?'], nav a[href='/']");
    await page.waitForSelector(".notice");
    assert.match(await page.innerText(".notice"), /loaded earlier/);
    assert.ok(await page.isVisible("table.board"));
    await page.context().close();
  });

  test("an unknown pledge says so and offers a way on", async () => {
    const page = await session.page();
    await visit(page, "/pledges/no-such-pledge?lang=en");
    assert.match(await page.innerText("[role=alert]"), /no such item/);
    await page.click("[role=alert] a");
    await settled(page);
    assert.equal(new URL(page.url()).pathname, "/");
    await page.context().close();
  });
});

test("pages come with a policy that forbids inline and foreign script", async () => {
  const response = await fetch(session.url);
  const policy = response.headers.get("content-security-policy") ?? "";
  assert.match(policy, /default-src '(self|none)'(;|$)/);
  assert.match(policy, /base-uri 'none'/);
  assert.doesNotMatch(policy, /unsafe|\*|https?:/);
});
