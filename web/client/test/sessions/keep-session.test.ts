import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { keepSession, type SessionEnding } from "../../src/sessions/index.js";
import { Browser, type Tab } from "../support/browser.js";

const MINUTE = 60_000;
const LIFE = 20 * MINUTE;

let browser: Browser;
beforeEach(() => {
  browser = new Browser();
  browser.server.signIn("anna", LIFE);
});
afterEach(() => browser.close());

const press = (tab: Tab) => tab.window.dispatchEvent(new tab.window.Event("keydown"));
const prolonged = () => browser.server.requests.filter(({ method, target }) => method === "POST" && target === "/_evenkeel/session").length;

describe("keepSession", () => {
  it("[Show=5.4] keeps eight tabs signed in for twice the lifetime while somebody is active in any of them, one request at a time", async () => {
    let under = 0;
    let most = 0;
    browser.server.gate = async ({ method, target }) => {
      if (method !== "POST" || target !== "/_evenkeel/session") return;
      most = Math.max(most, ++under);
      await browser.clock.settle(3);
      under--;
    };
    const ended = vi.fn();
    const tabs = Array.from({ length: 8 }, () => browser.open({ page: "" }));
    for (const tab of tabs) keepSession(tab.keel, { onSignedOut: ended, onEnding: ending => ending && ended() });
    await browser.clock.settle();
    for (let minute = 0; minute < 40; minute++) {
      press(tabs[minute % 8]!);
      press(tabs[(minute * 3) % 8]!);
      await browser.clock.advance(MINUTE);
    }
    expect(ended).not.toHaveBeenCalled();
    expect(tabs.every(({ keel }) => keel.status.get().session === "valid")).toBe(true);
    expect(most).toBe(1);
    // At most once in a quarter of the lifetime, however many tabs there are.
    expect(prolonged()).toBeGreaterThanOrEqual(2);
    expect(prolonged()).toBeLessThanOrEqual(9);
  });

  it("[Show=5.4] signs eight idle tabs out on time, and none before", async () => {
    const ended = vi.fn();
    const tabs = Array.from({ length: 8 }, () => browser.open({ page: "" }));
    for (const tab of tabs) keepSession(tab.keel, { onSignedOut: ended });
    // So many take their time, none of which is on the clock.
    await browser.clock.settle(600);
    await browser.clock.advance(LIFE - MINUTE);
    expect(ended).not.toHaveBeenCalled();
    // What a page does by itself is no activity.
    await tabs[0]!.keel.query("GET /api/notes");
    await tabs[1]!.keel.command("POST /api/notes", { n: 1 });
    expect(ended).not.toHaveBeenCalled();
    const left = browser.server.expires! - browser.clock.now;
    expect(left).toBeLessThan(1.5 * MINUTE);
    await browser.clock.advance(left + 6_000);
    expect(ended).toHaveBeenCalledTimes(8);
    expect(tabs.every(({ keel }) => keel.status.get().session === "anonymous")).toBe(true);
    // When they were opened.
    expect(prolonged()).toBe(1);
  });

  it("warns an idle person, and takes it back when they are active again", async () => {
    const endings: (SessionEnding | null)[] = [];
    const tab = browser.open({ page: "" });
    keepSession(tab.keel, { onEnding: ending => endings.push(ending) });
    await browser.clock.settle();
    const at = browser.server.expires!;
    await browser.clock.advance(LIFE - 4 * MINUTE);
    expect(endings).toEqual([{ at, reason: "idle" }]);
    press(tab);
    await browser.clock.settle();
    expect(endings).toEqual([{ at, reason: "idle" }, null]);
    // When it was opened, and then.
    expect(prolonged()).toBe(2);
  });

  it("warns of an absolute end whatever anybody does, by the server's clock", async () => {
    // The device is a day behind.
    browser.server.clockAhead = 86_400_000;
    browser.server.signIn("anna", 0, browser.clock.now + 86_400_000 + 30 * MINUTE);
    const endings: (SessionEnding | null)[] = [];
    const tab = browser.open({ page: "" });
    keepSession(tab.keel, { onEnding: ending => endings.push(ending) });
    await browser.clock.settle();
    const at = browser.clock.now + 30 * MINUTE;
    for (let minute = 0; minute < 26; minute++) {
      press(tab);
      await browser.clock.advance(MINUTE);
    }
    expect(endings).toEqual([{ at, reason: "absolute" }]);
  });

  it("goes on asking when the server cannot tell, and signs nobody out meanwhile", async () => {
    const ended = vi.fn();
    const tab = browser.open({ page: "" });
    keepSession(tab.keel, { onSignedOut: ended });
    await browser.clock.settle();
    browser.server.fault = () => new Response(null, { status: 503 });
    await browser.clock.advance(2 * LIFE);
    expect(ended).not.toHaveBeenCalled();
    expect(tab.keel.status.get().session).toBe("valid");
    browser.server.fault = () => {};
    await browser.clock.advance(MINUTE);
    expect(ended).toHaveBeenCalledTimes(1);
  });

  it("begins again where it was let go, as React does", async () => {
    const tab = browser.open({ page: "" });
    keepSession(tab.keel)();
    keepSession(tab.keel);
    await browser.clock.advance(LIFE / 2);
    press(tab);
    await browser.clock.settle();
    expect(prolonged()).toBe(2);
  });

  it("lets go", async () => {
    const ended = vi.fn();
    const tab = browser.open({ page: "" });
    keepSession(tab.keel, { onSignedOut: ended })();
    const asked = browser.server.requests.length;
    press(tab);
    await browser.clock.advance(2 * LIFE);
    expect(browser.server.requests.slice(asked).filter(({ method }) => method === "POST")).toEqual([]);
    expect(ended).not.toHaveBeenCalled();
  });
});
