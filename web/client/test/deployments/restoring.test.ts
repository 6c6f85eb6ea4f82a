import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Browser, type Tab } from "../support/browser.js";

const SECRETS = `
  <input name="password" type="text" value=""><input name="p" type="password"><input name="code" autocomplete="one-time-code">
  <input name="number" autocomplete="cc-number"><input name="a" autocomplete="section-pay cc-csc"><input id="otp"><input name="cardNumber"><input name="cvc">
  <input aria-label="Card number"><input aria-label="Your PIN">
  <input name="new" autocomplete="new-password" type="text">`;
const FORM = `
  <form>
    <input name="title"><input name="title"><textarea id="text"></textarea>
    <input type="checkbox" name="done"><input type="radio" name="size" value="s" checked><input type="radio" name="size" value="l">
    <select name="stage"><option value="a">A</option><option value="b">B</option></select>
    <select name="tags" multiple><option value="1">1</option><option value="2">2</option><option value="3">3</option></select>
    <div id="note" contenteditable="true"></div>
    <input name="untouched" value="as the server says">
  </form>
  <div id="list"></div>`;

let browser: Browser;
beforeEach(() => {
  browser = new Browser();
});
afterEach(() => browser.close());

const open = (page: string, former?: Tab, url = "http://localhost/a?b=1#c") => browser.open({ page, url, deployment: { build: "p1" }, ...(former && { former }) });
const all = (tab: Tab, selector: string) => Array.from(tab.window.document.querySelectorAll<HTMLInputElement & HTMLSelectElement>(selector));
const type = (tab: Tab, element: HTMLElement, change: () => void) => {
  change();
  element.dispatchEvent(new tab.window.Event("input", { bubbles: true }));
};
const reload = async (tab: Tab, page: string, url?: string) => {
  await tab.keel.deployment.reload();
  tab.kill();
  const next = open(page, tab, url);
  await browser.clock.settle();
  return next;
};

describe("what a page restores after a reload", () => {
  it("is every kind of field that a person has changed, where it stands, and nothing else", async () => {
    const tab = open(FORM);
    const [, second] = all(tab, "[name=title]");
    type(tab, second!, () => (second!.value = "line two"));
    const [text] = all(tab, "#text");
    type(tab, text!, () => (text!.value = "a\nb"));
    all(tab, "[name=done]")[0]!.click();
    all(tab, "[name=size]")[1]!.click();
    const [stage] = all(tab, "[name=stage]");
    type(tab, stage!, () => (stage!.value = "b"));
    const [tags] = all(tab, "[name=tags]");
    type(tab, tags!, () => (tags!.options[0]!.selected = tags!.options[2]!.selected = true));
    const [note] = all(tab, "#note");
    type(tab, note!, () => (note!.textContent = "typed"));
    all(tab, "#list")[0]!.scrollTop = 120;
    const next = await reload(tab, FORM.replace("as the server says", "newer"));
    const values = (selector: string) => all(next, selector).map(({ value }) => value);
    expect(values("[name=title]")).toEqual(["", "line two"]);
    expect(values("#text")).toEqual(["a\nb"]);
    expect(all(next, "[name=done]")[0]!.checked).toBe(true);
    expect(all(next, "[name=size]").map(({ checked }) => checked)).toEqual([false, true]);
    expect(values("[name=stage]")).toEqual(["b"]);
    expect(Array.from(all(next, "[name=tags]")[0]!.options).map(({ selected }) => selected)).toEqual([true, false, true]);
    expect(all(next, "#note")[0]!.textContent).toBe("typed");
    expect(values("[name=untouched]")).toEqual(["newer"]);
    expect(all(next, "#list")[0]!.scrollTop).toBe(120);
  });

  it("never holds a password, a one-time code or a card, shown as text or not", async () => {
    const tab = open(SECRETS);
    for (const input of all(tab, "input")) type(tab, input, () => (input.value = "geheim"));
    await tab.keel.deployment.reload();
    const kept = tab.window.sessionStorage.getItem("evenkeel:page")!;
    expect(JSON.parse(kept)).toMatchObject({ href: "http://localhost/a?b=1#c" });
    expect(kept).not.toContain("geheim");
  });

  it("finds a field by what it is called where its id is made up anew for each page", async () => {
    const tab = open('<textarea id="library-17" aria-label="New comment"></textarea>');
    const [box] = all(tab, "textarea");
    type(tab, box!, () => (box!.value = "half a sentence"));
    const next = await reload(tab, '<textarea id="library-4" aria-label="Search"></textarea><textarea id="library-9" aria-label="New comment"></textarea>');
    expect(all(next, "textarea").map(({ value }) => value)).toEqual(["", "half a sentence"]);
  });

  it("waits for fields that come later, and tells frameworks as typing would", async () => {
    const tab = open(FORM);
    const [title] = all(tab, "[name=title]");
    type(tab, title!, () => (title!.value = "typed"));
    const next = await reload(tab, "<main></main>");
    await browser.clock.advance(1_000);
    const heard: string[] = [];
    next.window.document.addEventListener("input", event => heard.push((event.target as HTMLInputElement).value));
    // As React does: a setter of its own in front of the native one.
    const input = next.window.document.createElement("input");
    input.name = "title";
    Object.defineProperty(input, "value", { get: () => "", set: () => heard.push("the framework's own") });
    next.window.document.querySelector("main")!.append(input);
    await new Promise(resolve => setTimeout(resolve, 20));
    expect(heard).toHaveLength(1);
    expect(heard[0]).not.toBe("the framework's own");
    expect(next.window.sessionStorage.getItem("evenkeel:page")).toBeNull();
  });

  it("gives up what does not come, leaves what a person has typed since, and belongs to one address", async () => {
    const tab = open(FORM);
    const [title] = all(tab, "[name=title]");
    type(tab, title!, () => (title!.value = "typed"));
    const elsewhere = await reload(tab, FORM, "http://localhost/sign-in");
    expect(all(elsewhere, "[name=title]")[0]!.value).toBe("");
    const [again] = all(elsewhere, "[name=title]");
    type(elsewhere, again!, () => (again!.value = "typed again"));
    const next = await reload(elsewhere, "<main></main>", "http://localhost/sign-in");
    await browser.clock.advance(5_100);
    expect(next.window.sessionStorage.getItem("evenkeel:page")).toBeNull();
    await browser.clock.advance(25_000);
    next.window.document.querySelector("main")!.innerHTML = FORM;
    await browser.clock.settle();
    expect(all(next, "[name=title]")[0]!.value).toBe("");
  });

  it.each([
    ["comes back also where the page is slow", "none", ["typed", true, 120]],
    ["moves nobody who has gone on alone", "wheel", ["typed", false, 0]],
  ])("%s", async (_, act, expected) => {
    const tab = open(FORM);
    const [title] = all(tab, "[name=title]");
    type(tab, title!, () => (title!.value = "typed"));
    title!.focus();
    all(tab, "#list")[0]!.scrollTop = 120;
    const next = await reload(tab, "<main></main>");
    await browser.clock.advance(20_000);
    const { document } = next.window;
    document.dispatchEvent(new next.window.Event(act));
    document.querySelector("main")!.innerHTML = FORM;
    await new Promise(resolve => setTimeout(resolve, 20));
    const [field] = all(next, "[name=title]");
    expect([field!.value, document.activeElement === field, all(next, "#list")[0]!.scrollTop]).toEqual(expected);
  });

  it("is not lost when the page is loaded once more before it is back", async () => {
    const tab = open(FORM);
    const [title] = all(tab, "[name=title]");
    type(tab, title!, () => (title!.value = "typed"));
    const between = await reload(tab, "<main></main>");
    const next = await reload(between, FORM);
    expect(all(next, "[name=title]")[0]!.value).toBe("typed");
  });

  it("garbage in the tab's storage is passed over", async () => {
    const tab = open(FORM);
    tab.window.sessionStorage.setItem("evenkeel:page", "{");
    tab.kill();
    const next = open(FORM, tab);
    await browser.clock.settle();
    expect(await next.keel.command("POST /api/notes", {})).toMatchObject({ state: "done" });
  });
});
