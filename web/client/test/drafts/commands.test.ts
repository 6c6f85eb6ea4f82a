import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Browser, type Tab } from "../support/browser.js";
import { crash, FORM, open, stored, type, value } from "./support.js";

let browser: Browser;
beforeEach(() => {
  browser = new Browser();
});
afterEach(() => browser.close());

const action = "POST /api/notes";
const kept = () => browser.server.drafts!.of("anna", "note");
const typed = async (text = "typed") => {
  const tab = await open(browser);
  const draft = tab.keel.draft("form");
  await browser.clock.settle();
  type(tab, "[name=text]", text);
  await browser.clock.advance(2_000);
  return { tab, draft };
};
const goOffline = async (tab: Tab) => {
  browser.server.offline = true;
  tab.keel.query("GET /api/notes").catch(() => {});
  await browser.clock.until(() => tab.keel.status.get().network === "offline");
};

describe("a command that names a draft", () => {
  it("[Show=5.7] takes it away when it takes effect, here and on the server", async () => {
    const { tab, draft } = await typed();
    expect(draft.reference()).toBe("note;1");
    expect(await tab.keel.command(action, { text: "typed" }, { draft })).toMatchObject({ state: "done" });
    await browser.clock.advance(5_000);
    expect(browser.server.requests.find(({ target }) => target === "/api/notes")!.headers.get("Evenkeel-Draft")).toBe("note;1");
    expect(kept().current).toBeNull();
    expect(await stored(browser)).toBe("[]");
    expect(draft.status.get()).toMatchObject({ state: "idle" });
    expect(value(await crash(browser, tab), "[name=text]")).toBe("");
  });

  it("takes what was typed and not sent yet, and no late save brings it back", async () => {
    const tab = await open(browser);
    const draft = tab.keel.draft("form");
    await browser.clock.settle();
    type(tab, "[name=text]", "typed and sent at once");
    expect(await tab.keel.command(action, {}, { draft })).toMatchObject({ state: "done" });
    await browser.clock.advance(60_000);
    expect(kept().current).toBeNull();
    expect(await stored(browser)).toBe("[]");
  });

  it("meets a save that is on its way: 410, and the draft stays away", async () => {
    const { tab, draft } = await typed();
    browser.server.fault = ({ method }) => {
      if (method === "PUT") throw new TypeError("lost on the way there");
    };
    type(tab, "[name=text]", "typed more");
    await browser.clock.advance(1_100);
    expect(draft.reference()).toMatch(/^note;2;[\w.~:@-]{1,32}$/);
    browser.server.fault = () => {};
    expect(await tab.keel.command(action, {}, { draft })).toMatchObject({ state: "done" });
    type(tab, "[name=text]", "and after it");
    await browser.clock.advance(60_000);
    expect(kept()).toMatchObject({ rev: 3, current: { values: { text: "and after it" } } });
  });

  it("[Show=5.6] leaves the text of another tab alone that was saved first, as the revision that this one had sent", async () => {
    const [mine, theirs] = [await open(browser), await open(browser)];
    browser.server.fault = ({ method, body }) => {
      if (method === "PUT" && body.includes("mine")) throw new TypeError("lost on the way there");
    };
    type(mine, "[name=text]", "mine");
    await browser.clock.advance(1_100);
    type(theirs, "[name=text]", "theirs");
    await browser.clock.advance(1_100);
    const draft = mine.keel.draft("form");
    await browser.clock.settle();
    expect(await mine.keel.command(action, {}, { draft })).toMatchObject({ state: "done" });
    browser.server.fault = () => {};
    await browser.clock.advance(60_000);
    expect(kept()).toMatchObject({ rev: 1, current: { values: { text: "theirs" } }, others: [] });
    expect(value(theirs, "[name=text]")).toBe("theirs");
    type(theirs, "[name=text]", "theirs, and more");
    await browser.clock.advance(5_000);
    expect(kept()).toMatchObject({ rev: 2, current: { values: { text: "theirs, and more" } } });
  });

  it("leaves what was typed after it, under a newer revision", async () => {
    const { tab, draft } = await typed();
    let answer!: () => void;
    browser.server.gate = ({ target }) => (target === "/api/notes" ? new Promise(resolve => (answer = resolve)) : undefined);
    const command = tab.keel.command(action, {}, { draft });
    await browser.clock.settle();
    type(tab, "[name=title]", "newer");
    await browser.clock.advance(2_000);
    answer();
    await command;
    await browser.clock.advance(5_000);
    expect(kept().current!.values).toEqual({ title: "newer" });
    const next = await crash(browser, tab);
    expect([value(next, "[name=text]"), value(next, "[name=title]")]).toEqual(["", "newer"]);
  });

  it("keeps its draft when it is refused: the form has it again after a reload", async () => {
    const { tab, draft } = await typed();
    browser.server.handle = () => ({ status: 400, body: { error: "validation-failed" } });
    await expect(tab.keel.command(action, {}, { draft })).rejects.toMatchObject({ status: 400 });
    await browser.clock.advance(2_000);
    expect(kept().current!.values).toEqual({ text: "typed" });
    expect(value(await crash(browser, tab), "[name=text]")).toBe("typed");
  });

  it("[Show=5.7] offline: the reference waits with it over a reload, and the draft goes when it takes effect", async () => {
    const { tab, draft } = await typed();
    await goOffline(tab);
    expect(await tab.keel.command(action, {}, { draft })).toMatchObject({ state: "saved-offline" });
    await tab.keel.command(action, { second: true });
    const next = await crash(browser, tab);
    await browser.clock.advance(1_000);
    // It is in the outbox: nobody is to send it twice.
    expect(value(next, "[name=text]")).toBe("");
    expect(await stored(browser)).toContain("typed");
    browser.server.offline = false;
    await browser.clock.until(() => browser.server.applied.length === 2);
    await browser.clock.advance(5_000);
    expect(browser.server.requests.some(({ body }) => body.includes('"draft":"note;1"'))).toBe(true);
    expect(kept().current).toBeNull();
    expect(await stored(browser)).toBe("[]");
  });

  it("parked: the draft stays, and an edited operation still names it", async () => {
    const { tab, draft } = await typed();
    await goOffline(tab);
    await tab.keel.command(action, {}, { draft });
    browser.server.handle = () => ({ status: 400, body: {} });
    browser.server.offline = false;
    await browser.clock.until(() => tab.keel.status.get().parked === 1);
    const next = await crash(browser, tab);
    await browser.clock.advance(1_000);
    expect(value(next, "[name=text]")).toBe("typed");
    browser.server.handle = () => undefined;
    await next.keel.outbox.edit((await next.keel.outbox.list())[0]!.id, { text: "edited" });
    await browser.clock.until(() => browser.server.applied.length === 1);
    await browser.clock.advance(5_000);
    expect(kept().current).toBeNull();
    expect(await stored(browser)).toBe("[]");
  });

  it("takes effect again as a replay: the draft is gone once, and newer input stays", async () => {
    const { tab, draft } = await typed();
    let lost = 0;
    browser.server.lose = ({ target }) => {
      if (target === "/api/notes" && !lost++) throw new TypeError("the answer was lost");
    };
    void tab.keel.command(action, {}, { draft });
    await browser.clock.settle();
    type(tab, "[name=title]", "newer");
    await browser.clock.advance(60_000);
    expect([browser.server.applied.length, tab.keel.status.get().pending]).toEqual([1, 0]);
    expect(kept().current!.values).toEqual({ title: "newer" });
  });

  it("sends a reference as text and with files, too", async () => {
    const tab = await open(browser, FORM);
    await tab.keel.command(action, {}, { draft: "other;7" });
    const form = new FormData();
    form.set("a", "b");
    browser.server.handle = () => ({ status: 201, body: {} });
    await tab.keel.command(action, form, { draft: "other;8" });
    expect(browser.server.requests.filter(({ target }) => target === "/api/notes").map(({ headers }) => headers.get("Evenkeel-Draft"))).toEqual(["other;7", "other;8"]);
  });

  it("in another tab takes the draft there as well, and a late save of that tab is dropped", async () => {
    const { tab, draft } = await typed();
    const other = await open(browser);
    expect(value(other, "[name=text]")).toBe("typed");
    await tab.keel.command(action, {}, { draft });
    await browser.clock.advance(2_000);
    type(other, "[name=title]", "in the other");
    await browser.clock.advance(2_000);
    expect(kept().current!.values).toEqual({ title: "in the other" });
  });
});
