import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Browser, type Tab } from "../support/browser.js";
import { open, stored, type, value } from "./support.js";

let browser: Browser;
beforeEach(() => {
  browser = new Browser();
});
afterEach(() => browser.close());

const kept = () => browser.server.drafts!.of("anna", "note");
const shown = (tab: Tab) => [value(tab, "[name=title]"), value(tab, "[name=text]")];
const action = "POST /api/notes";

/** A tab that typed while it reached nobody, and has not reached the server since; a second one goes on from what it typed. */
async function goneOn() {
  const first = await open(browser);
  type(first, "[name=title]", "title");
  type(first, "[name=text]", "begun");
  await browser.clock.advance(2_000);
  const { by } = kept().current!;
  let away = true;
  browser.server.fault = ({ body, method }) => {
    if (away && method === "PUT" && body.includes(by)) throw new TypeError("lost on the way there");
  };
  type(first, "[name=text]", "begun, and ended");
  await browser.clock.advance(5_000);
  const second = await open(browser);
  expect(shown(second)).toEqual(["title", "begun, and ended"]);
  return { first, second, draft: second.keel.draft("form"), reach: () => (away = false) };
}
async function goneEverywhere() {
  expect(shown(await open(browser))).toEqual(["", ""]);
  await browser.clock.advance(120_000);
  expect(kept()).toMatchObject({ current: null, others: [] });
  expect(await stored(browser)).toBe("[]");
  expect(shown(await open(browser))).toEqual(["", ""]);
}

describe("[Show=5.7] what a second tab goes on from is gone once that one has submitted it, though the first is open still", () => {
  it("and reaches the server before the second saves", async () => {
    const { reach, second, draft } = await goneOn();
    reach();
    await browser.clock.advance(120_000);
    expect(await second.keel.command(action, {}, { draft })).toMatchObject({ state: "done" });
    await goneEverywhere();
  });

  it.each([
    ["has saved", 2_000],
    ["has saved nothing yet", 0],
  ])("and reaches it while the command is on its way, and the second %s", async (_, ms) => {
    const { reach, second, draft } = await goneOn();
    await browser.clock.advance(ms);
    let arrive!: () => void;
    browser.server.gate = ({ target }) => (target === "/api/notes" ? new Promise(resolve => (arrive = resolve)) : undefined);
    const command = second.keel.command(action, {}, { draft });
    await browser.clock.settle();
    reach();
    await browser.clock.advance(3_000);
    arrive();
    expect(await command).toMatchObject({ state: "done" });
    await goneEverywhere();
  });

  it("and reaches it later", async () => {
    const { reach, second, draft } = await goneOn();
    expect(await second.keel.command(action, {}, { draft })).toMatchObject({ state: "done" });
    reach();
    await goneEverywhere();
  });
});

it("[Show=5.7] what a page sent that is gone, and that comes after the next page has asked, is no draft once that one has submitted the same", async () => {
  const pass: (() => void)[] = [];
  browser.server.way = ({ method }) => (method === "PUT" ? new Promise(resolve => pass.push(resolve)) : undefined);
  const first = await open(browser);
  type(first, "[name=text]", "sent at the last moment");
  await browser.clock.advance(1_100);
  first.kill();
  const second = await open(browser);
  expect(value(second, "[name=text]")).toBe("sent at the last moment");
  expect(pass.length).toBe(2);
  const draft = second.keel.draft("form");
  await browser.clock.settle();
  pass[0]!();
  await browser.clock.settle();
  expect(kept()).toMatchObject({ rev: 1, current: { values: { text: "sent at the last moment" } } });
  expect(await second.keel.command(action, {}, { draft })).toMatchObject({ state: "done" });
  browser.server.way = () => {};
  pass[1]!();
  await goneEverywhere();
});

it("[Show=5.7] a save that is answered after its form is gone does not bring back what a command took", async () => {
  let arrive!: () => void;
  let answer!: () => void;
  browser.server.way = ({ method }) => (method === "PUT" ? new Promise(resolve => (arrive = resolve)) : undefined);
  browser.server.gate = ({ target }) => (target === "/api/notes" ? new Promise(resolve => (answer = resolve)) : undefined);
  const tab = await open(browser);
  const draft = tab.keel.draft("form");
  type(tab, "[name=text]", "saved and submitted at once");
  await browser.clock.advance(1_100);
  const command = tab.keel.command(action, {}, { draft });
  await browser.clock.settle();
  await draft.stop();
  tab.window.document.querySelector("form")!.remove();
  answer();
  expect(await command).toMatchObject({ state: "done" });
  await browser.clock.settle();
  arrive();
  await browser.clock.settle();
  browser.server.way = () => {};
  await goneEverywhere();
});

describe("a tab that another one has gone on from", () => {
  it("[Show=5.6] saves what is typed into it later, and both see it", async () => {
    const { first, reach } = await goneOn();
    reach();
    await browser.clock.advance(5_000);
    type(first, "[name=stage]", "b");
    await browser.clock.advance(60_000);
    expect(kept().current!.values).toEqual({ title: "title", text: "begun, and ended", stage: ["b"] });
    expect(kept().others).toEqual([]);
  });

  it("[Show=5.6] loses nothing when the other one is gone at once", async () => {
    const { first, second, reach } = await goneOn();
    second.kill();
    first.kill();
    reach();
    const next = await open(browser);
    await browser.clock.advance(5_000);
    expect(shown(next)).toEqual(["title", "begun, and ended"]);
    expect(kept().current!.values).toEqual({ title: "title", text: "begun, and ended" });
  });
});
