// SPDX-License-Identifier: Apache-2.0
// Addresses for calendar programs and feed readers.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { Session, visit } from "./browser.mjs";

let session;
before(async () => {
  session = await Session.open();
});
after(() => session.close());

describe("feeds", () => {
  test("are linked, and are a calendar and a well-formed Atom feed", async () => {
    const page = await session.page();
    const { parties } = await session.api("/association");
    const { code } = parties[0];
    await visit(page, `/parties/${code}?lang=en`);
    const calendar = await page.getAttribute("a[type='text/calendar']", "href");
    assert.equal(calendar, `/feeds/parties/${code}.ics?lang=en`);
    const events = await fetch(session.url + calendar);
    assert.equal(events.headers.get("content-type"), "text/calendar; charset=utf-8");
    assert.match(await events.text(), /^BEGIN:VCALENDAR\r\n[^]*END:VCALENDAR\r\n$/);
    await visit(page, "/record?lang=ru");
    const feed = await page.getAttribute("a[type='application/atom+xml']", "href");
    const text = await (await fetch(session.url + feed)).text();
    const found = await page.evaluate((xml) => {
      const parsed = new DOMParser().parseFromString(xml, "application/xml");
      return {
        broken: parsed.querySelector("parsererror")?.textContent,
        entries: parsed.querySelectorAll("entry > id").length,
      };
    }, text);
    assert.equal(found.broken, undefined);
    assert.ok(found.entries > 0);
    await page.context().close();
  });
});
