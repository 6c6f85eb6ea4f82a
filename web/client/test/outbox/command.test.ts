import { afterEach, describe, expect, it } from "vitest";
import { KeelError } from "../../src/index.js";
import { Browser } from "../support/browser.js";

let browser: Browser;
afterEach(() => browser.close());

describe("command", () => {
  it("resolves with the server's answer and leaves nothing in the outbox", async () => {
    browser = new Browser();
    const { keel } = browser.open();
    const result = await keel.command("POST /api/notes", { text: "a" });
    expect(result).toMatchObject({ state: "done", status: 201, data: { text: "a" }, replayed: false });
    expect(browser.server.applied).toHaveLength(1);
    expect(await keel.outbox.list()).toEqual([]);
    expect(keel.status.get()).toMatchObject({ network: "online", session: "valid", pending: 0, parked: 0, oldestUnsentMs: null });
    const request = browser.server.requests.find(({ method }) => method === "POST")!;
    expect(request.target).toBe("/api/notes");
    expect(request.headers.get("Evenkeel-Protocol")).toBe("5");
    expect(request.headers.get("Evenkeel-Scope")).toBe(browser.server.scope);
  });

  it("[Show=1.3] rejects an awaited 400 and parks nothing", async () => {
    browser = new Browser();
    const { keel } = browser.open();
    browser.server.handle = () => ({ status: 400, body: { error: "validation-failed", title: "t", status: 400, errors: { name: ["too long"] } } });
    const error = await keel.command("POST /api/notes", { name: "x" }).catch((error: unknown) => error);
    expect(error).toBeInstanceOf(KeelError);
    expect(error).toMatchObject({ code: "validation-failed", status: 400, errors: { name: ["too long"] } });
    expect(await keel.outbox.list()).toEqual([]);
    expect(keel.status.get().parked).toBe(0);
  });

  it("resolves as saved-offline at once when the network is gone, and drains when it returns", async () => {
    browser = new Browser();
    const { keel, environment } = browser.open();
    await browser.clock.settle();
    browser.server.offline = true;
    const first = await keel.command("POST /api/notes", { n: 1 });
    expect(first.state).toBe("saved-offline");
    const second = await keel.command("POST /api/notes", { n: 2 });
    expect(second.state).toBe("saved-offline");
    expect(keel.status.get()).toMatchObject({ network: "offline", pending: 2, persisted: true });
    expect(browser.persisted).toBe(1);
    browser.server.offline = false;
    environment.wake("online");
    await browser.clock.until(() => keel.status.get().pending === 0);
    expect(browser.server.applied.map(({ body }) => body)).toEqual(['{"n":1}', '{"n":2}']);
    expect(browser.server.requests.filter(({ target }) => target === "/_evenkeel/outbox")).toHaveLength(1);
    expect(keel.status.get().network).toBe("online");
  });

  it("sends two or more as one flush", async () => {
    browser = new Browser();
    const { keel } = browser.open();
    await browser.clock.settle();
    const results = await Promise.all([1, 2, 3, 4, 5].map(n => keel.command("POST /api/notes", { n })));
    expect(results.every(({ state }) => state === "done")).toBe(true);
    expect(browser.server.applied.map(({ body }) => body)).toEqual([1, 2, 3, 4, 5].map(n => `{"n":${n}}`));
    expect(browser.server.requests.filter(({ method }) => method === "POST").length).toBeLessThan(4);
  });

  it("lets a burst in by groups, so that no task is long", async () => {
    browser = new Browser();
    const { keel } = browser.open();
    await browser.clock.settle();
    browser.server.offline = true;
    await keel.command("POST /api/notes", { n: -1 });
    const { random } = browser;
    let drawn = 0;
    browser.random = () => (drawn++, random());
    let most = 0;
    const watch = () => {
      most = Math.max(most, drawn / 8);
      drawn = 0;
      watching = setImmediate(watch);
    };
    let watching = setImmediate(watch);
    const saved = Promise.all(Array.from({ length: 3000 }, (_, n) => keel.command("POST /api/notes", { n }, { waitMs: 0 })));
    await browser.clock.until(() => keel.status.get().pending === 3001);
    await saved;
    clearImmediate(watching);
    expect(most).toBeLessThanOrEqual(500);
    expect((await keel.outbox.list()).map(({ input }) => (input as { n: number }).n)).toEqual(Array.from({ length: 3001 }, (_, n) => n - 1));
  });
});
