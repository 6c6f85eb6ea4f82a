import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Browser } from "../support/browser.js";
import { crash, open, stored, type, value } from "./support.js";

let browser: Browser;
beforeEach(() => {
  browser = new Browser();
});
afterEach(() => browser.close());

const asked = () => browser.server.requests.filter(({ target }) => target.includes("drafts"));

describe("who a draft belongs to", () => {
  it("[Show=5.5] another user sees nothing of it, and the first has it again", async () => {
    const tab = await open(browser);
    type(tab, "[name=text]", "of anna");
    await browser.clock.advance(2_000);
    browser.server.user = "bert";
    const berts = await crash(browser, tab);
    await browser.clock.advance(1_000);
    expect(value(berts, "[name=text]")).toBe("");
    type(berts, "[name=title]", "of bert");
    await browser.clock.advance(2_000);
    expect(browser.server.drafts!.of("bert", "note").current!.values).toEqual({ title: "of bert" });
    browser.server.user = "anna";
    const annas = await crash(browser, berts);
    await browser.clock.advance(1_000);
    expect([value(annas, "[name=text]"), value(annas, "[name=title]")]).toEqual(["of anna", ""]);
  });

  it("[Show=5.5] typing after the session has ended stays with its user, and is sent when the same user is back", async () => {
    const tab = await open(browser);
    type(tab, "[name=text]", "before");
    await browser.clock.advance(2_000);
    browser.server.user = null;
    type(tab, "[name=text]", "before and after");
    await browser.clock.advance(5_000);
    expect(tab.keel.status.get().session).toBe("anonymous");
    expect(await stored(browser)).toContain("before and after");
    browser.server.user = "anna";
    await tab.keel.session.check();
    await browser.clock.advance(2_000);
    expect(browser.server.drafts!.of("anna", "note").current!.values).toEqual({ text: "before and after" });
  });

  it("a tab of somebody who signed out elsewhere saves nothing as the other", async () => {
    const tab = await open(browser);
    browser.server.user = "bert";
    type(tab, "[name=text]", "of anna");
    await browser.clock.advance(10_000);
    expect(browser.server.drafts!.of("bert", "note").current).toBeNull();
    expect(await stored(browser)).toContain("of anna");
  });

  it("a caller who is not signed in keeps it on the device only", async () => {
    browser.server.user = null;
    const tab = await open(browser);
    type(tab, "[name=text]", "nobody's");
    await browser.clock.advance(5_000);
    expect(asked()).toEqual([]);
    const next = await crash(browser, tab);
    expect(value(next, "[name=text]")).toBe("nobody's");
    const draft = next.keel.draft("form");
    await browser.clock.settle();
    await next.keel.command("POST /api/notes", {}, { draft }).catch(() => {});
    expect(draft.reference()).toBe("note;0");
  });
});

describe("where a draft cannot be kept as it should", () => {
  it("a server without drafts is asked once", async () => {
    browser.server.drafts = null;
    const tab = await open(browser);
    type(tab, "[name=text]", "typed");
    await browser.clock.advance(60_000);
    expect(asked()).toHaveLength(1);
    expect(value(await crash(browser, tab), "[name=text]")).toBe("typed");
  });

  it("storage that is blocked is not the end of it: the server has it", async () => {
    const blocked = undefined as unknown as IDBFactory;
    const tab = await open(browser, undefined, { indexedDB: blocked });
    const draft = tab.keel.draft("form");
    type(tab, "[name=text]", "typed");
    await browser.clock.advance(2_000);
    expect(draft.status.get()).toMatchObject({ state: "saved", problem: "storage-blocked" });
    const next = await crash(browser, tab, undefined, { indexedDB: blocked });
    await browser.clock.advance(1_000);
    expect(value(next, "[name=text]")).toBe("typed");
  });

  it("offline it is sent when the network is back", async () => {
    const tab = await open(browser);
    browser.server.offline = true;
    type(tab, "[name=text]", "typed");
    await browser.clock.advance(5_000);
    const draft = tab.keel.draft("form");
    await browser.clock.settle();
    expect(draft.status.get().state).toBe("local");
    browser.server.offline = false;
    await browser.clock.advance(90_000);
    expect(draft.status.get().state).toBe("saved");
  });

  it("a server in trouble is asked with pauses", async () => {
    const tab = await open(browser);
    browser.server.fault = ({ target }) => (target.includes("drafts") ? new Response("{}", { status: 503, headers: { "Evenkeel-Protocol": "4", "Content-Type": "application/problem+json" } }) : undefined);
    const before = asked().length;
    type(tab, "[name=text]", "typed");
    await browser.clock.advance(600_000);
    expect(asked().length - before).toBeLessThan(40);
    browser.server.fault = () => {};
    await browser.clock.advance(120_000);
    expect(browser.server.drafts!.of("anna", "note").current!.values).toEqual({ text: "typed" });
  });

  it("what is too large for the server stays here, and says so", async () => {
    const tab = await open(browser);
    const draft = tab.keel.draft("form");
    type(tab, "[name=text]", "x".repeat(262_144));
    await browser.clock.advance(3_000);
    expect(draft.status.get()).toMatchObject({ state: "local", problem: "draft-too-large" });
    expect(browser.server.drafts!.saves).toEqual([]);
    type(tab, "[name=text]", "short");
    await browser.clock.advance(3_000);
    expect(draft.status.get()).toMatchObject({ state: "saved", problem: null });
  });

  it("what a proxy says is too large stays here, and says so", async () => {
    const tab = await open(browser);
    const draft = tab.keel.draft("form");
    browser.server.fault = ({ method }) => (method === "PUT" ? new Response("<html>", { status: 413, headers: { "Content-Type": "text/html" } }) : undefined);
    type(tab, "[name=text]", "typed");
    await browser.clock.advance(3_000);
    expect(draft.status.get()).toMatchObject({ state: "local", problem: expect.any(String) });
    browser.server.fault = () => {};
    type(tab, "[name=text]", "typed more");
    await browser.clock.advance(3_000);
    expect(draft.status.get()).toMatchObject({ state: "saved", problem: null });
  });

  it("a recovery that clears what the application lists leaves it", async () => {
    const tab = await open(browser, undefined, { deployment: { clear: { databases: ["evenkeel-drafts"] } } });
    type(tab, "[name=text]", "typed");
    await browser.clock.advance(500);
    await tab.keel.deployment.clear();
    expect(await stored(browser)).toContain("typed");
  });
});
