import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Browser } from "../support/browser.js";

let browser: Browser;
beforeEach(() => {
  browser = new Browser();
});
afterEach(() => browser.close());

const once = () => {
  const ids = browser.server.applied.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  return ids.length;
};

describe.each([{ locks: true }, { locks: false }])("two tabs (Web Locks: $locks)", ({ locks }) => {
  it("[Show=1.4] one takes over in under 2 s when the flusher dies, nothing twice", async () => {
    const first = browser.open({ locks, flush: { maxOperations: 10 } });
    const second = browser.open({ locks, flush: { maxOperations: 10 } });
    const { clock, server } = browser;
    await clock.settle();
    server.offline = true;
    await Promise.all(Array.from({ length: 40 }, (_, n) => first.keel.command("POST /api/notes", { n })));
    await second.keel.command("POST /api/notes", { n: 40 });
    await clock.settle();
    expect(second.keel.status.get().pending).toBe(41);
    server.offline = false;
    // The tab dies with an answer on the way.
    let flushes = 0;
    server.gate = ({ target }) => (target === "/_evenkeel/outbox" && ++flushes === 2 ? new Promise(() => {}) : undefined);
    first.environment.wake("online");
    await clock.until(() => flushes === 2, 5000);
    first.kill();
    const died = clock.now;
    await clock.until(() => server.applied.length === 41 && second.keel.status.get().pending === 0, 60_000);
    const resumed = clock.now - died;
    expect(once()).toBe(41);
    expect(resumed).toBeLessThan(locks ? 2_000 : 4_000);
    expect(server.applied.map(({ body }) => (JSON.parse(body) as { n: number }).n)).toEqual(Array.from({ length: 41 }, (_, n) => n));
  });

  it("[Show=1.4] a visible tab takes over from one that hangs", async () => {
    const first = browser.open({ locks });
    const second = browser.open({ locks });
    const { clock, server } = browser;
    await clock.settle();
    let hung = 0;
    server.gate = ({ target }) => (target === "/api/notes" && ++hung === 1 ? new Promise(() => {}) : undefined);
    const waiting = first.keel.command("POST /api/notes", { n: 1 }, { waitMs: 60_000 });
    waiting.catch(() => undefined);
    await clock.until(() => server.requests.some(({ target }) => target === "/api/notes"));
    first.environment.frozen = true;
    await clock.until(() => second.keel.status.get().pending === 0, 5_000);
    expect(once()).toBe(1);
    first.environment.frozen = false;
    expect(await waiting).toMatchObject({ state: "done", replayed: true });
  });

  it("[Show=1.4] what the second tab appended survives closing both", async () => {
    const first = browser.open({ locks });
    const second = browser.open({ locks });
    const { clock, server } = browser;
    await clock.settle();
    server.offline = true;
    await first.keel.command("POST /api/notes", { n: 1 });
    await second.keel.command("POST /api/notes", { n: 2 });
    first.kill();
    second.kill();
    server.offline = false;
    await clock.advance(2_000);
    const third = browser.open({ locks });
    await clock.until(() => server.applied.length === 2);
    await clock.until(() => third.keel.status.get().pending === 0);
    expect(server.applied.map(({ body }) => body)).toEqual(['{"n":1}', '{"n":2}']);
  });
});

describe("a command whose operation another tab sends", () => {
  it("gets the answer", async () => {
    const first = browser.open();
    const second = browser.open();
    const { clock, server } = browser;
    await clock.settle();
    let open = () => {};
    server.gate = ({ target }) => (target === "/api/slow" ? new Promise<void>(resolve => (open = resolve)) : undefined);
    const slow = first.keel.command("POST /api/slow", {});
    await clock.until(() => server.requests.some(({ target }) => target === "/api/slow"));
    const quick = second.keel.command("POST /api/notes", { n: 1 });
    await clock.settle();
    open();
    expect(await slow).toMatchObject({ state: "done" });
    expect(await quick).toMatchObject({ state: "done", data: { n: 1 } });
  });

  it.each([
    ["validation-failed", 400, 0],
    ["outcome-lost", 409, 1],
  ])("[Show=1.3] gets the rejection %s, and %s: %s stay parked", async (code, status, parked) => {
    const first = browser.open();
    const second = browser.open();
    const { clock, server } = browser;
    await clock.settle();
    server.handle = ({ target }) => (target === "/api/notes" ? { status, body: { error: code, title: "no", status } } : undefined);
    let open = () => {};
    server.gate = ({ target }) => (target === "/api/slow" ? new Promise<void>(resolve => (open = resolve)) : undefined);
    const slow = first.keel.command("POST /api/slow", {});
    await clock.until(() => server.requests.some(({ target }) => target === "/api/slow"));
    const refused = second.keel.command("POST /api/notes", { n: 1 }).catch((error: unknown) => error);
    await clock.settle();
    open();
    await slow;
    expect(await refused).toMatchObject({ code, status });
    await clock.settle();
    for (const { keel } of [first, second]) expect(keel.status.get()).toMatchObject({ parked, pending: 0 });
  });

  it("parks the rejection when that tab is gone", async () => {
    const first = browser.open();
    const { clock, server } = browser;
    await clock.settle();
    server.handle = () => ({ status: 400, body: { error: "validation-failed", title: "no", status: 400 } });
    server.gate = () => new Promise(() => {});
    void first.keel.command("POST /api/notes", { n: 1 }).catch(() => undefined);
    await clock.until(() => server.requests.some(({ target }) => target === "/api/notes"));
    first.kill();
    server.gate = () => {};
    const second = browser.open();
    await clock.until(() => second.keel.status.get().parked === 1);
    expect(second.keel.status.get().pending).toBe(0);
  });
});
