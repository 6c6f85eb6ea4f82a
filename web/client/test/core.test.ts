import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Core } from "../src/core.js";
import { Browser } from "./support/browser.js";

let browser: Browser;
let keel: Core;
beforeEach(async () => {
  browser = new Browser();
  keel = new Core(browser.open({ name: "other" }).environment, {});
  await browser.clock.settle();
});
afterEach(async () => {
  await keel.close();
  await browser.close();
});

describe("the core by itself", () => {
  it("queries, saves, and sends what waited", async () => {
    const { server, clock } = browser;
    server.reads = () => ({ status: 200, body: [1] });
    expect(await keel.query("GET /api/notes")).toEqual([1]);
    expect(await keel.command("POST /api/notes", { n: 1 })).toMatchObject({ state: "done" });
    server.offline = true;
    await expect(keel.query("GET /api/notes")).rejects.toMatchObject({ code: "network-failed", details: { unreachable: true } });
    expect(await keel.command("POST /api/notes", { n: 2 })).toMatchObject({ state: "saved-offline" });
    await keel.command("POST /api/notes", { n: 3 });
    server.offline = false;
    await keel.outbox.flush();
    await clock.until(() => keel.status.get().pending === 0);
    expect(server.applied.map(({ body }) => body)).toEqual(['{"n":1}', '{"n":2}', '{"n":3}']);
  });

  it("gives a query up with its caller", async () => {
    browser.server.gate = ({ method }) => (method === "GET" ? new Promise(() => {}) : undefined);
    const controller = new AbortController();
    const query = keel.query("GET /api/notes", {}, { signal: controller.signal });
    const refused = expect(query).rejects.toMatchObject({ name: "AbortError" });
    await browser.clock.settle();
    controller.abort();
    await refused;
    expect(keel.status.get().network).toBe("online");
  });

  it("saves no empty object in place of what is no JSON", async () => {
    for (const input of [new FormData(), new URLSearchParams("a=1"), new Map(), () => 1]) {
      await expect(keel.command("POST /api/notes", input)).rejects.toMatchObject({ code: "input-malformed" });
    }
    expect(await keel.command("POST /api/notes", {})).toMatchObject({ state: "done" });
  });

  it("finds out that the server is back when nothing waits", async () => {
    const { server, clock } = browser;
    server.offline = true;
    await keel.query("GET /api/notes").catch(() => undefined);
    expect(keel.status.get().network).toBe("offline");
    await clock.advance(60_000);
    const asked = server.requests.length;
    server.offline = false;
    await clock.until(() => keel.status.get().network === "online", 61_000);
    expect(asked).toBeLessThan(20);
  });

  it("goes on when a listener of the application fails", async () => {
    const reported: unknown[] = [];
    const uncaught = process.listeners("uncaughtException");
    process.removeAllListeners("uncaughtException");
    process.on("uncaughtException", error => reported.push(error));
    keel.status.subscribe(() => {
      throw new Error("a bug of the application");
    });
    expect(await keel.command("POST /api/notes", { n: 1 })).toMatchObject({ state: "done" });
    await browser.clock.settle();
    process.removeAllListeners("uncaughtException");
    for (const listener of uncaught) process.on("uncaughtException", listener);
    expect(reported.length).toBeGreaterThan(0);
    expect(keel.status.get().pending).toBe(0);
  });
});
