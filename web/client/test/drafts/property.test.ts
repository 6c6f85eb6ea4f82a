import fc from "fast-check";
import { expect, it } from "vitest";
import { Browser, type Tab } from "../support/browser.js";
import { all, change, open, stored } from "./support.js";

const PAGE = '<form data-keel-draft="note"><input name="a"><input name="b"></form>';
const runs = process.env.EVENKEEL_FULL === "true" ? 400 : 25;

type Step = { do: "type"; tab: 0 | 1; field: "a" | "b" } | { do: "wait"; ms: number } | { do: "crash"; tab: 0 | 1 } | { do: "lose" | "offline" | "online" } | { do: "submit"; tab: 0 | 1 };

/** A draft in conflict whose revision a command has taken: saved and asked for in turn without an end, before that was mended. */
const inConflict: Step[] = [
  { do: "wait", ms: 260 }, { do: "type", tab: 1, field: "b" }, { do: "type", tab: 1, field: "a" }, { do: "wait", ms: 50 }, { do: "type", tab: 1, field: "b" }, { do: "wait", ms: 520 }, { do: "lose" },
  { do: "type", tab: 0, field: "b" }, { do: "type", tab: 0, field: "b" }, { do: "crash", tab: 0 }, { do: "type", tab: 0, field: "a" }, { do: "submit", tab: 0 }, { do: "wait", ms: 50 },
  { do: "type", tab: 0, field: "a" }, { do: "type", tab: 0, field: "b" }, { do: "wait", ms: 260 },
];

const tabs = fc.constantFrom<0 | 1>(0, 1);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant("type" as const), tab: tabs, field: fc.constantFrom<"a" | "b">("a", "b") }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant("wait" as const), ms: fc.constantFrom(50, 260, 1_100, 5_000) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("crash" as const), tab: tabs }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom("lose" as const, "offline" as const, "online" as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("submit" as const), tab: tabs }) },
);

/** Everything that a person can still find: on the device, on the server, in the forms that are open, in commands that wait. */
async function found(browser: Browser, open: readonly Tab[]): Promise<string> {
  const server = JSON.stringify([...browser.server.drafts!.kept.values()]);
  const forms = open.flatMap(tab => all(tab, "input").map(({ value }) => value));
  return [await stored(browser), server, ...forms, ...browser.server.applied.map(({ body }) => body)].join("\n");
}

it("[Show=5.6] no interleaving of two tabs loses what was typed 250 ms ago, nor overwrites it silently", { timeout: 240_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 18 }), async steps => {
      const browser = new Browser();
      try {
        const pages = [await open(browser, PAGE), await open(browser, PAGE)];
        /** What each field of each tab was last given, and when; what the same person typed over in the same tab is gone on purpose. */
        const words = new Map<string, { word: string; at: number }>();
        let count = 0;
        for (const step of steps) {
          if (step.do === "type") {
            const tab = pages[step.tab]!;
            const field = all(tab, `[name=${step.field}]`)[0]!;
            // Another tab's text that this one shows is continued, never typed over.
            const word = `w${++count};`;
            change(tab, field, () => (field.value += word));
            words.set(word, { word, at: browser.clock.now });
          } else if (step.do === "wait") await browser.clock.advance(step.ms);
          else if (step.do === "crash") {
            const tab = pages[step.tab]!;
            const shown = all(tab, "input").map(({ value }) => value).join();
            tab.kill();
            // The last quarter of a second may go with it.
            for (const [word, { at }] of words) if (shown.includes(word) && browser.clock.now - at < 250) words.delete(word);
            pages[step.tab] = await open(browser, PAGE);
          } else if (step.do === "submit") {
            const tab = pages[step.tab]!;
            const draft = tab.keel.draft("form");
            await browser.clock.settle();
            const input = all(tab, "input").map(({ value }) => value);
            void tab.keel.command("POST /api/notes", input, { draft }).catch(() => {});
            await browser.clock.settle();
          } else {
            browser.server.offline = step.do === "offline";
            let lost = step.do === "lose";
            browser.server.lose = ({ method }) => {
              if (method !== "PUT" || !lost) return;
              lost = false;
              throw new TypeError("the answer was lost");
            };
          }
        }
        await browser.clock.advance(300);
        const outbox = JSON.stringify(await pages[0]!.keel.outbox.list());
        const everything = (await found(browser, pages)) + outbox;
        for (const word of words.keys()) expect(everything).toContain(word);
        // And in the end everything is told to somebody: in a form, a command, or as another version.
        browser.server.offline = false;
        browser.server.lose = () => {};
        await browser.clock.advance(120_000);
        for (const page of pages) page.kill();
        const last = await open(browser, PAGE);
        await browser.clock.advance(5_000);
        const draft = last.keel.draft("form");
        await browser.clock.settle();
        const told = [...all(last, "input").map(({ value }) => value), JSON.stringify(await draft.others()), ...browser.server.applied.map(({ body }) => body), JSON.stringify(await last.keel.outbox.list())].join("\n");
        for (const word of words.keys()) expect(told).toContain(word);
      } finally {
        await browser.close();
      }
    }),
    { examples: [[inConflict]], numRuns: runs, seed: Number(process.env.EVENKEEL_SEED ?? 5) },
  );
});
