// SPDX-License-Identifier: Apache-2.0
// What a reader does: filter, sort, go back in time, change language, follow a figure by keyboard,
// save a chart, and verify an entry.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, describe, test } from "node:test";
import { axe_findings, in_language, query_of, Session, settled, visit } from "./browser.mjs";

let session;
let addresses;
let board;
before(async () => {
  session = await Session.open();
  addresses = await session.addresses();
  board = await session.api("/scoreboard");
});
after(() => session.close());

const titles = (page) => page.locator(".pledge-title").allInnerTexts();
const waits_for = (page, name, value) =>
  page.waitForFunction(
    ([key, wanted]) => new URL(location.href).searchParams.get(key) === wanted,
    [name, value],
  );

describe("scoreboard", () => {
  test("shows every pledge and every reading without loading chart code", async () => {
    const page = await session.page();
    const scripts = [];
    page.on(
      "request",
      (request) => request.resourceType() === "script" && scripts.push(request.url()),
    );
    await visit(page, "/?lang=en");
    assert.equal((await titles(page)).length, board.pledges.length);
    const readings = board.pledges.flatMap((one) => one.readings).length;
    assert.equal(await page.locator(".board tbody .chip").count(), readings);
    assert.equal(
      await page.locator(".board .disagree").count(),
      board.pledges.filter((one) => one.disagree).length,
    );
    assert.ok(!scripts.some((url) => /draw/.test(url)), scripts.join(" "));
    await page.context().close();
  });

  test("filters by verdict, keeps it in the address and restores it", async () => {
    const page = await session.page();
    const verdict = board.pledges.flatMap((one) => one.readings)[0].verdict;
    const expected = board.pledges.filter((one) =>
      one.readings.some((reading) => reading.verdict === verdict),
    ).length;
    await visit(page, "/?lang=en");
    await page.getByLabel("Verdict").selectOption(verdict);
    await waits_for(page, "verdict", verdict);
    assert.equal((await titles(page)).length, expected);
    assert.match(
      await page.innerText(".board-line [role=status]"),
      new RegExp(`^${expected} of ${board.pledges.length} `),
    );
    await page.reload();
    await settled(page);
    assert.equal(await page.getByLabel("Verdict").inputValue(), verdict);
    assert.equal((await titles(page)).length, expected);
    await page.getByRole("button", { name: "Clear filters" }).click();
    await waits_for(page, "verdict", null);
    assert.equal((await titles(page)).length, board.pledges.length);
    await page.context().close();
  });

  test("searches titles in any language and says when nothing is found", async () => {
    const page = await session.page();
    await visit(page, "/?lang=en");
    const wanted = board.pledges[0];
    const other = wanted.title.ru ?? wanted.title.en;
    await page.getByLabel("Search").fill(other.toUpperCase());
    await waits_for(page, "q", other.toUpperCase());
    assert.ok((await titles(page)).includes(wanted.title.en));
    await page.getByLabel("Search").fill("zzz-no-such-pledge");
    await waits_for(page, "q", "zzz-no-such-pledge");
    assert.match(await page.innerText(".empty"), /No pledge matches/);
    await page.context().close();
  });

  test("sorts, and the order is in the address", async () => {
    const page = await session.page();
    await visit(page, "/?lang=en&sort=title");
    const up = await titles(page);
    assert.deepEqual(
      up,
      [...up].sort((a, b) => a.localeCompare(b, "en-GB")),
    );
    await page.getByLabel("Order").selectOption("-title");
    await waits_for(page, "sort", "-title");
    assert.deepEqual(await titles(page), up.toReversed());
    await page.context().close();
  });

  test("combines filters, and shows only pledges whose readings disagree when asked", async () => {
    const page = await session.page();
    await visit(page, "/?lang=en&disagree=yes&kind=pledge");
    const expected = board.pledges
      .filter((one) => one.disagree && one.kind === "pledge")
      .map((one) => one.title.en);
    assert.deepEqual((await titles(page)).sort(), expected.sort());
    await page.context().close();
  });

  test("counts as of the date in the address and says that it is not today", async () => {
    const page = await session.page();
    const asked = page.waitForRequest((request) =>
      /scoreboard\?as_of=2023-06-30/.test(request.url()),
    );
    await visit(page, "/?lang=en&as_of=2023-06-30");
    await asked;
    assert.match(await page.innerText(".as-of .notice"), /30 June? 2023/);
    assert.equal(await page.locator("input[type=date]").inputValue(), "2023-06-30");
    assert.match(await page.getAttribute(".links a", "href"), /as_of=2023-06-30/);
    await page.getByRole("button", { name: "Today" }).click();
    await waits_for(page, "as_of", null);
    await page.context().close();
  });
});

/** Alters the text of one answer of the API on its way to the page. */
const retell = (page, pattern, change) =>
  page.route(pattern, async (route) => {
    const response = await route.fetch();
    const body = await response.json();
    change(body);
    await route.fulfill({ response, json: body });
  });

describe("what a newcomer must not miss", () => {
  test("the first note on the record is on every page until put away, on two for good", async () => {
    const { notes } = await session.api("/association");
    const page = await session.page();
    await visit(page, "/parties?lang=en");
    assert.ok((await page.innerText(".banner")).includes(notes[0].text.en));
    for (const note of notes) {
      assert.ok((await page.innerText("main")).includes(note.text.en));
    }
    await page.getByRole("button", { name: "Put away" }).click();
    assert.equal(await page.isVisible(".banner"), false);
    await visit(page, "/data?lang=en");
    assert.equal(await page.isVisible(".banner"), false);
    await page.emulateMedia({ media: "print" });
    assert.equal(await page.isVisible(".banner"), true);
    await page.emulateMedia({ media: "screen" });
    for (const path of ["/", "/about"]) {
      await visit(page, in_language(path, "en"));
      assert.equal(await page.isVisible(".banner"), true, path);
      assert.equal(await page.getByRole("button", { name: "Put away" }).count(), 0, path);
    }
    await page.context().close();
  });

  test("what is no date is refused, and today is one click away", async () => {
    const page = await session.page();
    await visit(page, "/?lang=en&as_of=foo");
    assert.match(await page.innerText("[role=alert]"), /query\.date/);
    assert.equal(await page.getByRole("button", { name: "Try again" }).count(), 0);
    await page.locator("[role=alert]").getByRole("button", { name: "Today" }).click();
    await waits_for(page, "as_of", null);
    await page.waitForSelector("table.board");
    await page.context().close();
  });

  test("a past day says that later pledges are left out", async () => {
    const page = await session.page();
    await visit(page, "/?lang=en&as_of=2021-01-01");
    assert.match(await page.innerText(".as-of .notice"), /later are left out/);
    await page.context().close();
  });

  test("a window that is over without figures says so in its row", async () => {
    const late = board.pledges
      .flatMap((one) => one.readings)
      .filter(
        (one) =>
          one.flags.some((flag) => flag.startsWith("awaiting-data")) &&
          `${one.window?.to}-12-31` < board.as_of,
      );
    const page = await session.page();
    await visit(page, "/?lang=en");
    const said = await page.locator(".remarks", { hasText: "Window over" }).count();
    assert.equal(said, late.length);
    assert.ok(said > 0);
    await page.context().close();
  });

  test("withdrawn readings are marked and not counted", async () => {
    const page = await session.page();
    let readings = 0;
    await retell(page, "**/api/v1/scoreboard*", (body) => {
      body.pledges[0].readings[0].state = "withdrawn";
      readings = body.pledges.flatMap((one) => one.readings).length;
    });
    await visit(page, "/?lang=en");
    assert.equal(await page.locator(".board tr.withdrawn .chip-withdrawn").count(), 1);
    assert.match(await page.innerText(".counts"), /1 withdrawn, not counted/);
    const counts = await page.locator(".counts .chip-count").allInnerTexts();
    assert.equal(
      counts.reduce((sum, text) => sum + Number(text), 0),
      readings - 1,
    );
    assert.deepEqual(await axe_findings(page), []);
    await page.context().close();
  });

  test("withdrawn deliveries are marked, with the reason", async () => {
    const page = await session.page();
    await retell(page, `**/api/v1${addresses.pledge}*`, (body) => {
      body.deliveries = [
        {
          delivery: "d",
          entry: 3,
          date: "2022-01-01",
          kind: "goods",
          provider: "CHN",
          receiver: "KAZ",
          quantity: "5",
          unit: "doses",
          stage: "received",
          receipt: "none",
          withdrawal_reason: { en: "reported twice" },
        },
      ];
    });
    await visit(page, `${addresses.pledge}?lang=en`);
    assert.match(
      await page.innerText("tr.withdrawn"),
      /withdrawn by its reporter.*reported twice/s,
    );
    await page.context().close();
  });

  test("a language of the association alone is for contents, and stays in the address", async () => {
    const page = await session.page();
    await retell(page, "**/api/v1/association", (body) => body.languages.push("de"));
    await retell(page, "**/api/v1/scoreboard*", (body) => {
      body.pledges[0].title.de = "Handel";
    });
    await visit(page, "/?lang=de");
    assert.equal((await titles(page))[0], "Handel");
    assert.equal(await page.getAttribute("html", "lang"), "en");
    assert.equal(await page.getAttribute(".pledge-title span", "lang"), "de");
    assert.equal(query_of(page).get("lang"), "de");
    assert.equal(await page.getByLabel("Language").inputValue(), "de");
    await visit(page, "/?lang=xx");
    await waits_for(page, "lang", "en");
    await page.context().close();
  });

  test("filters are folded on a narrow window and work when opened", async () => {
    const page = await session.page({ viewport: { width: 390, height: 800 } });
    await visit(page, "/?lang=en");
    assert.equal(await page.isVisible("input[type=search]"), false);
    assert.ok((await page.locator(".pledge-title").first().boundingBox()).y < 1100);
    await page.locator(".fold summary").click();
    await page.getByLabel("Search").fill("zzz-no-such-pledge");
    await waits_for(page, "q", "zzz-no-such-pledge");
    assert.match(await page.innerText(".empty"), /No pledge matches/);
    await page.context().close();
  });

  test("a line of a file leads to that line, on whatever page of rows it is", async () => {
    const page = await session.page();
    const rows = await session.api(
      `/datasets${addresses.dataset.replace("/data", "")}?count=10000`,
    );
    const wanted = rows.rows[Math.min(120, rows.rows.length - 1)].line;
    await visit(page, `${addresses.dataset}?lang=en&line=${wanted}`);
    await page.waitForSelector("tr.sought");
    assert.equal(await page.locator("tr.sought td").last().innerText(), String(wanted));
    await visit(page, `${addresses.dataset}?lang=en&line=999999`);
    assert.match(await page.innerText("main .notice"), /999999 of the file is not among/);
    await page.context().close();
  });

  test("readings that nothing measures have no empty chart and no rows to explain", async () => {
    const none = board.pledges.find((one) => one.readings.every((reading) => reading.rows === 0));
    const page = await session.page();
    await visit(page, `/pledges/${encodeURIComponent(none.pledge)}?lang=en`);
    assert.equal(await page.locator(".chart, .more").count(), 0);
    await page.context().close();
  });

  test("a long pledge begins on the first printed page", async () => {
    const page = await session.page();
    await visit(page, "/?lang=en");
    const height = 970;
    await page.setViewportSize({ width: 688, height });
    await page.emulateMedia({ media: "print" });
    const split = await page.evaluate(() => {
      const groups = [...document.querySelectorAll(".board tbody")];
      return groups
        .filter((one) => one.getBoundingClientRect().height > 500)
        .map((one) => getComputedStyle(one).breakInside);
    });
    assert.ok(
      split.every((rule) => rule === "auto"),
      split.join(" "),
    );
    await page.context().close();
  });
});

describe("language and theme", () => {
  test("follow the browser at first, the choice afterwards, and the address always", async () => {
    const page = await session.page({ locale: "ru-RU" });
    await visit(page, "/");
    assert.equal(query_of(page).get("lang"), "ru");
    await page.locator(".choices select").first().selectOption("zh");
    await page.waitForFunction(() => document.documentElement.lang.startsWith("zh"));
    assert.equal(query_of(page).get("lang"), "zh");
    await visit(page, "/parties");
    assert.equal(query_of(page).get("lang"), "zh");
    await visit(page, "/parties?lang=en");
    assert.equal(await page.getAttribute("html", "lang"), "en");
    await page.context().close();
  });

  test("the chosen theme stays", async () => {
    const page = await session.page({ colorScheme: "light" });
    await visit(page, "/?lang=en");
    const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = await paper();
    await page.getByLabel("Theme").selectOption("dark");
    const dark = await paper();
    assert.notEqual(dark, light);
    await page.reload();
    await settled(page);
    assert.equal(await paper(), dark);
    await page.context().close();
  });
});

/** Presses Tab until the focused element answers `wanted`, at most `most` times. */
async function tab_to(page, wanted, most = 120) {
  for (let count = 0; count < most; count += 1) {
    await page.keyboard.press("Tab");
    if (await page.evaluate(wanted.test, wanted.argument)) return;
  }
  assert.fail(`no Tab reaches ${wanted.argument}`);
}

const link_to = (path) => ({
  test: (wanted) =>
    document.activeElement?.tagName === "A" &&
    new URL(document.activeElement.href).pathname === wanted,
  argument: path,
});

describe("keyboard alone", () => {
  test("leads from the scoreboard to a pledge, to its rows, with the focus in sight", async () => {
    const page = await session.page();
    await visit(page, "/?lang=en");
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement?.className), "skip");
    assert.ok(
      (await page.locator(".skip").boundingBox()).y >= 0,
      "the skip link shows when focused",
    );
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate(() => document.activeElement?.id), "content");
    await tab_to(page, link_to(addresses.pledge));
    const outline = await page.evaluate(
      () => getComputedStyle(document.activeElement).outlineStyle,
    );
    assert.notEqual(outline, "none");
    await page.keyboard.press("Enter");
    await page.waitForURL((url) => url.pathname === addresses.pledge);
    await settled(page);
    assert.equal(await page.evaluate(() => document.activeElement?.id), "content");
    await tab_to(page, link_to(addresses.explain));
    await page.keyboard.press("Enter");
    await page.waitForURL((url) => url.pathname === addresses.explain);
    await settled(page);
    await page.waitForSelector("table.rows");
    await page.goBack();
    await page.waitForURL((url) => url.pathname === addresses.pledge);
    await page.context().close();
  });

  test("moves along the points of a chart, each saying its figure", async () => {
    const page = await session.page();
    await visit(page, `${addresses.pledge}?lang=en`);
    await page.waitForSelector(".chart-svg circle");
    await tab_to(page, {
      test: () => document.activeElement?.tagName === "circle",
      argument: "a point",
    });
    const said = async () => [
      await page.evaluate(() => document.activeElement?.getAttribute("aria-label")),
      await page.innerText(".tip"),
    ];
    const [label, tip] = await said();
    assert.equal(label, tip);
    await page.keyboard.press("ArrowRight");
    const [next] = await said();
    assert.notEqual(next, label);
    await page.context().close();
  });
});

describe("charts", () => {
  test("are saved as SVG, PNG and CSV", async () => {
    const page = await session.page({ acceptDownloads: true });
    await visit(page, `${addresses.pledge}?lang=en`);
    await page.waitForSelector(".chart-svg circle");
    const saved = async (kind) => {
      const download = page.waitForEvent("download");
      await page.locator(".downloads").first().getByRole("button", { name: kind }).click();
      return readFile(await (await download).path());
    };
    const svg = (await saved("SVG")).toString();
    assert.match(svg, /^<svg xmlns/);
    assert.doesNotMatch(svg, /var\(--|currentColor/);
    const png = await saved("PNG");
    assert.equal(png.subarray(1, 4).toString(), "PNG");
    assert.ok(png.length > 5000, `a picture, not ${png.length} bytes of nothing`);
    const csv = (await saved("CSV")).toString();
    assert.match(csv, /^period,value,cumulative,needed,unit,rows,observed\r\n/);
    assert.deepEqual(page.faults, []);
    await page.context().close();
  });

  test("have the same numbers beside them as a table", async () => {
    const page = await session.page();
    await visit(page, `${addresses.pledge}?lang=en`);
    const pledge = board.pledges.find((one) =>
      addresses.pledge.endsWith(encodeURIComponent(one.pledge)),
    );
    const reading = pledge.readings.find((one) => one.periods.length > 1);
    const rows = page.locator(`[id="${reading.reading}"] .numbers tbody tr`);
    assert.equal(await rows.count(), reading.periods.length);
    await page.context().close();
  });
});

describe("paging", () => {
  test("keeps the place in the address and can go back", async () => {
    const page = await session.page();
    await visit(page, "/record?lang=en");
    const { size } = await session.api("/entries?count=1");
    if (size <= 50) assert.equal(await page.locator(".pager").count(), 0);
    await visit(page, `${addresses.dataset}?lang=en`);
    const first = await page.locator("table.rows").last().locator("tbody tr").first().innerText();
    await page.locator(".pager button").last().click();
    await waits_for(page, "offset", "50");
    await settled(page);
    const second = await page.locator("table.rows").last().locator("tbody tr").first().innerText();
    assert.notEqual(second, first);
    await page.goBack();
    await waits_for(page, "offset", null);
    await page.context().close();
  });
});

describe("verification in the browser", () => {
  const outcome = async (page) => {
    await page.getByRole("button", { name: "Verify in this browser" }).click();
    return page.locator("[data-outcome]").getAttribute("data-outcome");
  };

  test("accepts the entries the server sealed", async () => {
    const { size } = await session.api("/entries?count=1");
    for (const index of [0, 1, size - 1]) {
      const page = await session.page();
      await visit(page, `/record/${index}?lang=en`);
      assert.equal(await outcome(page), "ok", `entry ${index}`);
      assert.equal(await page.locator(".step-ok").count(), 5);
      await page.context().close();
    }
  });

  /** Alters the JSON of one answer on its way to the page. */
  const alter = (page, pattern, change) =>
    page.route(pattern, async (route) => {
      const response = await route.fetch();
      const body = await response.json();
      change(body);
      await route.fulfill({ response, json: body });
    });

  test("refuses an entry with one byte altered, even when the page shows the same bytes", async () => {
    const page = await session.page();
    await alter(page, "**/api/v1/entries/1", (body) => {
      const raw = Buffer.from(body.raw, "base64");
      raw[raw.indexOf("{")] ^= 1;
      body.raw = raw.toString("base64");
      body.text = raw.toString();
    });
    await visit(page, "/record/1?lang=en");
    assert.equal(await outcome(page), "bad");
    assert.match(await page.innerText(".outcome"), /NOT verified/);
    assert.ok((await page.locator(".step-bad").count()) >= 1);
    await page.context().close();
  });

  test("refuses a proof whose root, hash or checkpoint was altered", async () => {
    const changes = [
      (body) => (body.hashes[0] = body.root),
      (body) => (body.root = body.leaf),
      (body) =>
        (body.checkpoint = body.checkpoint.replace(
          /\n(\d+)\n/,
          (_, size) => `\n${Number(size) + 1}\n`,
        )),
      (body) => (body.checkpoint = body.checkpoint.replace(/=\n$/, "A\n")),
    ];
    for (const [number, change] of changes.entries()) {
      const page = await session.page();
      await alter(page, "**/api/v1/proofs/1", change);
      await visit(page, "/record/1?lang=en");
      assert.equal(await outcome(page), "bad", `change ${number}`);
      await page.context().close();
    }
  });

  test("says that the seal was not checked, and how to, where the browser has no Ed25519", async () => {
    const page = await session.page();
    await page.addInitScript(() => {
      SubtleCrypto.prototype.importKey = () =>
        Promise.reject(new DOMException("none", "NotSupportedError"));
    });
    await visit(page, "/record/1?lang=en");
    assert.equal(await outcome(page), "unsigned");
    assert.match(await page.innerText(".step-skipped"), /comity verify/);
    await page.context().close();
  });
});
