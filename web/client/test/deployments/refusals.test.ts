import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { isSkew, KeelError } from "../../src/index.js";
import type { DeploymentOptions } from "../../src/types.js";
import { Browser, type Tab } from "../support/browser.js";

const OLD = "1111111111111111";
const NEW = "2222222222222222";
const action = "POST /api/notes";

let browser: Browser;
beforeEach(() => {
  browser = new Browser();
  browser.server.current = { build: "s2", epoch: 2, page: "p2" };
  browser.server.contracts = { [action]: [NEW] };
});
afterEach(() => browser.close());

const open = (deployment: DeploymentOptions = {}): Tab => browser.open({ page: "", deployment: { build: "p1", events: false, contracts: { [action]: OLD }, ...deployment } });
/** A safe moment would come by itself: here it never does, so that only the refusal counts. */
const unsafe = { isSafe: () => false };

describe("an instance that does not know the action yet", () => {
  it("is asked again under the same id, charges nothing, and holds nobody else up", async () => {
    const { clock, server } = browser;
    server.contracts = {};
    server.elsewhere = contract => contract === OLD;
    const { keel } = open(unsafe);
    await clock.settle();
    const waiting = keel.command(action, { n: 1 }, { waitMs: 60_000 });
    await clock.advance(3_000);
    for (let n = 0; n < 20; n++) expect(await keel.command("POST /api/clients", { n })).toMatchObject({ state: "done" });
    const [held] = await keel.outbox.list();
    expect(held).toMatchObject({ action, retries: 0, state: "waiting" });
    expect(keel.status.get().network).toBe("online");
    server.elsewhere = () => false;
    await clock.advance(10_000);
    expect(await waiting).toMatchObject({ state: "done", operationId: held!.id, replayed: false });
    const tries = server.requests.filter(({ target }) => target === "/api/notes");
    expect(tries.length).toBeGreaterThan(1);
    expect(new Set(tries.map(({ headers }) => headers.get("Idempotency-Key"))).size).toBe(1);
  });

  it("slows down its lane in a flush, and the others of the flush take effect", async () => {
    const { clock, server } = browser;
    server.contracts = {};
    server.elsewhere = (_, target) => target === "/api/notes";
    const { keel, environment } = open(unsafe);
    await clock.settle();
    server.offline = true;
    await keel.command(action, { n: 1 });
    await keel.command(action, { n: 2 });
    for (let n = 0; n < 10; n++) await keel.command(`POST /api/lane${n}`, { n });
    server.offline = false;
    environment.wake("online");
    await clock.until(() => server.applied.length === 10, 5_000);
    // No hammering: it is waited longer each time, up to the cap.
    const before = server.requests.length;
    await clock.advance(120_000);
    expect(server.requests.length - before).toBeLessThan(40);
    server.elsewhere = () => false;
    await clock.until(() => keel.status.get().pending === 0, 60_000);
    expect(server.applied.slice(10).map(({ body }) => body)).toEqual(['{"n":1}', '{"n":2}']);
  });
});

describe("an action that the server refuses because its contract has changed", () => {
  it("update: whoever waits is told, and the page updates at once", async () => {
    const { clock, server } = browser;
    const tab = open();
    await clock.settle();
    await expect(tab.keel.command(action, { n: 1 })).rejects.toMatchObject({ code: "contract-mismatch", status: 409 });
    await clock.settle();
    expect(tab.navigations).toEqual([""]);
    expect(tab.keel.status.get()).toMatchObject({ pending: 0, parked: 0 });
    expect(server.applied).toEqual([]);
  });

  it("update: what nobody waits for is parked with its reason", async () => {
    const { clock, server } = browser;
    const tab = open();
    await clock.settle();
    server.offline = true;
    await tab.keel.command(action, { n: 1 });
    server.offline = false;
    tab.environment.wake("online");
    await clock.until(() => tab.keel.status.get().parked === 1);
    await clock.settle();
    expect((await tab.keel.outbox.list())[0]).toMatchObject({ state: "parked", problem: { error: "contract-mismatch" } });
    expect(tab.navigations).toEqual([""]);
  });

  it("retry: it is kept, and takes effect when the server has the contract again", async () => {
    const { clock, server } = browser;
    const tab = open({ ...unsafe, strategies: { [action]: "retry" } });
    await clock.settle();
    const waiting = tab.keel.command(action, { n: 1 }, { waitMs: 120_000 });
    await clock.advance(5_000);
    expect(tab.keel.status.get()).toMatchObject({ pending: 1, parked: 0, network: "online" });
    expect(await tab.keel.command("POST /api/clients", {})).toMatchObject({ state: "done" });
    server.contracts = {};
    await clock.advance(60_000);
    expect(await waiting).toMatchObject({ state: "done" });
  });

  it("park: it is parked though somebody waits, in another tab too, and the page stays", async () => {
    const { clock } = browser;
    const first = open({ ...unsafe, strategies: { [action]: "park" } });
    const second = open({ ...unsafe, strategies: { [action]: "park" } });
    await clock.settle();
    for (const [n, { keel }] of [first, second].entries()) await expect(keel.command(action, {}, { lane: `lane ${n}` })).rejects.toMatchObject({ code: "contract-mismatch" });
    await clock.settle();
    expect(first.keel.status.get().parked).toBe(2);
    expect([...first.navigations, ...second.navigations]).toEqual([]);
  });

  it("ask: a notice, and nothing by itself", async () => {
    const { clock } = browser;
    const tab = open({ ...unsafe, strategies: { [action]: "ask" } });
    await clock.settle();
    await expect(tab.keel.command(action, {})).rejects.toMatchObject({ code: "contract-mismatch" });
    await clock.settle();
    expect(tab.keel.deployment.status.get().notice).toBe("update-available");
    expect(tab.navigations).toEqual([]);
  });

  it("ask: also for a form with files, and for a promise that nobody looks at", async () => {
    const { clock } = browser;
    const tab = open({ strategies: { [action]: "ask" }, updatePolicy: "contracts", isSafe: () => false });
    await clock.settle();
    const error: unknown = await tab.keel.command(action, new FormData()).catch((error: unknown) => error);
    expect(error).toMatchObject({ code: "contract-mismatch" });
    tab.window.dispatchEvent(Object.assign(new tab.window.Event("unhandledrejection"), { reason: error }));
    await clock.advance(5_000);
    expect(tab.keel.deployment.status.get().notice).toBe("update-available");
    expect(browser.server.requests.some(({ target }) => target === "http://localhost/")).toBe(false);
  });

  it("a query that is refused updates the page as well", async () => {
    const { clock, server } = browser;
    server.contracts = { "GET /api/notes": [NEW] };
    let safe = false;
    const tab = open({ isSafe: () => safe, contracts: { "GET /api/notes": OLD } });
    await clock.settle();
    await expect(tab.keel.query("GET /api/notes")).rejects.toMatchObject({ code: "contract-mismatch" });
    await clock.advance(5_000);
    expect(tab.navigations).toEqual([]);
    safe = true;
    await clock.advance(5_000);
    expect(tab.navigations).toEqual([""]);
  });

  it("update: as soon as another page is known, though its manifest could not be had before and somebody types", async () => {
    const { clock, server } = browser;
    server.current = { build: "s2", epoch: 2, page: null };
    const manifest = { answer: () => new Response("", { status: 502 }) };
    server.pages = (target: string) => (target.endsWith("evenkeel.json") ? manifest.answer() : new Response(`<meta name="evenkeel-build" content="p2">`, { headers: { "Content-Type": "text/html" } }));
    const tab = open({ build: "p1" });
    await clock.settle();
    const field = tab.window.document.createElement("textarea");
    tab.window.document.body.append(field);
    field.focus();
    field.value = "half a sentence";
    field.dispatchEvent(new tab.window.Event("input", { bubbles: true }));
    await expect(tab.keel.command(action, { n: 1 })).rejects.toMatchObject({ code: "contract-mismatch" });
    await clock.advance(60_000);
    expect(tab.navigations).toEqual([]);
    manifest.answer = () => Response.json({ evenkeel: 1, build: "p2" });
    await clock.advance(60_000);
    expect(tab.navigations).toEqual([""]);
  });

  it("a page that is the newest is not reloaded: another one is not to be had", async () => {
    const { clock, server } = browser;
    server.current = { build: "s2", epoch: 2, page: "p1" };
    const tab = open();
    await clock.settle();
    await expect(tab.keel.command(action, {})).rejects.toMatchObject({ code: "contract-mismatch" });
    await clock.advance(120_000);
    expect(tab.navigations).toEqual([]);
  });
});

describe("isSkew", () => {
  it.each([
    new KeelError("contract-mismatch", ""),
    new KeelError("action-unknown", ""),
    new KeelError("asset-retired", ""),
    new TypeError("Failed to fetch dynamically imported module: http://localhost/assets/a-1.js"),
    new TypeError("error loading dynamically imported module: http://localhost/assets/a-1.js"),
    new TypeError("Importing a module script failed."),
    Object.assign(new Error("Loading chunk 7 failed."), { name: "ChunkLoadError" }),
    new Error("Loading CSS chunk 7 failed."),
    new Error("Unable to preload CSS for /assets/a-1.css"),
    new Error('Failed to find Server Action "7f". This request might be from an older or newer deployment.'),
    new Error('Server Action "7f" was not found on the server.'),
    new Response(null, { status: 404, headers: { "x-nextjs-action-not-found": "1" } }),
    "Failed to fetch dynamically imported module",
  ])("recognises %s", error => expect(isSkew(error)).toBe(true));

  it.each([new TypeError("Failed to fetch"), new KeelError("not-found", "There is no such module."), new Error("order 14220"), undefined, null, 7, {}, new Response("")])("is not misled by %s", error =>
    expect(isSkew(error)).toBe(false),
  );
});
