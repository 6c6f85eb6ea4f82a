import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Browser } from "../support/browser.js";
import { all, change, crash, FORM, one, open, stored, type, value } from "./support.js";

let browser: Browser;
beforeEach(() => {
  browser = new Browser();
});
afterEach(() => browser.close());

describe("a draft", () => {
  it("[Show=5.6] is on the device 250 ms after a key, and comes back after a crash", async () => {
    const tab = await open(browser);
    type(tab, "[name=text]", "half a sentence");
    await browser.clock.advance(150);
    expect(await stored(browser)).not.toContain("half");
    await browser.clock.advance(100);
    expect(await stored(browser)).toContain("half a sentence");
    expect(browser.server.drafts!.saves).toEqual([]);
    const next = await crash(browser, tab);
    expect(value(next, "[name=text]")).toBe("half a sentence");
  });

  it("is on the server after 1 s of rest, not before, and once", async () => {
    const tab = await open(browser);
    for (const text of ["a", "ab", "abc"]) {
      type(tab, "[name=text]", text);
      await browser.clock.advance(900);
    }
    expect(browser.server.drafts!.saves).toEqual([]);
    await browser.clock.advance(150);
    expect(browser.server.drafts!.saves.map(body => JSON.parse(body) as unknown)).toMatchObject([{ form: null, values: { text: "abc" } }]);
    await browser.clock.advance(60_000);
    expect(browser.server.drafts!.saves).toHaveLength(1);
  });

  it("goes out at once when its field is left, and with keepalive when the page is hidden", async () => {
    const tab = await open(browser);
    type(tab, "[name=text]", "left");
    one(tab, "[name=text]").dispatchEvent(new tab.window.Event("focusout", { bubbles: true }));
    await browser.clock.settle();
    expect(browser.server.drafts!.saves).toHaveLength(1);
    type(tab, "[name=text]", "hidden");
    tab.window.dispatchEvent(new tab.window.Event("pagehide"));
    await browser.clock.settle();
    expect(browser.server.drafts!.saves.at(-1)).toContain("hidden");
    expect(await stored(browser)).toContain("hidden");
  });

  it("brings back every kind of field on another device, and what is markup as text", async () => {
    const tab = await open(browser);
    const xss = "<img src=x onerror=alert(1)>\nsecond line";
    // Lines of an element that can be edited need a browser's layout.
    const markup = "<img src=x onerror=alert(1)>";
    type(tab, "[name=text]", xss);
    change(tab, all(tab, "[name=title]")[1]!, () => (all(tab, "[name=title]")[1]!.value = "second"));
    one(tab, "[name=done]").click();
    all(tab, "[name=tags]")[1]!.click();
    all(tab, "[name=size]")[1]!.click();
    change(tab, one(tab, "[name=stage]"), () => (one(tab, "[name=stage]").value = "b"));
    change(tab, one(tab, "[name=many]"), () => (one(tab, "[name=many]").options[0]!.selected = one(tab, "[name=many]").options[2]!.selected = true));
    change(tab, one(tab, "[contenteditable]"), () => (one(tab, "[contenteditable]").textContent = markup));
    await browser.clock.advance(2_000);
    const values = (JSON.parse(browser.server.drafts!.saves[0]!) as { values: unknown }).values;
    expect(values).toEqual({ text: xss, "title[1]": "second", done: true, "tags=b": true, size: "l", stage: ["b"], many: ["1", "3"], note: markup });
    browser.indexedDB = new IDBFactory();
    const next = await crash(browser, tab);
    expect(value(next, "[name=text]")).toBe(xss);
    expect(all(next, "[name=title]").map(({ value }) => value)).toEqual(["", "second"]);
    expect([...all(next, "[name=done]"), ...all(next, "[name=tags]"), ...all(next, "[name=size]")].map(({ checked }) => checked)).toEqual([true, false, true, false, true]);
    expect(value(next, "[name=stage]")).toBe("b");
    expect(Array.from(one(next, "[name=many]").options).map(({ selected }) => selected)).toEqual([true, false, true]);
    expect(one(next, "[contenteditable]").textContent).toBe(markup);
    expect(next.window.document.querySelector("img")).toBeNull();
  });

  it("leaves what a person has typed meanwhile, and fields that come later get theirs", async () => {
    const tab = await open(browser);
    type(tab, "[name=text]", "old");
    type(tab, "[name=title]", "old title");
    await browser.clock.advance(2_000);
    browser.indexedDB = new IDBFactory();
    let answer!: () => void;
    browser.server.gate = ({ target }) => (target.includes("drafts") ? new Promise(resolve => (answer = resolve)) : undefined);
    const next = await crash(browser, tab, `<form data-keel-draft="note"><textarea name="text"></textarea></form>`);
    type(next, "[name=text]", "old and new");
    browser.server.gate = () => {};
    answer();
    await browser.clock.settle();
    expect(value(next, "[name=text]")).toBe("old and new");
    one(next, "form").insertAdjacentHTML("beforeend", '<input name="title">');
    await new Promise(resolve => setTimeout(resolve, 20));
    expect(value(next, "[name=title]")).toBe("old title");
  });

  it("says that it has restored, to assistive technology too, and can take it away again", async () => {
    const tab = await open(browser);
    type(tab, "[name=text]", "typed");
    await browser.clock.advance(2_000);
    const next = await crash(browser, tab);
    const handle = next.keel.draft("form");
    await browser.clock.advance(200);
    expect(handle.status.get()).toMatchObject({ state: "restored", restored: true, problem: null });
    expect(one(next, "[role=status]").textContent).toMatch(/^Draft of .+ restored$/);
    expect(one(next, "[data-keel-draft-status]").textContent).toMatch(/^Draft of .+ restored$/);
    expect(one(next, "[role=status]").getAttribute("aria-live")).toBe("polite");
    type(next, "[name=title]", "mine");
    await handle.undo();
    expect([value(next, "[name=text]"), value(next, "[name=title]")]).toEqual(["", "mine"]);
    await browser.clock.advance(2_000);
    expect(handle.status.get()).toMatchObject({ state: "saved", restored: false });
    expect(one(next, "[data-keel-draft-status]").textContent).toMatch(/^Draft saved /);
  });

  it("tells a framework as typing would", async () => {
    const tab = await open(browser);
    type(tab, "[name=text]", "typed");
    await browser.clock.advance(2_000);
    const next = await crash(browser, tab, "<main></main>");
    const heard: string[] = [];
    next.window.document.addEventListener("input", event => heard.push((event.target as HTMLInputElement).value));
    const form = next.window.document.createElement("form");
    form.dataset.keelDraft = "note";
    const text = next.window.document.createElement("textarea");
    text.name = "text";
    // As React does: a setter of its own in front of the native one.
    Object.defineProperty(text, "value", { configurable: true, get: () => "", set: () => heard.push("the framework's own") });
    form.append(text);
    next.window.document.querySelector("main")!.append(form);
    await new Promise(resolve => setTimeout(resolve, 20));
    await browser.clock.settle();
    expect(heard).toContain("");
    expect(heard).not.toContain("the framework's own");
  });

  it("keeps what has no field any more, and puts nothing of another version of the form into one", async () => {
    const tab = await open(browser);
    type(tab, "[name=text]", "typed");
    type(tab, "[name=title]", "title");
    await browser.clock.advance(2_000);
    const short = `<form data-keel-draft="note"><textarea name="text"></textarea></form>`;
    const next = await crash(browser, tab, short);
    type(next, "[name=text]", "typed more");
    await browser.clock.advance(2_000);
    expect(JSON.parse(browser.server.drafts!.saves.at(-1)!)).toMatchObject({ values: { text: "typed more", title: "title" } });
    const other = await crash(browser, next, short.replace("form ", 'form data-keel-draft-version="2" '));
    const handle = other.keel.draft("form");
    await browser.clock.advance(500);
    expect(value(other, "[name=text]")).toBe("");
    expect(handle.status.get().state).toBe("conflict");
    expect(await handle.others()).toMatchObject([{ form: null, values: { text: "typed more", title: "title" } }]);
    type(other, "[name=text]", "of version 2");
    await browser.clock.advance(2_000);
    expect(browser.server.drafts!.of("anna", "note").current!.values).toEqual({ text: "typed more", title: "title" });
    expect(browser.server.drafts!.of("anna", "note").others.at(-1)).toMatchObject({ form: "2", values: { text: "of version 2" } });
  });

  it("and the snapshot of a reload do not fight: what was typed last stands", async () => {
    const tab = await open(browser, FORM, { deployment: { build: "p1" } });
    type(tab, "[name=text]", "first");
    await browser.clock.advance(2_000);
    type(tab, "[name=text]", "first and last");
    await tab.keel.deployment.reload();
    // As the browser does when it leaves a page.
    tab.window.dispatchEvent(new tab.window.Event("pagehide"));
    await browser.clock.settle();
    const next = await crash(browser, tab, FORM, { former: tab, deployment: { build: "p1" } });
    await browser.clock.advance(6_000);
    expect(value(next, "[name=text]")).toBe("first and last");
    expect(browser.server.drafts!.of("anna", "note").current!.values).toEqual({ text: "first and last" });
    expect(browser.server.drafts!.of("anna", "note").others).toEqual([]);
  });
});

describe("all forms of a page", () => {
  it("are kept without a change of markup, each under its name and the page's path", async () => {
    const page = '<form id="a"><input name="x"></form><form role="search"><input name="q"></form><form><input name="y"></form>';
    const tab = await open(browser, page, { drafts: "all", url: "http://localhost/clients/1" });
    for (const input of all(tab, "input")) change(tab, input, () => (input.value = `typed ${input.name}`));
    await browser.clock.advance(2_000);
    expect([...browser.server.drafts!.kept.keys()].sort()).toEqual(["anna 1@:clients:1", "anna a@:clients:1"].sort());
    const next = await crash(browser, tab, page, { drafts: "all", url: "http://localhost/clients/1" });
    expect(all(next, "input").map(({ value }) => value)).toEqual(["typed x", "", "typed y"]);
    const elsewhere = await crash(browser, next, page, { drafts: "all", url: "http://localhost/clients/2" });
    expect(all(elsewhere, "input").map(({ value }) => value)).toEqual(["", "", ""]);
  });

  it("are another draft when the route changes below them", async () => {
    const tab = await open(browser, '<form id="a"><input name="x"></form>', { drafts: "all", url: "http://localhost/1" });
    type(tab, "[name=x]", "of the first");
    tab.window.history.pushState({}, "", "/2");
    one(tab, "[name=x]").value = "what the second has";
    tab.window.document.body.append(tab.window.document.createElement("p"));
    await new Promise(resolve => setTimeout(resolve, 20));
    await browser.clock.advance(2_000);
    type(tab, "[name=x]", "of the second");
    await browser.clock.advance(2_000);
    expect(await stored(browser)).not.toContain("what the second has");
    expect(browser.server.drafts!.of("anna", "a@:2").current!.values).toEqual({ x: "of the second" });
    expect(await stored(browser)).toContain("of the first");
  });
});
