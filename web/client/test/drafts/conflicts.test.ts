import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Browser } from "../support/browser.js";
import { crash, open, stored, type, value } from "./support.js";

let browser: Browser;
beforeEach(() => {
  browser = new Browser();
});
afterEach(() => browser.close());

const kept = () => browser.server.drafts!.of("anna", "note");
/** Another device of the same person. */
const otherDevice = (values: object) => Object.assign(kept(), { rev: kept().rev + 1, current: { by: "phone", at: browser.clock.now, form: null, values } });

describe("two tabs on one form", () => {
  it("[Show=5.6] overwrite nothing: both versions are kept, and a person decides", async () => {
    const one = await open(browser);
    const two = await open(browser);
    const [first, second] = [one.keel.draft("form"), two.keel.draft("form")];
    type(one, "[name=text]", "of the first");
    await browser.clock.advance(2_000);
    type(two, "[name=text]", "of the second");
    await browser.clock.advance(2_000);
    expect([first.status.get().state, second.status.get().state]).toEqual(["saved", "conflict"]);
    expect([value(one, "[name=text]"), value(two, "[name=text]")]).toEqual(["of the first", "of the second"]);
    expect(kept().current!.values).toEqual({ text: "of the first" });
    expect(kept().others).toMatchObject([{ values: { text: "of the second" } }]);
    const others = await second.others();
    expect(others).toMatchObject([{ values: { text: "of the first" } }]);
    type(two, "[name=text]", "of the second, longer");
    await browser.clock.advance(2_000);
    expect(kept().others).toMatchObject([{ values: { text: "of the second, longer" } }]);
    await second.use();
    await browser.clock.advance(2_000);
    expect(kept().current!.values).toEqual({ text: "of the second, longer" });
    expect(kept().others).toEqual([]);
    expect(second.status.get().state).toBe("saved");
  });

  it("put together what was typed into different fields", async () => {
    const one = await open(browser);
    const two = await open(browser);
    type(one, "[name=text]", "of the first");
    await browser.clock.advance(2_000);
    type(two, "[name=title]", "of the second");
    await browser.clock.advance(5_000);
    expect(kept()).toMatchObject({ rev: 2, current: { values: { text: "of the first", title: "of the second" } }, others: [] });
    expect(value(two, "[name=text]")).toBe("of the first");
  });

  it("on a device without network keep both as well", async () => {
    const one = await open(browser);
    const two = await open(browser);
    browser.server.offline = true;
    type(one, "[name=text]", "of the first");
    type(two, "[name=text]", "of the second");
    await browser.clock.advance(2_000);
    one.kill();
    const next = await crash(browser, two);
    await browser.clock.advance(500);
    const draft = next.keel.draft("form");
    await browser.clock.settle();
    expect([value(next, "[name=text]"), ...(await draft.others()).map(({ values }) => values.text)].sort()).toEqual(["of the first", "of the second"]);
    expect(draft.status.get().state).toBe("conflict");
  });
});

describe("two devices", () => {
  it("[Show=5.6] unsent input over a newer revision is a conflict, and the other one can be taken", async () => {
    const tab = await open(browser);
    type(tab, "[name=text]", "here");
    await browser.clock.advance(2_000);
    browser.server.offline = true;
    type(tab, "[name=text]", "here, offline");
    await browser.clock.advance(2_000);
    otherDevice({ text: "on the phone" });
    browser.server.offline = false;
    const next = await crash(browser, tab);
    const draft = next.keel.draft("form");
    await browser.clock.advance(5_000);
    expect(value(next, "[name=text]")).toBe("here, offline");
    expect(draft.status.get().state).toBe("conflict");
    expect(kept().current!.by).toBe("phone");
    expect(JSON.stringify(kept().others)).toContain("here, offline");
    await draft.use("phone");
    await browser.clock.advance(2_000);
    expect(value(next, "[name=text]")).toBe("on the phone");
    expect(kept()).toMatchObject({ current: { values: { text: "on the phone" } }, others: [] });
  });

  it("what was saved here and is newer there is shown as it is there", async () => {
    const tab = await open(browser);
    type(tab, "[name=text]", "here");
    await browser.clock.advance(2_000);
    otherDevice({ text: "on the phone" });
    const next = await crash(browser, tab);
    await browser.clock.advance(1_000);
    expect(value(next, "[name=text]")).toBe("on the phone");
    expect(kept().rev).toBe(2);
  });

  it("a save whose answer was lost is one's own", async () => {
    const tab = await open(browser);
    browser.server.lose = ({ method }) => {
      if (method === "PUT") throw new TypeError("lost");
    };
    type(tab, "[name=text]", "here");
    await browser.clock.advance(1_100);
    type(tab, "[name=text]", "here and on");
    await browser.clock.advance(300);
    browser.server.lose = () => {};
    const next = await crash(browser, tab);
    const draft = next.keel.draft("form");
    await browser.clock.advance(60_000);
    expect(draft.status.get().state).not.toBe("conflict");
    expect(value(next, "[name=text]")).toBe("here and on");
    expect(kept()).toMatchObject({ current: { values: { text: "here and on" } }, others: [] });
  });

  it("a draft that was consumed elsewhere is not offered again", async () => {
    const tab = await open(browser);
    type(tab, "[name=text]", "here");
    await browser.clock.advance(2_000);
    browser.server.drafts!.consume("anna", "note;1");
    const next = await crash(browser, tab);
    await browser.clock.advance(1_000);
    expect(value(next, "[name=text]")).toBe("");
    expect(await stored(browser)).toBe("[]");
    type(next, "[name=text]", "anew");
    await browser.clock.advance(2_000);
    expect(kept()).toMatchObject({ rev: 2, current: { values: { text: "anew" } } });
  });
});

describe("discard", () => {
  it("takes it away here and there, also when there is no network at that moment", async () => {
    const tab = await open(browser);
    const draft = tab.keel.draft("form");
    type(tab, "[name=text]", "typed");
    await browser.clock.advance(2_000);
    browser.server.offline = true;
    await draft.discard();
    expect(draft.status.get().state).toBe("idle");
    const next = await crash(browser, tab);
    await browser.clock.advance(500);
    expect(value(next, "[name=text]")).toBe("");
    browser.server.offline = false;
    await browser.clock.advance(120_000);
    expect(kept().current).toBeNull();
    expect(await stored(browser)).toBe("[]");
  });

  it("is what a reset of the form means", async () => {
    const tab = await open(browser);
    type(tab, "[name=text]", "typed");
    await browser.clock.advance(2_000);
    tab.window.document.querySelector("form")!.dispatchEvent(new tab.window.Event("reset", { bubbles: true }));
    await browser.clock.advance(2_000);
    expect(kept().current).toBeNull();
  });
});
