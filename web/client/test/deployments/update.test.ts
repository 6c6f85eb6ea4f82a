import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ClientOptions, DeploymentOptions } from "../../src/types.js";
import { Browser, type Tab } from "../support/browser.js";

const OLD = "1111111111111111";
const NEW = "2222222222222222";
const action = "POST /api/notes";

let browser: Browser;
beforeEach(() => {
  browser = new Browser();
  browser.server.current = { build: "s1", epoch: 1, page: "p1" };
  browser.server.contracts = { [action]: [OLD] };
});
afterEach(() => browser.close());

const open = (deployment: DeploymentOptions = {}, more: Parameters<Browser["open"]>[0] & ClientOptions = {}): Tab =>
  browser.open({ page: '<form><input name="title" value=""></form>', ...more, deployment: { build: "p1", events: false, contracts: { [action]: OLD }, ...deployment } });
let epoch = 1;
/** Makes a build live, and lets a tab hear of it. */
const deploy = async (tab: Tab, page: string, takes = NEW) => {
  browser.server.contracts = { [action]: takes === NEW ? [NEW] : [OLD, NEW] };
  browser.server.current = { build: page, epoch: ++epoch, page };
  await tab.keel.query("GET /api/clients");
  await browser.clock.advance(3_000);
};
/** What the browser does with a reload: the same tab, a new document. */
const follow = async (tab: Tab, build: string, more: Parameters<typeof open>[1] = {}) => {
  tab.kill();
  const next = open({ build, contracts: { [action]: build === "p1" ? OLD : NEW } }, { former: tab, url: tab.window.location.href, ...more });
  await browser.clock.settle();
  return next;
};
const field = (tab: Tab) => tab.window.document.querySelector<HTMLInputElement>("[name=title]")!;
const type = (tab: Tab, text: string) => {
  field(tab).focus();
  field(tab).value = text;
  field(tab).dispatchEvent(new tab.window.Event("input", { bubbles: true }));
};

describe("a deployment that the page still fits", () => {
  it("reloads no page that is in use, and the next navigation is a real one", async () => {
    const tab = open();
    await browser.clock.settle();
    await deploy(tab, "p2", OLD);
    await browser.clock.advance(3_600_000);
    expect(tab.keel.deployment.status.get()).toMatchObject({ state: "compatible", pending: true, notice: null });
    expect(tab.navigations).toEqual([]);
    expect(tab.keel.deployment.navigating("#part")).toBe(false);
    expect(tab.keel.deployment.navigating("https://other.example/")).toBe(false);
    type(tab, "half a w");
    expect(tab.keel.deployment.navigating("/clients")).toBe(false);
    field(tab).blur();
    expect(tab.keel.deployment.navigating("/clients?page=2#top")).toBe(true);
    expect(tab.navigations).toEqual(["http://localhost/clients?page=2#top"]);
    // The newer page did not come: the application's own navigation goes on from here.
    expect(tab.keel.deployment.navigating("/clients")).toBe(false);
  });

  it("is taken up while the page is out of sight for a while", async () => {
    const tab = open();
    await browser.clock.settle();
    await deploy(tab, "p2", OLD);
    tab.environment.isVisible = false;
    tab.window.document.dispatchEvent(new tab.window.Event("visibilitychange"));
    await browser.clock.advance(10_000);
    expect(tab.navigations).toEqual([]);
    await browser.clock.advance(30_000);
    expect(tab.navigations).toEqual([""]);
  });

  it("is treated as one that it does not fit where the policy says so", async () => {
    const tab = open({ updatePolicy: "always" });
    await browser.clock.settle();
    await deploy(tab, "p2", OLD);
    expect(tab.navigations).toEqual([""]);
  });

  it("becomes urgent when the files of the page are retired", async () => {
    const tab = open();
    await browser.clock.settle();
    browser.server.assets = "retired";
    await deploy(tab, "p2", OLD);
    expect(tab.navigations).toEqual([""]);
  });
});

describe("a deployment that the page no longer fits", () => {
  it("waits for somebody who types, and for commands and uploads on their way", async () => {
    const { clock, server } = browser;
    const tab = open();
    await clock.settle();
    type(tab, "half a w");
    await deploy(tab, "p2");
    await clock.advance(600_000);
    expect(tab.navigations).toEqual([]);
    let answer!: () => void;
    server.gate = ({ target }) => (target === "/upload" ? new Promise(resolve => (answer = resolve)) : undefined);
    const upload = tab.keel.fetch("/upload", { method: "POST" });
    field(tab).blur();
    await clock.advance(20_000);
    expect(tab.navigations).toEqual([]);
    answer();
    await upload;
    await clock.advance(3_000);
    expect(tab.navigations).toEqual([""]);
  });

  it("does not wait for a page out of sight, but never costs a password", async () => {
    const tab = open({}, { page: '<input type="password" name="word">' });
    await browser.clock.settle();
    const word = tab.window.document.querySelector<HTMLInputElement>("input")!;
    word.value = "geheim";
    word.dispatchEvent(new tab.window.Event("input", { bubbles: true }));
    await deploy(tab, "p2");
    await browser.clock.advance(60_000);
    expect(tab.navigations).toEqual([]);
    tab.environment.isVisible = false;
    tab.window.document.dispatchEvent(new tab.window.Event("visibilitychange"));
    await browser.clock.settle();
    expect(tab.navigations).toEqual([""]);
  });

  it("reloads nothing while the deployment rolls, and then once", async () => {
    const tab = open();
    await browser.clock.settle();
    browser.server.rolling = true;
    await deploy(tab, "p2");
    await browser.clock.advance(60_000);
    expect(tab.navigations).toEqual([]);
    expect(tab.keel.deployment.navigating("/clients")).toBe(false);
    // An instance that has not heard of it yet says that nothing rolls: it speaks of an older deployment.
    const current = browser.server.current!;
    Object.assign(browser.server, { rolling: false, current: { build: "s1", epoch: 1, page: "p1" } });
    await browser.clock.advance(60_000);
    expect(tab.navigations).toEqual([]);
    browser.server.current = current;
    await browser.clock.advance(120_000);
    expect(tab.navigations).toEqual([""]);
  });

  it("reloads nothing while the newer page cannot be had", async () => {
    const { clock, server } = browser;
    server.pages = () => new Response("no", { status: 502 });
    const tab = open();
    await clock.settle();
    await deploy(tab, "p2");
    await clock.advance(60_000);
    server.pages = () => new Response('<meta name="evenkeel-build" content="p1">');
    await clock.advance(600_000);
    expect(tab.navigations).toEqual([]);
    expect(tab.keel.deployment.status.get()).toMatchObject({ pending: true, notice: "update-pending" });
    server.pages = () => new Response('<meta name="evenkeel-build" content="p2">');
    await clock.advance(3_600_000);
    expect(tab.navigations.length).toBeGreaterThan(0);
  });

  it("gives the page back as it was, and tells the server", async () => {
    const { clock, server } = browser;
    const before: unknown[] = [];
    const tab = open({ before: recovery => before.push(recovery) }, { url: "http://localhost/clients?page=2#notes" });
    await clock.settle();
    type(tab, "half a w");
    field(tab).setSelectionRange(2, 4);
    tab.environment.isVisible = false;
    await deploy(tab, "p2");
    expect(tab.navigations).toEqual([""]);
    expect(before).toEqual([{ kind: "reload", from: "p1", to: "p2", ms: 0 }]);
    const next = await follow(tab, "p2");
    expect(field(next).value).toBe("half a w");
    expect(next.window.document.activeElement).toBe(field(next));
    expect([field(next).selectionStart, field(next).selectionEnd]).toEqual([2, 4]);
    await clock.advance(2_000);
    expect(server.recoveries).toEqual([{ kind: "reload", from: "p1", to: "p2", ms: expect.any(Number) as number }]);
    expect(JSON.stringify(Object.entries(next.window.sessionStorage))).not.toContain("half");
    expect(next.keel.deployment.status.get()).toMatchObject({ build: "p2", state: "current", pending: false });
  });
});

describe("a lazy file that is gone", () => {
  it("updates a stale page at once, and a page that is the newest once", async () => {
    const { clock } = browser;
    const tab = open({ updatePolicy: "contracts" });
    await clock.settle();
    type(tab, "half a w");
    await deploy(tab, "p2", OLD);
    const lost = Object.assign(new tab.window.Event("vite:preloadError"), { payload: new TypeError("Failed to fetch dynamically imported module: /a.js") });
    tab.window.dispatchEvent(lost);
    await clock.settle();
    expect(tab.navigations).toEqual([""]);
    const next = await follow(tab, "p2");
    expect(field(next).value).toBe("half a w");
    await clock.advance(2_000);
    expect(await next.keel.deployment.recover(new Error("order 14220"))).toBe(false);
    expect(await next.keel.deployment.recover(new TypeError("Importing a module script failed."))).toBe(true);
    const last = await follow(next, "p2");
    expect(await last.keel.deployment.recover(new TypeError("Importing a module script failed."))).toBe(false);
    expect(last.keel.deployment.status.get().notice).toBe("update-pending");
    await clock.advance(2_000);
    expect(browser.server.recoveries.map(({ kind }) => kind)).toEqual(["chunk", "chunk", "budget"]);
  });

  it("is left alone while the server cannot be reached", async () => {
    const tab = open();
    await browser.clock.settle();
    browser.server.offline = true;
    expect(await tab.keel.deployment.recover(new TypeError("Failed to fetch dynamically imported module: /a.js"))).toBe(false);
    await browser.clock.advance(60_000);
    expect(tab.navigations).toEqual([]);
  });
});

describe("the budget", () => {
  /** Follows each reload with the build that the server then has, and counts them. */
  const flap = async (first: Tab, builds: (n: number) => string, rounds: number, more: Parameters<typeof open>[1] = {}) => {
    let tab = first;
    let reloads = 0;
    for (let n = 0; n < rounds; n++) {
      tab.environment.isVisible = false;
      browser.server.contracts = { [action]: [] };
      browser.server.current = { build: `s${n}`, epoch: ++epoch, page: builds(n) };
      await tab.keel.query("GET /api/clients");
      await browser.clock.advance(70_000);
      if (!tab.navigations.length) continue;
      reloads++;
      tab = await follow(tab, builds(n), more);
    }
    return { tab, reloads };
  };

  it("lets a deployment that flaps between two builds reload a tab once each way", async () => {
    const tab = open();
    await browser.clock.settle();
    const { reloads, tab: last } = await flap(tab, n => (n % 2 ? "p1" : "p2"), 13);
    expect(reloads).toBe(2);
    expect(last.keel.deployment.status.get()).toMatchObject({ pending: false, notice: "update-pending" });
  });

  it("ends with a server that never has the newer page, after one reload", async () => {
    let tab = open();
    await browser.clock.settle();
    await deploy(tab, "p2");
    expect(tab.navigations).toEqual([""]);
    for (let n = 0; n < 5; n++) {
      tab = await follow(tab, "p1");
      await browser.clock.advance(600_000);
      expect(tab.navigations).toEqual([]);
    }
    expect(tab.keel.deployment.status.get()).toMatchObject({ pending: false, notice: "update-pending" });
    expect(await tab.keel.command("POST /api/clients", {})).toMatchObject({ state: "done" });
  });

  it("ends with a server that names another build each time", async () => {
    let tab = open();
    await browser.clock.settle();
    let reloads = 0;
    for (let n = 0; n < 200; n++) {
      tab.environment.isVisible = false;
      browser.server.contracts = { [action]: [] };
      browser.server.current = { build: `s${n}`, epoch: ++epoch, page: `q${n}` };
      await tab.keel.query("GET /api/clients");
      await browser.clock.advance(5_000);
      if (tab.navigations.length) {
        reloads++;
        tab = await follow(tab, "p1");
      }
    }
    expect(reloads).toBeLessThanOrEqual(3);
  });

  it("is each tab's own", async () => {
    const tabs = [open(), open(), open()];
    await browser.clock.settle();
    await deploy(tabs[0]!, "p2");
    expect(tabs.map(({ navigations }) => navigations)).toEqual([[""], [""], [""]]);
  });

  it("is kept in the tab where IndexedDB is blocked", async () => {
    const tab = open({}, { indexedDB: undefined });
    await browser.clock.settle();
    const { reloads } = await flap(tab, n => (n % 2 ? "p1" : "p2"), 8, { indexedDB: undefined });
    expect(reloads).toBe(2);
  });

  it("never reloads by itself where nothing can be kept: there is a notice instead", async () => {
    const tab = open({}, { indexedDB: undefined });
    await browser.clock.settle();
    Object.defineProperty(tab.window, "sessionStorage", {
      get: () => {
        throw new DOMException("The operation is insecure.", "SecurityError");
      },
    });
    await deploy(tab, "p2");
    await browser.clock.advance(600_000);
    expect(tab.navigations).toEqual([]);
    expect(tab.keel.deployment.status.get()).toMatchObject({ pending: false, notice: "storage-blocked" });
    expect(browser.server.recoveries.map(({ kind }) => kind)).toEqual(["blocked"]);
    await tab.keel.deployment.reload();
    expect(tab.navigations).toEqual([""]);
  });

  it("does not bind a person", async () => {
    const tab = open();
    await browser.clock.settle();
    expect(await tab.keel.deployment.recover()).toBe(true);
    const next = await follow(tab, "p1");
    expect(await next.keel.deployment.recover()).toBe(true);
  });
});
