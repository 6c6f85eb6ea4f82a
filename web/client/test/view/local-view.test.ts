import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { KeelClient, QueryView } from "../../src/index.js";
import { Projection } from "../../src/view/projection.js";
import { Reducers } from "../../src/view/reducers.js";
import { Browser, type Tab } from "../support/browser.js";

interface Note {
  id: string;
  text: string;
}

let browser: Browser;
let tab: Tab;
let stored: Note[];
const LIST = "GET /api/notes";

/** The application: notes made, changed and removed; `answer` has what only the server knows. */
const reducers = (keel: KeelClient) => {
  keel.local<{ text: string }>("POST /api/notes", { [LIST]: (notes: Note[], { id, input }) => [...notes.filter(note => note.id !== id), { id, text: input.text }] });
  keel.local<{ text: string }>("PUT /api/notes/{id}", { [LIST]: (notes: Note[], { input, params }) => notes.map(note => (note.id === params.id ? { ...note, text: input.text } : note)) });
  keel.local("DELETE /api/notes/{id}", { [LIST]: (notes: Note[], { params }) => notes.filter(note => note.id !== params.id) });
};
const serve = () => {
  browser.server.reads = () => ({ status: 200, body: stored });
  browser.server.handle = ({ method, target, body, id }) => {
    const input = body ? (JSON.parse(body) as { text: string }) : { text: "" };
    if (input.text === "refused") return { status: 400, body: { error: "validation-failed", title: "no", status: 400 } };
    const which = target.split("/")[3];
    if (method === "POST") stored = [...stored, { id, text: input.text }];
    if (method === "PUT") stored = stored.map(note => (note.id === which ? { ...note, text: input.text } : note));
    if (method === "DELETE") stored = stored.filter(note => note.id !== which);
    return { status: 200, body: {} };
  };
};
const open = () => {
  const opened = browser.open();
  reducers(opened.keel);
  return opened;
};

beforeEach(async () => {
  browser = new Browser();
  stored = [{ id: "1", text: "one" }, { id: "2", text: "two" }];
  serve();
  tab = open();
  await browser.clock.settle();
});
afterEach(() => browser.close());

const texts = (notes: unknown) => (notes as Note[]).map(({ text }) => text);

describe("local view", () => {
  it("[Show=1.7] shows create, edit and delete at once, through a reload, and equals the server after the flush", async () => {
    const { server, clock } = browser;
    const views: QueryView<Note[]>[] = [];
    let observation = tab.keel.observe<Note[]>(LIST, undefined, view => views.push(view));
    await clock.settle();
    expect(observation.get()).toMatchObject({ loading: false, fromDevice: false, pending: 0, data: stored });
    server.offline = true;
    await tab.keel.command("POST /api/notes", { text: "three" });
    await tab.keel.command("PUT /api/notes/{id}", { text: "ONE" }, { params: { id: "1" } });
    await tab.keel.command("DELETE /api/notes/{id}", undefined, { params: { id: "2" } });
    expect(texts(observation.get().data)).toEqual(["ONE", "three"]);
    expect(observation.get().pending).toBe(3);
    expect(texts(await tab.keel.query(LIST))).toEqual(["ONE", "three"]);
    tab.kill();

    tab = open();
    observation = tab.keel.observe<Note[]>(LIST, undefined, view => views.push(view));
    await clock.advance(10_000);
    expect(observation.get()).toMatchObject({ fromDevice: true, pending: 3 });
    expect(texts(observation.get().data)).toEqual(["ONE", "three"]);
    server.offline = false;
    tab.environment.wake("online");
    await clock.until(() => tab.keel.status.get().pending === 0);
    expect(texts(observation.get().data)).toEqual(["ONE", "three"]);
    await clock.advance(2_000);
    expect(observation.get()).toMatchObject({ data: stored, pending: 0, fromDevice: false });
    for (const view of views) expect(["one,two", "ONE,three", "one,two,three", "ONE,two,three"]).toContain(view.data ? texts(view.data).join() : "one,two");
  });

  it("[Show=1.7] a rejected operation leaves no trace, and later ones stay", async () => {
    const { server, clock } = browser;
    expect(tab.keel.peek(LIST)).toBeUndefined();
    const observation = tab.keel.observe<Note[]>(LIST, undefined, () => {});
    expect(tab.keel.peek(LIST)).toBe(observation.get());
    await clock.settle();
    server.offline = true;
    await tab.keel.command("POST /api/notes", { text: "before" }, { lane: "a" });
    await tab.keel.command("PUT /api/notes/{id}", { text: "refused" }, { params: { id: "1" }, lane: "b" });
    await tab.keel.command("POST /api/notes", { text: "after" }, { lane: "c" });
    expect(texts(observation.get().data)).toEqual(["refused", "two", "before", "after"]);
    server.offline = false;
    tab.environment.wake("online");
    await clock.until(() => tab.keel.status.get().parked === 1);
    await clock.advance(2_000);
    expect(texts(observation.get().data)).toEqual(["one", "two", "before", "after"]);
  });

  it("[Show=1.7] a fetch begun before an acknowledgement does not bring the old state back", async () => {
    const { server, clock } = browser;
    const observation = tab.keel.observe<Note[]>(LIST, undefined, () => {});
    await clock.settle();
    // The answer was read before the command, and arrives after it.
    let release = () => {};
    let gated = false;
    server.gate = ({ method }) => (method === "GET" && !gated ? ((gated = true), new Promise<void>(resolve => (release = resolve))) : undefined);
    const refresh = observation.refresh();
    await clock.until(() => gated);
    await tab.keel.command("POST /api/notes", { text: "three" });
    release();
    await refresh;
    await clock.settle();
    expect(texts(observation.get().data)).toEqual(["one", "two", "three"]);
  });

  it("fetches observed queries again after a refusal, awaited or not: what was to be changed may be gone", async () => {
    const { server, clock } = browser;
    const observation = tab.keel.observe<Note[]>(LIST, undefined, () => {});
    await clock.settle();
    server.handle = () => ({ status: 404, body: { error: "not-found", title: "no", status: 404 } });
    const change = (id: string) => tab.keel.command("PUT /api/notes/{id}", { text: "x" }, { params: { id }, lane: id });
    stored = stored.filter(({ id }) => id !== "1");
    await expect(change("1")).rejects.toMatchObject({ status: 404 });
    const reads = () => server.requests.filter(({ method, target }) => method === "GET" && target === "/api/notes").length;
    const before = reads();
    await clock.advance(2_000);
    expect(texts(observation.get().data)).toEqual(["two"]);
    expect(reads() - before).toBe(1);
    server.offline = true;
    await change("2");
    stored = [];
    server.offline = false;
    tab.environment.wake("online");
    await clock.until(() => tab.keel.status.get().parked === 1);
    await clock.advance(2_000);
    expect(observation.get().data).toEqual([]);
  });

  it("leaves out a reducer that throws", async () => {
    tab.keel.local("POST /api/notes", { [LIST]: () => { throw new Error("a bug of the application"); } });
    browser.server.offline = true;
    const observation = tab.keel.observe<Note[]>(LIST, undefined, () => {});
    browser.server.offline = false;
    await observation.refresh();
    browser.server.offline = true;
    await tab.keel.command("POST /api/notes", { text: "x" });
    expect(texts(observation.get().data)).toEqual(["one", "two"]);
  });

  it("[Show=1.7] equals a model under random operations, refusals, losses and reloads", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(fc.record({ do: fc.constant("post" as const), text: fc.constantFrom("a", "b", "refused") }), fc.record({ do: fc.constant("put" as const), at: fc.nat(5), text: fc.constantFrom("c", "refused") }), fc.record({ do: fc.constant("delete" as const), at: fc.nat(5) }), fc.record({ do: fc.constantFrom("offline" as const, "online" as const, "reload" as const, "lose" as const, "wait" as const) })), { maxLength: 20 }),
        async steps => {
          browser = new Browser();
          stored = [{ id: "1", text: "one" }];
          serve();
          tab = open();
          let observation = tab.keel.observe<Note[]>(LIST, undefined, () => {});
          const { server, clock } = browser;
          await clock.settle();
          for (const step of steps) {
            const shown = observation.get().data ?? [];
            if (step.do === "offline" || step.do === "online") {
              server.offline = step.do === "offline";
              if (!server.offline) tab.environment.wake("online");
            } else if (step.do === "lose") {
              let lost = false;
              server.lose = () => {
                if (lost) return;
                lost = true;
                throw new TypeError("terminated");
              };
            } else if (step.do === "reload") {
              tab.kill();
              tab = open();
              observation = tab.keel.observe<Note[]>(LIST, undefined, () => {});
            } else if (step.do === "wait") {
              await clock.advance(3_000);
            } else if (step.do === "post") {
              tab.keel.command("POST /api/notes", { text: step.text }, { lane: "all" }).catch(() => undefined);
            } else if ("at" in step) {
              const target = shown[step.at % Math.max(1, shown.length)];
              if (!target) continue;
              const options = { params: { id: target.id }, lane: "all" };
              const call = step.do === "put" ? tab.keel.command("PUT /api/notes/{id}", { text: step.text }, options) : tab.keel.command("DELETE /api/notes/{id}", undefined, options);
              call.catch(() => undefined);
            }
            await clock.settle(10);
          }
          server.offline = false;
          server.lose = () => {};
          tab.environment.wake("online");
          await clock.until(() => tab.keel.status.get().network === "online", 600_000);
          for (let turn = 0; turn < 40 && tab.keel.status.get().pending + tab.keel.status.get().parked > 0; turn++) {
            for (const operation of await tab.keel.outbox.list()) {
              if (operation.state === "parked") {
                const discarded = tab.keel.outbox.discard(operation.id);
                await clock.settle();
                await clock.advance(10_000);
                await discarded;
              }
            }
            await clock.advance(30_000);
          }
          expect(tab.keel.status.get()).toMatchObject({ pending: 0, parked: 0 });
          await clock.advance(5_000);
          expect(observation.get().data).toEqual(stored);
          await browser.close();
        },
      ),
      { numRuns: 25, seed: 7 },
    );
    browser = new Browser();
  }, 120_000);

  // How long that takes is a figure of the benchmark; here it must not become work for each pair of operation and row.
  it("[Show=1.7] 1,000 pending operations over 1,000 rows are applied once each", () => {
    let applied = 0;
    const reducers = new Reducers(() => {});
    reducers.add("POST /api/notes", {
      [LIST]: (notes: Note[], { id, input }: { id: string; input: { text: string } }) => {
        applied++;
        return [...notes, { id, text: input.text }];
      },
    });
    const base = Array.from({ length: 1000 }, (_, n) => ({ id: String(n), text: `note ${n}` }));
    const rows = Array.from({ length: 1000 }, (_, n) => ({ v: 1, seq: n, rev: 0, id: `new ${n}`, scope: "s", action: "POST /api/notes", lane: "notes", at: 0, retries: 0, params: {}, body: `{"text":"new ${n}"}`, type: "application/json", path: "/api/notes" }));
    const shown = new Projection(reducers, LIST, {}).project(base, rows) as Note[];
    expect(shown.length).toBe(2000);
    expect(shown.at(-1)).toEqual({ id: "new 999", text: "new 999" });
    expect(applied).toBe(1000);
  });
});

describe("query", () => {
  it("shares one request between identical calls at one time", async () => {
    const { server } = browser;
    const before = server.requests.length;
    const [a, b] = await Promise.all([tab.keel.query(LIST), tab.keel.query(LIST)]);
    expect(a).toEqual(b);
    expect(server.requests.length - before).toBe(1);
  });

  it("falls back to what is kept, per user, and not for sensitive answers", async () => {
    const { server, clock } = browser;
    await tab.keel.query(LIST);
    server.reads = () => ({ status: 200, body: ["secret"], headers: { "Evenkeel-Keep": "none" } });
    await tab.keel.query("GET /api/secrets");
    await clock.settle();
    server.offline = true;
    expect(texts(await tab.keel.query(LIST))).toEqual(["one", "two"]);
    const secret = tab.keel.query("GET /api/secrets").catch((error: unknown) => error);
    await clock.advance(60_000);
    expect(await secret).toMatchObject({ code: "network-failed" });
    server.offline = false;
    server.user = "ben";
    await tab.keel.session.check();
    server.offline = true;
    const other = tab.keel.query(LIST).catch((error: unknown) => error);
    await clock.advance(60_000);
    expect(await other).toMatchObject({ code: "network-failed" });
  });

  it("rejects with the typed problem", async () => {
    browser.server.reads = () => ({ status: 404, body: { error: "not-found", title: "t", status: 404, detail: "No such note." } });
    await expect(tab.keel.query("GET /api/notes/{id}", { id: 9 })).rejects.toMatchObject({ code: "not-found", status: 404, message: "No such note." });
  });

  it("lets one caller give up without the others", async () => {
    const controller = new AbortController();
    const given = tab.keel.query(LIST, undefined, { signal: controller.signal });
    const kept = tab.keel.query(LIST);
    controller.abort();
    await expect(given).rejects.toMatchObject({ name: "AbortError" });
    expect(texts(await kept)).toEqual(["one", "two"]);
  });
});
