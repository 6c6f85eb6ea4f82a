import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Browser, type Tab } from "../support/browser.js";

let browser: Browser;
let tab: Tab;
beforeEach(async () => {
  browser = new Browser();
  tab = browser.open();
  await browser.clock.settle();
});
afterEach(() => browser.close());

const offline = () => Promise.reject(new TypeError("Failed to fetch"));

describe("executeAction", () => {
  it("queues a command, and sends it after a reload once its call is registered", async () => {
    const { clock } = browser;
    const saved = await tab.keel.executeAction("saveNote", { kind: "command", input: { text: "a" }, serverCall: offline });
    expect(saved).toMatchObject({ state: "saved-offline" });
    tab.kill();
    tab = browser.open();
    await clock.advance(60_000);
    expect(await tab.keel.outbox.list()).toMatchObject([{ action: "saveNote", input: { text: "a" }, state: "waiting" }]);
    const calls: unknown[] = [];
    tab.keel.registerAction("saveNote", async (input, { operationId, signal }) => void calls.push([input, operationId, signal instanceof AbortSignal]));
    await clock.until(() => tab.keel.status.get().pending === 0);
    expect(calls).toEqual([[{ text: "a" }, (saved as { operationId: string }).operationId, true]]);
  });

  it("answers an awaited command, or rejects it with the application's refusal", async () => {
    const done = await tab.keel.executeAction("a", { kind: "command", input: 1, serverCall: async input => Number(input) + 1 });
    expect(done).toMatchObject({ state: "done", data: 2 });
    const refused = tab.keel.executeAction("b", { kind: "command", serverCall: () => Promise.reject(new Error("timed out after 4000ms")) });
    await expect(refused).rejects.toMatchObject({ code: "refused", message: "timed out after 4000ms" });
    const byStatus = tab.keel.executeAction("c", { kind: "command", serverCall: () => Promise.reject(Object.assign(new Error("order 14220"), { status: 409 })) });
    await expect(byStatus).rejects.toMatchObject({ status: 409 });
    expect(await tab.keel.outbox.list()).toEqual([]);
  });

  it("never queues a query; falls back to what is kept", async () => {
    expect(await tab.keel.executeAction("notes", { kind: "query", input: { page: 1 }, serverCall: async () => ["a"] })).toEqual(["a"]);
    await browser.clock.settle();
    expect(await tab.keel.executeAction("notes", { kind: "query", input: { page: 1 }, serverCall: offline })).toEqual(["a"]);
    await expect(tab.keel.executeAction("notes", { kind: "query", serverCall: () => Promise.reject(new RangeError("own")) })).rejects.toThrow("own");
  });
});

describe("safeRead, safeWrite and fetch", () => {
  it("[Show=1.6] retry what says nothing against the call, under one operation id", async () => {
    const ids: string[] = [];
    const written = tab.keel.safeWrite(async ({ operationId }) => {
      ids.push(operationId);
      if (ids.length < 3) throw Object.assign(new Error("busy"), { status: 503 });
      return "ok";
    });
    await browser.clock.advance(60_000);
    expect(await written).toBe("ok");
    expect(new Set(ids).size).toBe(1);
    let reads = 0;
    const read = tab.keel.safeRead(() => (reads++, offline())).catch((error: unknown) => error);
    await browser.clock.advance(60_000);
    expect(await read).toBeInstanceOf(TypeError);
    expect(reads).toBe(4);
    let refusals = 0;
    await expect(tab.keel.safeRead(() => (refusals++, Promise.reject(new Error("no"))))).rejects.toThrow("no");
    expect(refusals).toBe(1);
  });

  it("throws a KeelError for an answer that is not ok, and repeats only what may be repeated", async () => {
    const { server, clock } = browser;
    let tries = 0;
    server.fault = ({ target }) => (target === "/api/other" && ++tries ? Response.json({ title: "busy" }, { status: 503 }) : undefined);
    const post = tab.keel.fetch("/api/other", { method: "POST" }).catch((error: unknown) => error);
    await clock.advance(60_000);
    expect(await post).toMatchObject({ name: "KeelError", status: 503 });
    expect(tries).toBe(1);
    const get = tab.keel.fetch("/api/other").catch((error: unknown) => error);
    await clock.advance(60_000);
    expect(await get).toMatchObject({ status: 503 });
    expect(tries).toBe(5);
  });

  it("stay within the budget", async () => {
    let calls = 0;
    const reads = Array.from({ length: 40 }, () => tab.keel.safeRead(() => (calls++, offline())).catch(() => undefined));
    await browser.clock.advance(300_000);
    await Promise.all(reads);
    expect(calls).toBeLessThanOrEqual(40 + 10 + 4);
  });
});
