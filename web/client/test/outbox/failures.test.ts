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

const html = () => new Response("<html>Welcome to the hotel</html>", { status: 200, headers: { "Content-Type": "text/html" } });

describe("answers that are none", () => {
  it.each([
    ["a captive portal's 200 HTML page", html],
    ["a timeout of a gateway", () => new Response("timed out after 4000ms", { status: 504 })],
    ["an overload", () => new Response("order 14220", { status: 503, headers: { "Retry-After": "3" } })],
    ["a lost connection", () => { throw new TypeError("order 14220 failed"); }],
    ["a proxy's JSON", () => Response.json({ ok: true })],
  ])("[Show=1.6] %s: kept and sent again, never taken for success or refusal", async (_, answer) => {
    const { server, clock } = browser;
    server.fault = answer;
    const command = tab.keel.command("POST /api/notes", { n: 1 }, { waitMs: 1000 });
    await clock.until(() => server.requests.some(({ target }) => target === "/api/notes"));
    await clock.advance(20_000);
    expect((await command).state).toBe("saved-offline");
    expect(tab.keel.status.get()).toMatchObject({ pending: 1, parked: 0 });
    expect(tab.keel.status.get().network).not.toBe("online");
    server.fault = () => {};
    await clock.until(() => tab.keel.status.get().pending === 0);
    expect(server.applied).toHaveLength(1);
    expect(tab.keel.status.get().network).toBe("online");
  });

  it("[Show=1.6] a request that never ends is given up in time and sent again under the same id", async () => {
    const { server, clock } = browser;
    let held = 0;
    server.gate = ({ target }) => (target === "/api/notes" && ++held === 1 ? new Promise(() => {}) : undefined);
    const command = tab.keel.command("POST /api/notes", { n: 1 }, { waitMs: 120_000 });
    await clock.until(() => held === 2, 120_000);
    await clock.settle();
    await command;
    await clock.until(() => tab.keel.status.get().pending === 0);
    expect(server.applied).toHaveLength(1);
  });

  it("[Show=1.6] a flush that is cut is taken up where it broke off, nothing twice", async () => {
    const { server, clock } = browser;
    server.offline = true;
    await Promise.all(Array.from({ length: 50 }, (_, n) => tab.keel.command("POST /api/notes", { n })));
    server.offline = false;
    let cuts = 0;
    server.lose = ({ target }) => (target === "/_evenkeel/outbox" && cuts++ < 3 ? 7 : undefined);
    tab.environment.wake("online");
    await clock.until(() => tab.keel.status.get().pending === 0);
    expect(server.applied.map(({ body }) => (JSON.parse(body) as { n: number }).n)).toEqual(Array.from({ length: 50 }, (_, n) => n));
  });

  it("halves what is too large for a proxy, down to a lone operation on its own route", async () => {
    const { server, clock } = browser;
    server.offline = true;
    await Promise.all(Array.from({ length: 40 }, (_, n) => tab.keel.command("POST /api/notes", { n, fill: "x".repeat(200) })));
    server.offline = false;
    server.fault = ({ target, body }) => (target === "/_evenkeel/outbox" && body.length > 1500 ? new Response("<html>413", { status: 413, headers: { "Content-Type": "text/html" } }) : undefined);
    tab.environment.wake("online");
    await clock.until(() => tab.keel.status.get().pending === 0);
    expect(server.applied).toHaveLength(40);
  });

  it("a query that cannot be answered makes nobody ask again and again whether the server is there", async () => {
    const { server, clock } = browser;
    server.fault = ({ target }) => {
      if (target === "/api/notes") throw new TypeError("Failed to fetch");
    };
    const before = server.requests.length;
    const observation = tab.keel.observe("GET /api/notes", undefined, () => {});
    await clock.advance(60_000);
    expect(observation.get().error).toMatchObject({ code: "network-failed" });
    expect(server.requests.length - before).toBeLessThan(60);
    server.fault = () => {};
    expect(await tab.keel.command("POST /api/other", { n: 1 })).toBeDefined();
    await clock.until(() => server.applied.length === 1, 31_000);
  });

  it("an operation that always fails does not hold the other lanes", async () => {
    const { server, clock } = browser;
    server.handle = ({ target }) => (target === "/api/broken" ? { status: 500, body: { error: "internal-error", title: "t", status: 500 } } : undefined);
    const broken = tab.keel.command("POST /api/broken", {}, { waitMs: 100 });
    await clock.advance(5_000);
    expect((await broken).state).toBe("saved-offline");
    for (let n = 0; n < 30; n++) {
      const good = tab.keel.command("POST /api/notes", { n });
      await clock.advance(1_000);
      expect((await good).state).toBe("done");
    }
    const tries = server.requests.filter(({ target, body }) => target === "/api/broken" || body.includes("/api/broken")).length;
    expect(tries).toBeLessThan(20);
    expect(tab.keel.status.get()).toMatchObject({ pending: 1, parked: 0 });
  });
});

describe("clocks", () => {
  it("an operation that was never sent and is refused for its stamp gets a new one", async () => {
    const { server } = browser;
    const seen: string[] = [];
    server.handle = ({ id }) => {
      seen.push(id);
      if (seen.length > 1) return undefined;
      return { status: 400, body: { error: "operation-id-in-future", title: "t", status: 400 } };
    };
    const result = await tab.keel.command("POST /api/notes", { n: 1 });
    expect(result).toMatchObject({ state: "done", operationId: seen[1] });
    expect(seen[0]).not.toBe(seen[1]);
  });

  it("one that may have been sent keeps its id and is parked", async () => {
    const { server, clock } = browser;
    server.fault = ({ target }) => {
      if (target === "/api/notes") throw new TypeError("The answer was lost.");
    };
    expect((await tab.keel.command("POST /api/notes", { n: 1 })).state).toBe("saved-offline");
    server.fault = () => {};
    const seen: string[] = [];
    server.handle = ({ id }) => {
      seen.push(id);
      return { status: 400, body: { error: "operation-id-in-future", title: "t", status: 400 } };
    };
    tab.environment.wake("online");
    await clock.until(() => tab.keel.status.get().parked === 1);
    const [parked] = await tab.keel.outbox.list();
    expect(parked).toMatchObject({ state: "parked", id: seen[0], problem: { error: "operation-id-in-future" } });
    expect(new Set(seen).size).toBe(1);
    expect(server.applied).toEqual([]);
  });
});

describe("a full or forbidden device", () => {
  const failing = (name: string) => {
    const put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = function (this: IDBObjectStore, value: unknown, key?: IDBValidKey) {
      if (this.name === "operations") throw new DOMException("no room", name);
      return put.call(this, value, key);
    };
    return () => (IDBObjectStore.prototype.put = put);
  };

  it("[Show=1.8] rejects the command visibly and leaves earlier operations as they were", async () => {
    const { server, clock } = browser;
    server.offline = true;
    await tab.keel.command("POST /api/notes", { n: 1 });
    const restore = failing("QuotaExceededError");
    const error = await tab.keel.command("POST /api/notes", { n: 2 }).catch((error: unknown) => error);
    restore();
    expect(error).toMatchObject({ name: "KeelError", code: "storage-full" });
    expect(tab.keel.status.get()).toMatchObject({ storage: "full", pending: 1 });
    server.offline = false;
    expect((await tab.keel.command("POST /api/notes", { n: 3 })).state).toBe("saved-offline");
    tab.environment.wake("online");
    await clock.until(() => tab.keel.status.get().pending === 0);
    expect(server.applied.map(({ body }) => body)).toEqual(['{"n":1}', '{"n":3}']);
    expect(tab.keel.status.get().storage).toBe("ok");
  });

  it("[Show=1.8] without IndexedDB, commands are refused and queries go on", async () => {
    const { keel } = browser.open({ name: "none", indexedDB: undefined });
    expect(await keel.query("GET /api/notes")).toEqual([]);
    await expect(keel.command("POST /api/notes", {})).rejects.toMatchObject({ code: "storage-blocked" });
    expect(keel.status.get().storage).toBe("blocked");
    expect(browser.server.applied).toEqual([]);
  });

  it("sends again, and not at once, what the device failed to remove", async () => {
    const { server, clock } = browser;
    const remove = IDBObjectStore.prototype.delete;
    let failures = 0;
    IDBObjectStore.prototype.delete = function (this: IDBObjectStore, key: IDBValidKey | IDBKeyRange) {
      if (failures++ < 3) throw new DOMException("disk", "UnknownError");
      return remove.call(this, key);
    };
    const command = tab.keel.command("POST /api/notes", { n: 1 }, { waitMs: 60_000 });
    await clock.until(() => tab.keel.status.get().pending === 0 && failures > 3);
    IDBObjectStore.prototype.delete = remove;
    expect(await command).toMatchObject({ state: "done", replayed: true });
    expect(server.applied).toHaveLength(1);
    expect(server.requests.filter(({ target }) => target === "/api/notes")).toHaveLength(4);
  });

  it("waits while the device cannot be read, and goes on", async () => {
    const { server, clock } = browser;
    server.offline = true;
    await tab.keel.command("POST /api/notes", { n: 1 });
    await tab.keel.command("POST /api/notes", { n: 2 });
    const getAll = IDBObjectStore.prototype.getAll;
    let failures = 0;
    IDBObjectStore.prototype.getAll = function (this: IDBObjectStore, ...given: Parameters<typeof getAll>) {
      if (this.name === "operations" && failures++ < 3) throw new DOMException("disk", "UnknownError");
      return getAll.apply(this, given);
    };
    server.offline = false;
    tab.environment.wake("online");
    await clock.until(() => tab.keel.status.get().pending === 0);
    IDBObjectStore.prototype.getAll = getAll;
    expect(failures).toBeGreaterThan(3);
    expect(server.applied).toHaveLength(2);
  });

  it("keeps and shows a row of a version it cannot read, and sends the others", async () => {
    const { server, clock, indexedDB } = browser;
    server.offline = true;
    await tab.keel.command("POST /api/notes", { n: 1 });
    tab.kill();
    await new Promise<void>(resolve => {
      const request = indexedDB.open("evenkeel", 1);
      request.onsuccess = () => {
        const transaction = request.result.transaction("operations", "readwrite");
        transaction.objectStore("operations").put({ v: 7, id: "later", scope: server.scope, lane: "later", thing: 1 });
        transaction.oncomplete = () => resolve(request.result.close());
      };
    });
    server.offline = false;
    const { keel } = browser.open();
    await clock.until(() => server.applied.length === 1);
    await clock.settle();
    expect(await keel.outbox.list()).toMatchObject([{ id: "later", state: "parked", problem: { error: "operation-unreadable" } }]);
    await expect(keel.outbox.retry("later")).rejects.toMatchObject({ code: "operation-unreadable" });
    expect(await keel.outbox.export()).toContain('"later"');
  });
});
