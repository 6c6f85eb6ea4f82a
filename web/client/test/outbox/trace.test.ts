import { afterEach, describe, expect, it } from "vitest";
import { Browser } from "../support/browser.js";

const TRACES = [1, 2].map(n => `00-${`${n}`.repeat(32)}-${`${n}`.repeat(16)}-01`);

let browser: Browser;
afterEach(() => browser.close());

describe("the trace of a command", () => {
  it("is that of the moment in which it was made, kept through an offline time and a reload", async () => {
    browser = new Browser();
    let asked = 0;
    const first = browser.open({ trace: () => TRACES[asked++] });
    await browser.clock.settle();
    browser.server.offline = true;
    await first.keel.command("POST /api/notes", { n: 1 });
    await first.keel.command("POST /api/tasks", { n: 2 });
    await first.keel.close();
    browser.server.offline = false;
    // The page that sends them is in no trace, or in another.
    const second = browser.open({ trace: () => "00-other" });
    await browser.clock.until(() => second.keel.status.get().loaded && second.keel.status.get().pending === 0);
    expect(browser.server.applied).toHaveLength(2);
    const flush = browser.server.requests.find(({ target }) => target === "/_evenkeel/outbox")!;
    expect(String(flush.body).trim().split("\n").map(line => (JSON.parse(line) as { trace: string }).trace)).toEqual(TRACES);
    expect(asked).toBe(2);
  });

  it("goes as a header with a lone command, and is repeated with it", async () => {
    browser = new Browser();
    let asked = 0;
    const { keel } = browser.open({ trace: () => TRACES[asked++] });
    let failed = false;
    browser.server.fault = ({ target }) => {
      if (target !== "/api/notes" || failed) return undefined;
      failed = true;
      return new Response(null, { status: 503 });
    };
    const result = keel.command("POST /api/notes", { n: 1 });
    await browser.clock.until(() => browser.server.applied.length === 1);
    await result;
    const sent = browser.server.requests.filter(({ target }) => target === "/api/notes");
    expect(sent.length).toBeGreaterThan(1);
    expect(sent.map(({ headers }) => headers.get("traceparent"))).toEqual(sent.map(() => TRACES[0]));
  });

  it("is absent without the option, and whatever it says the command goes through", async () => {
    browser = new Browser();
    const plain = browser.open();
    await plain.keel.command("POST /api/notes", { n: 1 });
    expect(browser.server.requests.find(({ target }) => target === "/api/notes")!.headers.has("traceparent")).toBe(false);
    const odd = browser.open({ trace: () => "two\r\nlines: é" });
    expect(await odd.keel.command("POST /api/notes", { n: 2 })).toMatchObject({ state: "done" });
    expect(browser.server.applied).toHaveLength(2);
  });
});
