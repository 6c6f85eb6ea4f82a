import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { DeploymentOptions } from "../../src/types.js";
import { Browser, type Tab } from "../support/browser.js";

const ID = "1111111111111111";
let browser: Browser;
beforeEach(() => {
  browser = new Browser();
  browser.server.current = { build: "s1", epoch: 1, page: "p1" };
});
afterEach(() => browser.close());

const asked = (target: string) => browser.server.requests.filter(request => request.target === target).length;
const open = (deployment: DeploymentOptions = {}, locks = true): Tab => browser.open({ page: "", locks, deployment: { build: "p1", ...deployment } });
const epochs = (...tabs: Tab[]) => tabs.map(({ keel }) => keel.deployment.status.get().current?.epoch);

describe("hearing of deployments", () => {
  it("one tab keeps the stream, all learn of an activation, and nobody asks meanwhile", async () => {
    const tabs = [open(), open(), open()];
    const { clock, server } = browser;
    await clock.settle();
    expect(server.listening.size).toBe(1);
    const before = server.requests.length;
    await clock.advance(20_000);
    expect(server.requests.length).toBe(before);
    server.activate({ build: "s2", epoch: 2, page: "p1" });
    await clock.settle();
    expect(epochs(...tabs)).toEqual([2, 2, 2]);
    expect(tabs[2]!.keel.deployment.status.get()).toMatchObject({ state: "current", pending: false });
  });

  it.each([
    ["that was under way meanwhile", false, 3_000],
    ["that never came", true, 30_000],
  ])("an answer %s does not keep a page from what the stream has told", async (_, fails, within) => {
    const tab = open();
    const { clock, server } = browser;
    await clock.settle();
    let release = () => {};
    const held = new Promise<void>(resolve => (release = resolve));
    server.gate = ({ target }) => (target === "/_evenkeel/version" ? held : undefined);
    void tab.keel.deployment.check();
    await clock.settle();
    server.activate({ build: "s2", epoch: 2, page: "p2" });
    await clock.settle();
    expect(tab.keel.deployment.status.get()).toMatchObject({ current: { epoch: 2 }, pending: false });
    server.gate = () => undefined;
    if (fails) server.fault = ({ target }) => (target === "/_evenkeel/version" ? new Response("", { status: 502 }) : undefined);
    release();
    await clock.settle();
    server.fault = () => undefined;
    await clock.advance(within);
    expect(tab.keel.deployment.status.get()).toMatchObject({ pending: true });
  });

  it("another tab takes the stream over, and says what it knows already", async () => {
    const [first] = [open(), open()];
    const { clock, server } = browser;
    await clock.settle();
    server.listening.clear();
    first!.kill();
    await clock.settle();
    expect(server.listening.size).toBe(1);
    expect(server.requests.filter(({ target }) => target === "/_evenkeel/events").at(-1)!.headers.get("Last-Event-ID")).toBe("1");
  });

  it.each([
    ["without a stream", { events: false }, true],
    ["where the server has too many streams", {}, true],
    ["without Web Locks", {}, false],
  ])("%s an idle page asks once in 30 s, and a hidden one never", async (_, deployment, locks) => {
    const { clock, server } = browser;
    server.streams = false;
    const tab = open(deployment, locks);
    await clock.advance(60_000);
    const before = server.requests.length;
    await clock.advance(300_000);
    expect(server.requests.length - before).toBeLessThanOrEqual(10);
    expect(server.requests.length - before).toBeGreaterThanOrEqual(9);
    server.current = { build: "s2", epoch: 2, page: "p1" };
    await clock.advance(31_000);
    expect(epochs(tab)).toEqual([2]);
    tab.environment.isVisible = false;
    await clock.advance(31_000);
    const hidden = server.requests.length;
    const checks = asked("/_evenkeel/version");
    await clock.advance(300_000);
    expect(server.requests.length).toBe(hidden);
    tab.environment.isVisible = true;
    tab.environment.wake("visible");
    await clock.settle();
    expect(asked("/_evenkeel/version")).toBe(checks + 1);
  });

  it("several tabs without a stream ask no more than one", async () => {
    const { clock, server } = browser;
    open({ events: false });
    open({ events: false });
    open({ events: false });
    await clock.advance(60_000);
    const before = server.requests.length;
    await clock.advance(300_000);
    expect(server.requests.length - before).toBeLessThanOrEqual(10);
  });

  it("a stream that breaks is tried again, without haste", async () => {
    const { clock, server } = browser;
    const tab = open();
    await clock.advance(20_000);
    for (const stream of server.listening.keys()) stream.error(new TypeError("terminated"));
    server.listening.clear();
    await clock.advance(2_000);
    expect(server.listening.size).toBe(1);
    server.activate({ build: "s2", epoch: 2, page: "p1" });
    await clock.settle();
    expect(epochs(tab)).toEqual([2]);
    // One that ends at once, again and again, is a proxy's.
    const before = asked("/_evenkeel/events");
    for (let round = 0; round < 60; round++) {
      for (const stream of server.listening.keys()) stream.error(new TypeError("terminated"));
      server.listening.clear();
      await clock.advance(1_000);
    }
    expect(asked("/_evenkeel/events") - before).toBeLessThan(6);
  });

  it("asks when a person returns, and at once when an answer names news", async () => {
    const { clock, server } = browser;
    const tab = open({ events: false });
    await clock.advance(5_000);
    const before = asked("/_evenkeel/version");
    tab.window.dispatchEvent(new tab.window.Event("focus"));
    await clock.settle();
    expect(asked("/_evenkeel/version")).toBe(before + 1);
    server.current = { build: "s2", epoch: 2, page: "p2" };
    await tab.keel.query("GET /api/notes");
    await clock.settle();
    expect(asked("/_evenkeel/version")).toBe(before + 2);
    expect(epochs(tab)).toEqual([2]);
  });

  it("ignores an epoch that goes back, and headers that are none", async () => {
    const { clock, server } = browser;
    server.current = { build: "s5", epoch: 5, page: "p1" };
    const { keel } = open({ events: false });
    await clock.settle();
    server.current = { build: "s4", epoch: 4, page: "p0" };
    await keel.query("GET /api/notes");
    await keel.deployment.check();
    expect(keel.deployment.status.get()).toMatchObject({ current: { build: "s5", epoch: 5 }, state: "current", pending: false });
    server.current = { build: "; epoch=; DROP", epoch: 9, page: "p0" };
    await keel.query("GET /api/notes");
    await keel.deployment.check();
    expect(keel.deployment.status.get().current!.epoch).toBe(5);
  });

  it("says by the contracts whether the page fits, and what has changed", async () => {
    const { clock, server } = browser;
    const { keel } = open({ contracts: { "POST /api/notes": ID, "GET /api/notes": ID } });
    await clock.settle();
    expect(keel.deployment.status.get().state).toBe("current");
    server.activate({ build: "s2", epoch: 2, page: "p2" });
    await clock.settle();
    expect(keel.deployment.status.get()).toMatchObject({ state: "compatible", changed: [], pending: true });
    server.contracts = { "POST /api/notes": ["2222222222222222"] };
    server.activate({ build: "s3", epoch: 3, page: "p3" });
    await clock.settle();
    expect(keel.deployment.status.get()).toMatchObject({ state: "incompatible", changed: ["POST /api/notes"], pending: true });
    server.activate({ build: "s1", epoch: 4, page: "p1" });
    await clock.settle();
    expect(keel.deployment.status.get()).toMatchObject({ state: "current", pending: false });
  });

  it("reads the page's own manifest where the server knows of no pages", async () => {
    const { clock, server } = browser;
    server.current = { build: "s1", epoch: 1, page: null };
    let published = "p1";
    server.pages = target => (target === "evenkeel.json" ? Response.json({ evenkeel: 1, build: published }) : new Response("<html>"));
    const tabs = [open(), open()];
    await clock.settle();
    expect(tabs[0]!.keel.deployment.status.get().state).toBe("current");
    published = "p2";
    await clock.advance(31_000);
    expect(tabs.map(({ keel }) => keel.deployment.status.get().pending)).toEqual([true, true]);
  });

  it("asks nothing for a page without a build, nor where there is no page", async () => {
    const { clock } = browser;
    browser.open({ page: "" });
    browser.open({ deployment: { build: "p1" } });
    await clock.advance(60_000);
    expect(asked("/_evenkeel/version")).toBe(0);
    expect(asked("/_evenkeel/events")).toBe(0);
  });
});
