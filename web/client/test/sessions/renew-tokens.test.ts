import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { renewTokens } from "../../src/sessions/index.js";
import { Browser, type Tab } from "../support/browser.js";

let browser: Browser;
let token: string;
let good: string;
beforeEach(() => {
  browser = new Browser();
  token = good = "1";
  browser.server.fault = () => {
    const { headers } = browser.server.requests.at(-1)!;
    browser.server.user = headers.get("Authorization") === `Bearer ${good}` ? "anna" : null;
  };
});
afterEach(() => browser.close());

const open = () => browser.open({ page: "", headers: () => ({ Authorization: `Bearer ${token}` }) });
const settled = async (...tabs: Tab[]) => {
  await browser.clock.settle();
  expect(tabs.every(({ keel }) => keel.status.get().session === "valid")).toBe(true);
};

describe("renewTokens", () => {
  it("[Show=5.4] renews once for all tabs, and what was refused goes again", async () => {
    const refresh = vi.fn(async () => {
      await browser.clock.settle(5);
      token = good;
      return true;
    });
    const tabs = Array.from({ length: 8 }, open);
    for (const { keel } of tabs) renewTokens(keel, refresh);
    await settled(...tabs);
    good = "2";
    const answers = await Promise.all(tabs.map(({ keel }, n) => Promise.all([keel.query(`GET /api/notes/${n}`), keel.command("POST /api/notes", { n })])));
    expect(answers.map(([, { state }]) => state)).toEqual(Array(8).fill("done"));
    expect(refresh).toHaveBeenCalledTimes(1);
    expect(browser.server.applied.map(({ body }) => body).sort()).toEqual(tabs.map((_, n) => `{"n":${n}}`));
    await settled(...tabs);
  });

  it("[Show=5.3] signs out when the authority refuses, and keeps what was made", async () => {
    const tab = open();
    renewTokens(tab.keel, async () => false);
    await settled(tab);
    good = "2";
    expect(await tab.keel.command("POST /api/notes", { n: 1 })).toMatchObject({ state: "saved-offline" });
    expect(tab.keel.status.get()).toMatchObject({ session: "anonymous", pending: 1 });
    token = good;
    await tab.keel.session.check();
    await browser.clock.until(() => tab.keel.status.get().pending === 0);
    expect(browser.server.applied).toHaveLength(1);
  });

  it.each([
    ["fails", async () => Promise.reject(new Error("no network"))],
    ["hangs", () => new Promise<boolean>(() => {})],
  ])("[Show=5.3] signs nobody out when the renewal %s, and tries again", async (_, refresh) => {
    let works = false;
    const tab = open();
    renewTokens(tab.keel, async () => (works ? ((token = good), true) : refresh()));
    await settled(tab);
    good = "2";
    const saved = tab.keel.command("POST /api/notes", { n: 1 });
    await browser.clock.advance(120_000);
    expect(await saved).toMatchObject({ state: "saved-offline" });
    expect(tab.keel.status.get().session).toBe("valid");
    works = true;
    await browser.clock.until(() => browser.server.applied.length === 1);
    expect(tab.keel.status.get().session).toBe("valid");
  });
});
