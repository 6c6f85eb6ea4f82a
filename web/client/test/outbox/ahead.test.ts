import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Browser, type Tab } from "../support/browser.js";

let browser: Browser;
let tab: Tab;
let answer: (() => void) | undefined;
beforeEach(() => {
  browser = new Browser();
  tab = browser.open({ flush: { maxOperations: 3 } });
});
afterEach(() => browser.close());

const numbersOf = (body: string) => [...body.matchAll(/"n":(\d+)/g)].map(([, n]) => Number(n));
const flushes = () => browser.server.requests.filter(({ target }) => target === "/_evenkeel/outbox").map(({ body }) => numbersOf(body));
const applied = () => browser.server.applied.map(({ body }) => (JSON.parse(body) as { n: number }).n);

/** Nine operations of one lane wait, the first flush of three is at the server, and its answer is held back. */
const start = async () => {
  const { clock, server } = browser;
  await clock.settle();
  server.offline = true;
  await Promise.all(Array.from({ length: 9 }, (_, n) => tab.keel.command("POST /api/notes", { n }, { lane: "one" })));
  server.offline = false;
  server.gate = ({ target }) => {
    if (target !== "/_evenkeel/outbox" || answer) return;
    return new Promise(resolve => (answer = resolve));
  };
  answer = undefined;
  tab.environment.wake("online");
  await clock.until(() => !!answer);
  await clock.settle();
};
const list = async (state: string) => (await tab.keel.outbox.list()).filter(one => one.state === state).map(({ input }) => (input as { n: number }).n);

describe("the flush that is made ready while one is at the server", () => {
  it("goes next, in order", async () => {
    await start();
    expect(flushes()).toEqual([[0, 1, 2]]);
    expect(await list("sending")).toEqual([0, 1, 2]);
    answer!();
    await browser.clock.until(() => tab.keel.status.get().pending === 0);
    expect(flushes()).toEqual([[0, 1, 2], [3, 4, 5], [6, 7, 8]]);
    expect(applied()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it("does not go if an operation of the first one was refused: its lane waits", async () => {
    browser.server.handle = ({ body }) => (body === '{"n":1}' ? { status: 400, body: { error: "validation-failed", title: "no", status: 400 } } : undefined);
    await start();
    answer!();
    await browser.clock.until(() => tab.keel.status.get().parked === 1);
    await browser.clock.advance(60_000);
    expect(flushes()).toEqual([[0, 1, 2]]);
    expect(applied()).toEqual([0]);
    expect(await list("waiting")).toEqual([2, 3, 4, 5, 6, 7, 8]);
  });

  it("goes without what was discarded or edited meanwhile", async () => {
    await start();
    const [, , , discarded, edited] = await tab.keel.outbox.list();
    const gone = tab.keel.outbox.discard(discarded!.id);
    await tab.keel.outbox.edit(edited!.id, { n: 44 });
    answer!();
    await browser.clock.until(() => tab.keel.status.get().pending === 0);
    expect(await gone).toBe("discarded");
    expect(applied()).toEqual([0, 1, 2, 44, 5, 6, 7, 8]);
  });

  it("is never sent by a tab that was closed, and by the next one from the beginning", async () => {
    await start();
    const closing = tab.keel.close();
    answer!();
    await closing;
    tab = browser.open({ flush: { maxOperations: 9 } });
    await browser.clock.until(() => tab.keel.status.get().loaded && tab.keel.status.get().pending === 0);
    expect(applied()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  });
});
