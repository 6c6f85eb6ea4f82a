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

describe("an expired session", () => {
  it("[Show=1.5] drops nothing, charges no attempt, and drains after sign-in of the same user", async () => {
    const { server, clock } = browser;
    server.user = null;
    const results = await Promise.all([1, 2, 3].map(n => tab.keel.command("POST /api/notes", { n })));
    expect(results.every(({ state }) => state === "saved-offline")).toBe(true);
    await clock.advance(120_000);
    expect(tab.keel.status.get()).toMatchObject({ session: "anonymous", pending: 3, parked: 0, network: "online" });
    expect((await tab.keel.outbox.list()).every(({ retries }) => retries === 0)).toBe(true);
    const asked = server.requests.length;
    await clock.advance(600_000);
    expect(server.requests.length).toBe(asked);
    server.user = "anna";
    expect(await tab.keel.session.check()).toMatchObject({ state: "valid", name: "anna" });
    await clock.until(() => tab.keel.status.get().pending === 0);
    expect(server.applied.map(({ body }) => body)).toEqual(['{"n":1}', '{"n":2}', '{"n":3}']);
  });

  it("[Show=1.5] another user of the same browser sees and sends none", async () => {
    const { server, clock } = browser;
    server.user = null;
    await tab.keel.command("POST /api/notes", { n: 1 });
    server.user = "ben";
    await tab.keel.session.check();
    await clock.advance(60_000);
    expect(await tab.keel.outbox.list()).toEqual([]);
    expect(tab.keel.status.get()).toMatchObject({ pending: 0, session: "valid" });
    expect(await tab.keel.command("POST /api/notes", { n: 2 })).toMatchObject({ state: "done" });
    expect(server.applied).toMatchObject([{ user: "ben", body: '{"n":2}' }]);
    server.user = "anna";
    await tab.keel.session.check();
    await clock.until(() => server.applied.length === 2 && tab.keel.status.get().pending === 0);
    expect(server.applied[1]).toMatchObject({ user: "anna", body: '{"n":1}' });
  });

  it("[Show=1.5] a cookie that changed hands between two requests sends nothing as another user", async () => {
    const { server, clock } = browser;
    server.offline = true;
    await tab.keel.command("POST /api/notes", { n: 1 });
    server.user = "ben";
    server.offline = false;
    tab.environment.wake("online");
    await clock.advance(60_000);
    expect(server.applied).toEqual([]);
    expect(await tab.keel.outbox.list()).toEqual([]);
  });

  it("changes nothing while the session cannot be asked about", async () => {
    const { server, clock } = browser;
    server.fault = ({ target }) => {
      if (target === "/api/notes") return new Response("{}", { status: 401, headers: { "Evenkeel-Protocol": "1" } });
      if (target === "/_evenkeel/session") throw new TypeError("Failed to fetch");
    };
    await tab.keel.command("POST /api/notes", { n: 1 });
    await clock.advance(20_000);
    expect(tab.keel.status.get()).toMatchObject({ session: "valid", pending: 1, parked: 0 });
    server.fault = () => {};
    await clock.until(() => tab.keel.status.get().pending === 0);
    expect(server.applied).toHaveLength(1);
  });

  it("forgets the user who signed out, on the screen but not on the device", async () => {
    const { server, clock } = browser;
    server.offline = true;
    await tab.keel.command("POST /api/notes", { n: 1 });
    await tab.keel.session.signedOut();
    await clock.settle();
    expect(await tab.keel.outbox.list()).toEqual([]);
    expect(tab.keel.status.get()).toMatchObject({ session: "anonymous", pending: 0 });
    server.offline = false;
    await tab.keel.session.check();
    await clock.until(() => server.applied.length === 1);
  });
});

describe("a reload without network", () => {
  it("shows the operations of the user who was there", async () => {
    const { server, clock } = browser;
    server.offline = true;
    await tab.keel.command("POST /api/notes", { n: 1 }, { label: "Note for Ben" });
    tab.kill();
    const again = browser.open();
    await clock.settle();
    expect(await again.keel.outbox.list()).toMatchObject([{ input: { n: 1 }, label: "Note for Ben", state: "waiting" }]);
    expect(await again.keel.command("POST /api/notes", { n: 2 })).toMatchObject({ state: "saved-offline" });
    expect(again.keel.status.get()).toMatchObject({ network: "offline", pending: 2 });
  });
});

describe("a page that starts", () => {
  /** A device that is slower than the server. */
  const slow = (factory: IDBFactory) => ({
    open(name: string, version: number) {
      const later = {} as { onsuccess?: () => void; result?: IDBDatabase };
      const open = (turns: number) => {
        if (turns > 0) return void setImmediate(() => open(turns - 1));
        const request = factory.open(name, version);
        request.onsuccess = () => {
          later.result = request.result;
          later.onsuccess?.();
        };
      };
      open(20);
      return later;
    },
  });

  it("keeps the last user's operations in sight when it asks at once who is signed in, and nobody is", async () => {
    const { server, clock, indexedDB } = browser;
    server.offline = true;
    await tab.keel.command("POST /api/notes", { n: 1 });
    tab.kill();
    server.offline = false;
    server.user = null;
    const { keel } = browser.open({ indexedDB: slow(indexedDB) as unknown as IDBFactory });
    expect(await keel.session.check()).toMatchObject({ state: "anonymous" });
    await clock.settle();
    expect(keel.status.get()).toMatchObject({ session: "anonymous", pending: 1, loaded: true });
    expect(await keel.outbox.list()).toMatchObject([{ input: { n: 1 } }]);
  });

  it("does not count what it has not read", async () => {
    const { server, clock } = browser;
    server.offline = true;
    await tab.keel.command("POST /api/notes", { n: 1 });
    tab.kill();
    const { keel } = browser.open();
    expect(keel.status.get()).toMatchObject({ loaded: false, pending: 0 });
    const counted: number[] = [];
    keel.status.subscribe(({ loaded, pending }) => loaded && counted.push(pending));
    await clock.settle();
    expect(keel.status.get().loaded).toBe(true);
    expect(new Set(counted)).toEqual(new Set([1]));
  });
});

describe("another user in another tab", () => {
  it("is noticed in this one", async () => {
    const { server, clock } = browser;
    const other = browser.open();
    await clock.settle();
    const anna = server.scope;
    expect(tab.keel.status.get()).toMatchObject({ session: "valid", scope: anna, name: "anna" });
    const seen: unknown[] = [];
    tab.keel.status.subscribe(({ session, scope, name }) => seen.push(`${session} ${scope} ${name}`));
    server.user = "ben";
    await other.keel.session.check();
    await clock.settle();
    expect(seen.at(-1)).toBe(`valid ${server.scope} ben`);
    await tab.keel.session.signedOut();
    expect(tab.keel.status.get()).toMatchObject({ session: "anonymous", scope: undefined, name: null, loaded: false });
  });
});

describe("an application without sign-in", () => {
  it("sends under its one anonymous scope", async () => {
    const fresh = new Browser();
    fresh.server.fault = ({ target }) => {
      if (target === "/_evenkeel/session") {
        return Response.json({ state: "anonymous", scope: "everyone", name: null }, { headers: { "Evenkeel-Protocol": "1" } });
      }
      return new Response("{}", { status: 201, headers: { "Evenkeel-Protocol": "1", "Evenkeel-Scope": "everyone" } });
    };
    const { keel } = fresh.open();
    expect(await keel.command("POST /api/notes", { n: 1 })).toMatchObject({ state: "done" });
    expect(keel.status.get().session).toBe("anonymous");
    await fresh.close();
  });
});
