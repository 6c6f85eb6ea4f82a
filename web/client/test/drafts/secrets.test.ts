import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Browser } from "../support/browser.js";
import { all, change, crash, open, stored, type, value } from "./support.js";

let browser: Browser;
beforeEach(() => {
  browser = new Browser();
});
afterEach(() => browser.close());

const SECRETS = [
  '<input name="a" type="password">', '<input name="password" type="text">', '<input name="b" autocomplete="one-time-code">', '<input name="c" autocomplete="cc-number">',
  '<input name="d" autocomplete="section-pay cc-csc">', '<input name="e" autocomplete="current-password">', '<input name="f" type="text" autocomplete="new-password">',
  '<input id="otp">', '<input name="cardNumber">', '<input name="cvc">', '<input aria-label="Your PIN">', '<input name="g" type="hidden">', '<input name="h" data-keel-nosave>',
  '<fieldset data-keel-nosave><input name="i"><textarea name="j"></textarea></fieldset>',
];
const PLAIN = ["plain", "comment", "spinner", "company", "shipping"];
const PAGE = `<form data-keel-draft="f">${SECRETS.join("")}${PLAIN.map(name => `<input name="${name}">`).join("")}</form>`;

describe("what must not be kept", () => {
  it("[Show=5.8] reaches neither storage nor network, while every other field comes back", async () => {
    const tab = await open(browser, PAGE);
    for (const field of all(tab, "input,textarea")) change(tab, field, () => (field.value = PLAIN.includes(field.name) ? `kept ${field.name}` : "geheim"));
    await browser.clock.advance(250);
    tab.window.dispatchEvent(new tab.window.Event("pagehide"));
    await browser.clock.advance(5_000);
    expect(browser.server.drafts!.saves).toHaveLength(1);
    expect(JSON.stringify(browser.server.requests)).not.toContain("geheim");
    expect(browser.server.requests.map(({ body }) => body).join()).not.toContain("geheim");
    expect(await stored(browser)).not.toContain("geheim");
    expect(await stored(browser)).toContain("kept spinner");
    const next = await crash(browser, tab, PAGE);
    for (const name of PLAIN) expect(value(next, `[name=${name}]`)).toBe(`kept ${name}`);
    for (const field of all(next, "input,textarea")) if (!PLAIN.includes(field.name)) expect(field.value).toBe("");
  });

  it("[Show=5.8] stays there when a page shows a password as text, before it is typed and after", async () => {
    const tab = await open(browser, '<form data-keel-draft="f"><input name="first" type="password"><input name="second" type="password"><input name="plain"></form>');
    type(tab, "[name=first]", "geheim");
    for (const field of all(tab, "input")) field.setAttribute("type", "text");
    await browser.clock.settle();
    type(tab, "[name=first]", "geheim 1");
    type(tab, "[name=second]", "geheim 2");
    type(tab, "[name=plain]", "kept");
    await browser.clock.advance(5_000);
    expect(browser.server.drafts!.of("anna", "f").current!.values).toEqual({ plain: "kept" });
    expect(await stored(browser)).not.toContain("geheim");
  });

  it("is refused from code as well, and what the application excludes is", async () => {
    const tab = await open(browser, "<main></main>");
    const handle = tab.keel.draft({ put: () => {} }, { key: "code", exclude: ["internal"] });
    await handle.set({ password: "geheim", internal: "geheim", cardNumber: "geheim", name: "Anna" });
    await browser.clock.advance(5_000);
    expect(browser.server.drafts!.of("anna", "code").current!.values).toEqual({ name: "Anna" });
    expect(await stored(browser)).not.toContain("geheim");
  });

  it("is not written into by what somebody has put on the server", async () => {
    const kept = browser.server.drafts!.of("anna", "f");
    Object.assign(kept, { rev: 1, current: { by: "x", at: 1, form: null, values: JSON.parse('{"a":"evil","password":"evil","__proto__":{"polluted":1},"plain":{"not":"text"},"comment":"good"}') as object } });
    const tab = await open(browser, PAGE);
    expect(value(tab, "[name=comment]")).toBe("good");
    expect(all(tab, "input").filter(({ value }) => value !== "" && value !== "good")).toEqual([]);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
    type(tab, "[name=company]", "x");
    await browser.clock.advance(2_000);
    expect(browser.server.drafts!.saves).toHaveLength(1);
  });
});
