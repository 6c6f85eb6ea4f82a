import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Browser } from "../support/browser.js";
import { open, stored, type, value } from "./support.js";

let browser: Browser;
beforeEach(() => {
  browser = new Browser();
});
afterEach(() => browser.close());

const kept = () => browser.server.drafts!.of("anna", "note");
const target = "/api/notes";

/** The former page's last save arrives; the next page's question arrives and is answered; its command is made, arrives and is answered. */
const EVENTS = { save: ["save"], question: ["asked", "told"], command: ["submit", "applied", "answered"] } as const;
type Event = (typeof EVENTS)[keyof typeof EVENTS][number];

/** All orders in which each of these comes behind those before it in its own row. */
function* orders(rows: readonly (readonly Event[])[]): Generator<Event[]> {
  const open = rows.filter(row => row.length);
  if (!open.length) yield [];
  for (const row of open) for (const rest of orders(open.map(one => (one === row ? one.slice(1) : one)))) yield [row[0]!, ...rest];
}

/** Holds what passes until it is let go on, in the order of coming. */
function gates() {
  const open = new Map<Event, () => void>();
  const passed = new Set<Event>();
  return {
    hold: (event: Event) => (passed.has(event) || open.has(event) ? undefined : new Promise<void>(resolve => open.set(event, resolve))),
    pass(event: Event) {
      passed.add(event);
      open.get(event)?.();
    },
  };
}

const TYPED = "typed at the last moment";
const ORDERS = [...orders(Object.values(EVENTS))].map(order => [order.join(" "), order] as const);

/** A page is gone with a save on its way. The next one restores what was typed, and its command names the draft. */
async function restored() {
  const { hold, pass } = gates();
  let reloaded = false;
  browser.server.way = ({ method, target: to }) => {
    if (!reloaded) return method === "PUT" ? hold("save") : undefined;
    return to === target ? hold("applied") : method === "GET" && to.includes("/drafts/") ? hold("asked") : undefined;
  };
  browser.server.gate = ({ method, target: to }) => {
    if (!reloaded) return undefined;
    return to === target ? hold("answered") : method === "GET" && to.includes("/drafts/") ? hold("told") : undefined;
  };
  const first = await open(browser);
  type(first, "[name=text]", TYPED);
  await browser.clock.advance(1_100);
  first.kill();
  reloaded = true;
  const tab = await open(browser);
  expect(value(tab, "[name=text]")).toBe(TYPED);
  const draft = tab.keel.draft("form");
  await browser.clock.settle();
  return {
    tab,
    draft,
    async run(order: readonly Event[], submitted: (command: Promise<unknown>) => void) {
      for (const event of order) {
        if (event === "submit") submitted(tab.keel.command(`POST ${target}`, {}, { draft }));
        else pass(event);
        await browser.clock.settle();
      }
      await browser.clock.advance(60_000);
    },
  };
}

describe("[Show=5.7] what was restored from a page that is gone, and submitted, is no draft any more", () => {
  const gone = async () => {
    expect(browser.server.applied.length).toBe(1);
    expect(kept()).toMatchObject({ current: null, others: [] });
    expect(await stored(browser)).toBe("[]");
    expect(value(await open(browser), "[name=text]")).toBe("");
  };

  it.each(ORDERS)("%s, in a form that stays open", async (_, order) => {
    await (await restored()).run(order, () => {});
    await gone();
  });

  it.each(ORDERS)("%s, in a form that its answer closes", async (_, order) => {
    const { draft, run, tab } = await restored();
    await run(order, command => void command.then(() => (tab.window.document.querySelector("form")!.remove(), draft.stop())));
    await gone();
  });
});

/** What comes later than the answer to the next page's question may be of a page that is there yet: it is kept beside the draft, as a second version. */
const aside = (order: readonly Event[]) => (order.indexOf("told") < order.indexOf("save") ? {} : { others: [] });

describe("[Show=5.6] what is typed after it was submitted, into a form that was restored,", () => {
  it.each(ORDERS)("is kept, and no conflict: %s", async (_, order) => {
    const { draft, run, tab } = await restored();
    await run(order, () => type(tab, "[name=text]", "typed later"));
    expect(browser.server.applied.length).toBe(1);
    expect(draft.status.get()).toMatchObject({ state: "saved" });
    expect(kept()).toMatchObject({ current: { values: { text: "typed later" } }, ...aside(order) });
    tab.kill();
    expect(value(await open(browser), "[name=text]")).toBe("typed later");
  });
});

describe("[Show=5.6] what was restored and is refused", () => {
  it.each(ORDERS)("stays a draft, and no conflict: %s", async (_, order) => {
    browser.server.handle = () => ({ status: 409, body: { type: "about:blank", title: "no", status: 409 } });
    const { draft, run, tab } = await restored();
    await run(order, command => void command.catch(() => {}));
    expect(draft.status.get().state).not.toBe("conflict");
    expect(kept()).toMatchObject({ current: { values: { text: TYPED } }, ...aside(order) });
    tab.kill();
    expect(value(await open(browser), "[name=text]")).toBe(TYPED);
  });
});
