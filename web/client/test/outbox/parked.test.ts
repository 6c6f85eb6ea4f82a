import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Browser, type Tab } from "../support/browser.js";

let browser: Browser;
let tab: Tab;
beforeEach(() => {
  browser = new Browser();
  tab = browser.open();
});
afterEach(() => browser.close());

const refuse = (n: number) => {
  browser.server.handle = ({ body }) => (body === `{"n":${n}}` ? { status: 400, body: { error: "validation-failed", title: "no", status: 400 } } : undefined);
};
const queue = async (count: number, laneOf: (n: number) => string) => {
  await browser.clock.settle();
  browser.server.offline = true;
  await tab.keel.command("POST /api/first", { n: -1 }, { lane: "first" });
  await Promise.all(Array.from({ length: count }, (_, n) => tab.keel.command("POST /api/notes", { n }, { lane: laneOf(n) })));
  browser.server.offline = false;
};
const applied = () => browser.server.applied.map(({ body }) => (JSON.parse(body) as { n: number }).n);
const drain = async (left: number) => {
  tab.environment.wake("online");
  await browser.clock.until(() => tab.keel.status.get().pending === left);
};

describe("parked operations", () => {
  it("[Show=1.3] hold their lane; the other lanes and the earlier ones apply", async () => {
    refuse(50);
    await queue(100, n => (n % 2 ? "odd" : "even"));
    await drain(24);
    expect(tab.keel.status.get()).toMatchObject({ parked: 1, pending: 24, network: "online" });
    expect(applied().filter(n => n % 2 === 0 && n >= 0)).toEqual(Array.from({ length: 25 }, (_, i) => i * 2));
    expect(applied().filter(n => n > 0 && n % 2)).toHaveLength(50);
    const parked = (await tab.keel.outbox.list()).find(({ state }) => state === "parked")!;
    expect(parked).toMatchObject({ action: "POST /api/notes", input: { n: 50 }, lane: "even", problem: { error: "validation-failed" } });
  });

  it("[Show=1.3] drain after an edit, which takes a new id in the same place", async () => {
    refuse(5);
    await queue(10, () => "one");
    await drain(4);
    const parked = (await tab.keel.outbox.list()).find(({ state }) => state === "parked")!;
    const newId = await tab.keel.outbox.edit(parked.id, { n: 500 });
    expect(newId).not.toBe(parked.id);
    await drain(0);
    expect(applied().slice(-5)).toEqual([500, 6, 7, 8, 9]);
    expect(browser.server.ledger.get(`anna/${parked.id}`)?.state).toBe("void");
    expect(tab.keel.status.get()).toMatchObject({ parked: 0, pending: 0 });
  });

  it("[Show=1.3] drain after a retry under the same id", async () => {
    refuse(5);
    await queue(10, () => "one");
    await drain(4);
    const parked = (await tab.keel.outbox.list()).find(({ state }) => state === "parked")!;
    browser.server.handle = () => undefined;
    await tab.keel.outbox.retry(parked.id);
    await drain(0);
    expect(applied().slice(-5)).toEqual([5, 6, 7, 8, 9]);
    expect(browser.server.applied.find(({ id }) => id === parked.id)).toBeDefined();
  });

  it("stay where the outcome is lost, though somebody awaits it and is told", async () => {
    await browser.clock.settle();
    browser.server.handle = () => ({ status: 409, body: { error: "outcome-lost", title: "interrupted", status: 409 } });
    const refused = await tab.keel.command("POST /api/notes", { n: 1 }).catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: "outcome-lost", status: 409 });
    expect(await tab.keel.outbox.list()).toMatchObject([{ state: "parked", problem: { error: "outcome-lost" } }]);
    browser.server.handle = () => undefined;
    expect(await tab.keel.command("POST /api/notes", { n: 2 }, { lane: "another" })).toMatchObject({ state: "done" });
    expect(applied()).toEqual([2]);
  });

  it("[Show=1.3] are voided by a discard, and a late copy is refused", async () => {
    refuse(5);
    await queue(10, () => "one");
    await drain(4);
    const parked = (await tab.keel.outbox.list()).find(({ state }) => state === "parked")!;
    expect(await tab.keel.outbox.discard(parked.id)).toBe("discarded");
    await drain(0);
    expect(applied().slice(-5)).toEqual([4, 6, 7, 8, 9]);
    browser.server.handle = () => undefined;
    const headers = { "Idempotency-Key": parked.id };
    const late = await browser.server.fetch("/api/notes", { method: "POST", headers, body: '{"n":5}' });
    expect(late.status).toBe(410);
  });
});

describe("discard and edit", () => {
  it("remove an operation that was never sent, without a word to the server", async () => {
    await queue(3, () => "one");
    const [, , second] = await tab.keel.outbox.list();
    expect(await tab.keel.outbox.discard(second!.id)).toBe("discarded");
    await drain(0);
    expect(applied()).toEqual([-1, 0, 2]);
    expect(browser.server.requests.some(({ target, body }) => target.includes("void") || body.includes("void"))).toBe(false);
  });

  it("queue the void of one that may have been sent, and say when it took effect", async () => {
    await browser.clock.settle();
    browser.server.lose = () => {
      throw new TypeError("Failed to fetch");
    };
    const { operationId } = await tab.keel.command("POST /api/notes", { n: 1 });
    browser.server.offline = true;
    expect(await tab.keel.outbox.discard(operationId)).toBe("queued");
    expect(await tab.keel.outbox.list()).toMatchObject([{ state: "voiding" }]);
    browser.server.offline = false;
    browser.server.lose = () => {};
    const again = tab.keel.outbox.discard(operationId);
    await drain(0);
    expect(await again).toBe("already-applied");
    expect(applied()).toEqual([1]);
  });

  it("park the edited version when the first one took effect after all", async () => {
    await browser.clock.settle();
    browser.server.lose = () => {
      throw new TypeError("Failed to fetch");
    };
    const { operationId } = await tab.keel.command("POST /api/notes", { n: 1 });
    browser.server.lose = () => {};
    await tab.keel.outbox.edit(operationId, { n: 2 });
    await drain(0);
    expect(await tab.keel.outbox.list()).toMatchObject([{ state: "parked", input: { n: 2 }, problem: { error: "already-applied" } }]);
    expect(applied()).toEqual([1]);
  });

  it("do not wait behind a parked operation of the lane", async () => {
    refuse(1);
    await queue(4, () => "one");
    await drain(2);
    const list = await tab.keel.outbox.list();
    expect(await tab.keel.outbox.discard(list[1]!.id)).toBe("discarded");
    expect((await tab.keel.outbox.list()).map(({ input }) => input)).toEqual([{ n: 1 }, { n: 3 }]);
  });

  it("export what waits, as text", async () => {
    await queue(2, () => "one");
    const exported = JSON.parse(await tab.keel.outbox.export()) as { operations: { body: string; id: string }[] };
    expect(exported.operations.map(({ body }) => body)).toEqual(['{"n":-1}', '{"n":0}', '{"n":1}']);
  });
});
