import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Browser, type Tab } from "../support/browser.js";

let browser: Browser;
let tab: Tab;
let answer: () => Promise<unknown>;
const save = (n: number) => tab.keel.executeAction("save", { kind: "command", input: n, serverCall: () => answer() });

beforeEach(async () => {
  browser = new Browser();
  // A server that knows nothing of the protocol.
  browser.server.fault = () => {
    if (!browser.server.offline) return new Response("not found", { status: 404, headers: { "Content-Type": "text/html" } });
  };
  answer = async () => "saved";
  tab = browser.open({ scope: "anna" });
  await browser.clock.settle();
});
afterEach(() => browser.close());

describe("a fixed scope", () => {
  it("is taken without asking anybody", async () => {
    expect(await save(1)).toMatchObject({ state: "done", data: "saved" });
    expect(tab.keel.status.get()).toMatchObject({ session: "valid", scope: "anna", network: "online" });
    expect(browser.server.requests).toEqual([]);
  });

  it("waits after a 401 until the application says that its user has signed in", async () => {
    answer = () => Promise.reject(Object.assign(new Error("who?"), { status: 401 }));
    expect(await save(1)).toMatchObject({ state: "saved-offline" });
    await browser.clock.advance(60_000);
    expect(tab.keel.status.get()).toMatchObject({ session: "anonymous", pending: 1 });
    answer = async () => "saved";
    await browser.clock.advance(60_000);
    expect(tab.keel.status.get().pending).toBe(1);
    expect(await tab.keel.session.check()).toMatchObject({ state: "valid", scope: "anna" });
    await browser.clock.until(() => tab.keel.status.get().pending === 0);
  });

  it("finds out by any answer that the network is back", async () => {
    browser.server.offline = true;
    answer = () => Promise.reject(new TypeError("Failed to fetch"));
    expect(await save(1)).toMatchObject({ state: "saved-offline" });
    answer = async () => "saved";
    await browser.clock.advance(20_000);
    expect(tab.keel.status.get()).toMatchObject({ network: "offline", pending: 1 });
    browser.server.offline = false;
    await browser.clock.until(() => tab.keel.status.get().pending === 0);
    expect(tab.keel.status.get().network).toBe("online");
  });
});
