import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { DeploymentOptions } from "../../src/types.js";
import { Browser, type Tab } from "../support/browser.js";

let browser: Browser;
beforeEach(() => {
  browser = new Browser();
});
afterEach(() => browser.close());

/** A page with a Cache Storage and service workers of its own and of others. */
const open = async (deployment: DeploymentOptions = {}, name = "evenkeel") => {
  const tab = browser.open({ page: "", name, deployment: { build: "p1", events: false, ...deployment } });
  const caches = new Set(["shell", "images"]);
  const workers = new Set(["http://localhost/evenkeel-worker.js", "http://localhost/push.js"]);
  Object.defineProperty(tab.window, "caches", { value: { keys: async () => [...caches], delete: async (key: string) => caches.delete(key) } });
  const registrations = async () => [...workers].map(scriptURL => ({ active: { scriptURL }, unregister: async () => workers.delete(scriptURL) }));
  Object.defineProperty(tab.window.navigator, "serviceWorker", { value: { getRegistrations: registrations } });
  await browser.clock.settle();
  return { tab, caches, workers };
};
const keep = async ({ keel }: Tab) => {
  browser.server.reads = () => ({ status: 200, body: ["kept"] });
  await keel.query("GET /api/notes");
  await browser.clock.settle();
};
const kept = async ({ keel }: Tab) => {
  browser.server.offline = true;
  const result = await Promise.race([keel.query("GET /api/notes").catch(() => undefined), browser.clock.advance(120_000)]);
  browser.server.offline = false;
  return result;
};

describe("clearing", () => {
  it("drops caches, our own worker and what the application lists; never the outbox", async () => {
    const { tab, caches, workers } = await open({ clear: { localStorage: ["query-cache"], sessionStorage: ["wizard"], databases: ["old-store", "evenkeel"] } });
    const { localStorage, sessionStorage } = tab.window;
    localStorage.setItem("query-cache", "1");
    localStorage.setItem("theme", "dark");
    sessionStorage.setItem("wizard", "1");
    await keep(tab);
    browser.server.offline = true;
    await tab.keel.command("POST /api/notes", { n: 1 });
    browser.server.offline = false;
    await tab.keel.deployment.clear();
    await browser.clock.settle();
    expect([...caches, ...workers]).toEqual(["http://localhost/push.js"]);
    expect([localStorage.getItem("query-cache"), localStorage.getItem("theme"), sessionStorage.getItem("wizard")]).toEqual([null, "dark", null]);
    expect(await kept(tab)).toBeUndefined();
    tab.environment.wake("online");
    await browser.clock.until(() => tab.keel.status.get().pending === 0);
    expect(browser.server.applied).toHaveLength(1);
  });

  it("goes on where one storage refuses", async () => {
    const { tab, workers } = await open();
    await keep(tab);
    Object.defineProperty(tab.window.caches, "keys", {
      value: async () => {
        throw new DOMException("The operation is insecure.", "SecurityError");
      },
    });
    await tab.keel.deployment.clear();
    expect(workers.size).toBe(1);
    expect(await kept(tab)).toBeUndefined();
  });

  it("recover() runs the hooks around it, and a hook that fails or hangs holds nothing up", async () => {
    const told: string[] = [];
    const { tab, caches } = await open({
      before: ({ kind }) => {
        told.push(`before ${kind}`);
        return new Promise(() => {});
      },
    });
    const recovering = tab.keel.deployment.recover();
    await browser.clock.advance(5_000);
    expect(await recovering).toBe(true);
    expect(caches.size).toBe(0);
    tab.kill();
    browser.open({ page: "", former: tab, deployment: { build: "p2", events: false, after: ({ kind, from, ms }) => told.push(`after ${kind} from ${from} in ${ms}`) } });
    await browser.clock.settle();
    expect(told).toEqual(["before manual", "after manual from p1 in 5000"]);
  });
});

describe("cacheVersion", () => {
  it("drops every client cache when it rises, and only then", async () => {
    const { tab } = await open({ cacheVersion: "9" });
    await keep(tab);
    tab.kill();
    const same = (await open({ cacheVersion: "9" })).tab;
    expect(await kept(same)).toEqual(["kept"]);
    same.kill();
    const lower = (await open({ cacheVersion: "8" })).tab;
    expect(await kept(lower)).toEqual(["kept"]);
    lower.kill();
    const higher = (await open({ cacheVersion: "10" })).tab;
    expect(await kept(higher)).toBeUndefined();
  });
});
