import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { Browser } from "../support/browser.js";

let browser: Browser;
afterEach(() => browser.close());


describe("lanes", () => {
  it("[Show=1.2] keep their order and lose or double nothing, whatever fails", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ lane: fc.constantFrom("a", "b", "c"), gap: fc.constantFrom(0, 0, 0, 0, 5, 700) }), { minLength: 1, maxLength: 25 }),
        fc.array(fc.constantFrom("ok", "ok", "drop", "lose", "cut", "503", "html"), { maxLength: 12 }),
        fc.array(fc.nat(24), { maxLength: 3 }),
        fc.array(fc.nat(24), { maxLength: 3 }),
        async (operations, faults, refused, broken) => {
          browser = new Browser();
          const { clock, server } = browser;
          const { keel } = browser.open({ waitMs: 50, flush: { maxOperations: 3 } });
          let turn = 0;
          let fault = "ok";
          server.fault = ({ target }) => {
            if (target === "/_evenkeel/session") return;
            fault = faults[turn++] ?? "ok";
            if (fault === "drop") throw new TypeError("Failed to fetch");
            if (fault === "503") return new Response("busy", { status: 503 });
            if (fault === "html") return new Response("<html>", { headers: { "Content-Type": "text/html" } });
          };
          server.lose = ({ target }) => {
            if (fault === "cut" && target === "/_evenkeel/outbox") return 1;
            if (fault === "lose" || fault === "cut") throw new TypeError("Failed to fetch");
          };
          const failing = new Set(broken);
          server.handle = ({ body }) => {
            const { n } = JSON.parse(body) as { n: number };
            if (refused.includes(n)) return { status: 400, body: { error: "refused", title: "no", status: 400 } };
            return failing.delete(n) ? { status: 500, body: { error: "internal-error", title: "no", status: 500 } } : undefined;
          };
          for (const [n, { lane, gap }] of operations.entries()) {
            keel.command("POST /api/notes", { n, lane }, { lane }).catch(() => undefined);
            if (gap) await clock.advance(gap);
          }
          // Only what waits behind a parked one may remain.
          const settled = () => {
            const rows = [...operations.keys()].filter(n => !server.applied.some(({ body }) => JSON.parse(body).n === n));
            const parkedLanes = new Set(refused.map(n => operations[n]?.lane));
            return rows.every(n => refused.includes(n) || parkedLanes.has(operations[n]!.lane));
          };
          await clock.until(settled, 3_600_000);
          const applied = server.applied.map(({ body }) => JSON.parse(body) as { n: number; lane: string });
          expect(new Set(applied.map(({ n }) => n)).size).toBe(applied.length);
          for (const lane of ["a", "b", "c"]) {
            const order = applied.filter(one => one.lane === lane).map(({ n }) => n);
            expect(order).toEqual([...order].sort((x, y) => x - y));
          }
          await browser.close();
        },
      ),
      { numRuns: 40, seed: 20_260_921 },
    );
  }, 120_000);

  it("[Show=1.2] a live write never overtakes a queued one of its lane", async () => {
    browser = new Browser();
    const { clock, server } = browser;
    const { keel } = browser.open();
    await clock.settle();
    server.offline = true;
    await keel.command("POST /api/notes", { n: 1 });
    await keel.command("POST /api/notes", { n: 2 });
    server.offline = false;
    const live = keel.command("POST /api/notes", { n: 3 });
    await clock.until(() => server.applied.length === 3);
    expect(server.applied.map(({ body }) => body)).toEqual(['{"n":1}', '{"n":2}', '{"n":3}']);
    await live;
  });
});
