// SPDX-License-Identifier: Apache-2.0
// A node in the middle of its work: what is decided, when, by whom; people sign in and speak.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import {
  axe_findings,
  in_language,
  languages,
  overflow,
  query_of,
  Session,
  settled,
  visit,
} from "./browser.mjs";

const passwords = JSON.parse(process.env.COMITY_DESK_PASSWORDS ?? "{}");
let session;
before(async () => {
  session = await Session.open("COMITY_DESK_URL");
});
after(() => session.close());

const addresses = [
  "/decisions?state=open",
  "/proposals/school-2?changes=1",
  "/proposals/gauges",
  "/bodies/council",
  "/meetings/spring",
  "/meetings/autumn",
  "/concerns",
  "/needs?party=RUS",
];

/** Signs in as `name` and returns when the pages say so. */
async function sign_in(page, name, to = "") {
  await visit(page, `/sign-in?lang=en${to && `&to=${encodeURIComponent(to)}`}`);
  await page.getByLabel("Name").fill(name);
  await page.getByLabel("Password").fill(passwords[name]);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForSelector(`.person a:text("${name}")`);
}

for (const language of languages) {
  test(`the pages of consultation in ${language} are whole, narrow, accessible, and print`, async () => {
    const page = await session.page({ viewport: { width: 360, height: 800 } });
    for (const address of addresses) {
      await visit(page, in_language(address, language));
      assert.ok((await overflow(page)) <= 0, `${address}: ${await overflow(page)} px too wide`);
      assert.deepEqual(await axe_findings(page), [], address);
      assert.doesNotMatch(await page.innerText("body"), /undefined|NaN|\[object|\{\w+\}/, address);
      await page.emulateMedia({ media: "print" });
      assert.equal(await page.isVisible("nav, .speak, .filters"), false, address);
      await page.emulateMedia({ media: "screen" });
    }
    assert.deepEqual(page.faults, []);
    await page.context().close();
  });
}

describe("decisions", () => {
  test("are found by words of any language, and the address restores the search", async () => {
    const page = await session.page();
    await visit(page, "/decisions?lang=en");
    const rows = page.locator("table.rows tbody tr");
    assert.equal(await rows.count(), 1);
    await page.getByLabel("Search").fill("водомерный");
    await page.waitForURL(/q=/);
    await settled(page);
    assert.match(await rows.innerText(), /A gauge on each river/);
    assert.equal(query_of(page).get("q"), "водомерный");
    await page.getByLabel("Search").fill("no such words");
    await page.waitForSelector(".state.empty");
    await page.reload();
    await page.waitForSelector(".state.empty");
    assert.equal(await page.getByLabel("Search").inputValue(), "no such words");
    await page.context().close();
  });

  test("that are open stand with the time left; the one replaced is not among them", async () => {
    const page = await session.page();
    await visit(page, "/decisions?lang=en");
    await page.getByRole("link", { name: "See them" }).click();
    await page.waitForSelector("table.rows");
    const text = await page.innerText("table.rows");
    assert.match(text, /school-2/);
    assert.match(text, /\d days? (\d+ hours? )?left/);
    assert.doesNotMatch(text, /\bschool\n/);
    await page.context().close();
  });
});

describe("a proposal", () => {
  test("tells its deadline by the reader's clock and in UTC", async () => {
    const page = await session.page({ timezoneId: "Asia/Kolkata" });
    await visit(page, "/proposals/school-2?lang=en");
    const clock = await page.innerText(".clock");
    assert.match(clock, /14:30 (GMT\+5:30|IST)/);
    assert.match(clock, /09:00 UTC/);
    await page.context().close();
  });

  test("shows what changed, and its text in the language asked for", async () => {
    const page = await session.page();
    await visit(page, "/proposals/school-2?lang=en");
    await page.getByLabel(/Show what changed/).check();
    assert.match(await page.innerText("del"), /forty/);
    assert.match(await page.locator("ins").first().innerText(), /sixty/);
    await page.getByRole("button", { name: "Russian" }).click();
    assert.equal(query_of(page).get("text"), "ru");
    await page.getByLabel(/Show what changed/).uncheck();
    assert.equal(await page.getAttribute(".paragraphs", "lang"), "ru");
    assert.equal(await page.locator(".paragraphs li").count(), 2);
    await page.context().close();
  });

  test("shows markup as the text that it is", async () => {
    const page = await session.page();
    await visit(page, "/proposals/markup?lang=en");
    assert.match(await page.innerText(".paragraphs"), /<script>alert\(1\)<\/script> is only text/);
    assert.equal(await page.locator(".paragraphs script").count(), 0);
    await page.context().close();
  });

  test("is not an address that everything answers", async () => {
    const page = await session.page();
    await visit(page, "/proposals/none?lang=en");
    assert.match(await page.innerText("[role=alert]"), /no such item/);
    await page.context().close();
  });
});

describe("a meeting", () => {
  test("begins with what became of earlier decisions, at the time of its place", async () => {
    const page = await session.page({ timezoneId: "Asia/Tokyo" });
    await visit(page, "/meetings/autumn?lang=en");
    const first = await page.locator(".agenda-item").first().innerText();
    assert.match(first, /What became of earlier decisions/);
    assert.match(first, /A gauge on each river/);
    assert.match(first, /Overdue/);
    const facts = await page.innerText(".facts");
    assert.match(facts, /10:00\s+Asia\/Almaty/);
    assert.match(facts, /14:00/);
    await page.context().close();
  });
});

describe("what needs a party", () => {
  test("is asked for the party chosen last", async () => {
    const page = await session.page();
    await visit(page, "/needs?lang=en");
    await page.getByLabel("Party").selectOption("RUS");
    await page.waitForSelector("table.rows");
    assert.match(await page.innerText("table.rows"), /Build the gauges[\s\S]*Overdue/);
    await visit(page, "/needs?lang=en");
    await page.waitForSelector("table.rows");
    assert.equal(query_of(page).get("party"), "RUS");
    await page.context().close();
  });
});

describe("people who sign in", () => {
  test("are refused with a wrong password, in words, and keep what they typed", async () => {
    const page = await session.page();
    await visit(page, "/sign-in?lang=en");
    await page.getByLabel("Name").fill("li");
    await page.getByLabel("Password").fill("wrong");
    await page.getByRole("button", { name: "Sign in" }).click();
    assert.match(await page.innerText("[role=alert]"), /wrong/);
    assert.equal(await page.getByLabel("Name").inputValue(), "li");
    await page.context().close();
  });

  test("object once, with the consequence before it, and see it in the record", async () => {
    const page = await session.page();
    await sign_in(page, "petrov", "/proposals/markup");
    await page.getByRole("button", { name: "Object" }).click();
    await page.getByLabel("Reason", { exact: true }).fill("This is <b>no</b> text.");
    // What was typed outlives the page.
    await page.reload();
    await page.getByRole("button", { name: "Object" }).click();
    assert.match(await page.getByLabel("Reason", { exact: true }).inputValue(), /no/);
    await page.getByRole("button", { name: "Continue" }).click();
    const dialog = page.getByRole("dialog");
    assert.match(await dialog.innerText(), /Russia[\s\S]*breaks the silence[\s\S]*for good/);
    assert.deepEqual(await axe_findings(page), []);
    await page.keyboard.press("Escape");
    assert.equal((await session.api("/proposals/markup")).objections, 0);
    await page.getByRole("button", { name: "Continue" }).click();
    await dialog.getByRole("button", { name: "Enter it" }).click();
    await page.waitForSelector(".success");
    await page.waitForSelector(".statement");
    assert.match(await page.innerText(".statement"), /Russia[\s\S]*This is <b>no<\/b> text\./);
    const { objection_texts: said } = await session.api("/proposals/markup");
    assert.deepEqual(
      said.map((one) => [one.said.author, one.reason]),
      [["RUS", { en: "This is <b>no</b> text." }]],
    );
    await page.locator(".success a").click();
    await page.waitForSelector(`h1:text("${said[0].said.entry}")`);
    await page.context().close();
  });

  test("leave a project and join it again", async () => {
    const page = await session.page();
    await sign_in(page, "li", "/proposals/school-2");
    for (const [button, back, takes_part] of [
      ["Stay out of the project", "Join the project", false],
      ["Join the project", "Stay out of the project", true],
    ]) {
      await page.getByRole("button", { name: button }).click();
      await page.getByRole("button", { name: "Continue" }).click();
      await page.getByRole("button", { name: "Enter it" }).click();
      await page.getByRole("button", { name: back }).waitFor();
      const { participants } = await session.api("/proposals/school-2");
      assert.equal(participants.includes("CHN"), takes_part, button);
    }
    await page.context().close();
  });

  test("may do no more than their role, and are told so", async () => {
    const page = await session.page();
    await sign_in(page, "bat", "/proposals/school-2");
    await page.waitForSelector(".speak");
    assert.match(await page.innerText(".speak"), /may not enter acts/);
    assert.equal(await page.locator(".speak button").count(), 0);
    await page.context().close();
  });

  test("are gone after signing out, on every page", async () => {
    const page = await session.page();
    await sign_in(page, "li");
    await page.reload();
    await settled(page);
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByLabel("Password").waitFor();
    await visit(page, "/proposals/school-2?lang=en");
    assert.match(await page.innerText(".person"), /Sign in/);
    assert.match(await page.innerText(".speak"), /Sign in to speak/);
    await page.context().close();
  });
});
