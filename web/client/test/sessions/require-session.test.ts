import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { requireSession, takeReturnPath } from "../../src/sessions/index.js";
import { Browser } from "../support/browser.js";

let browser: Browser;
beforeEach(() => {
  browser = new Browser();
});
afterEach(() => browser.close());

const URL = "http://localhost/clients/7?tab=sites#notes";

describe("requireSession", () => {
  it("resolves with who is signed in, once the server has said so to this document", async () => {
    const tab = browser.open({ page: "", url: URL });
    expect(await requireSession(tab.keel, { signIn: "/sign-in" })).toMatchObject({ state: "valid", name: "anna" });
    expect(tab.navigations).toEqual([]);
    expect(takeReturnPath(tab.keel)).toBeUndefined();
  });

  it("sends nobody in: keeps the path, goes to sign in, and comes back once", async () => {
    browser.server.user = null;
    const tab = browser.open({ page: "", url: URL });
    const shown = vi.fn();
    void requireSession(tab.keel, { signIn: "/sign-in" }).then(shown, shown);
    await browser.clock.advance(60_000);
    expect(shown).not.toHaveBeenCalled();
    expect(tab.navigations).toEqual(["/sign-in"]);
    const back = browser.open({ page: "", url: "http://localhost/sign-in", former: tab });
    expect(takeReturnPath(back.keel)).toBe("/clients/7?tab=sites#notes");
    expect(takeReturnPath(back.keel)).toBeUndefined();
  });

  it("says so to those who have no place to sign in", async () => {
    browser.server.user = null;
    const tab = browser.open({ page: "" });
    await expect(requireSession(tab.keel)).rejects.toMatchObject({ code: "unauthenticated" });
  });

  it("[Show=5.3] does not trust what is stored: a page of a user known to the device waits for the server", async () => {
    const before = browser.open({ page: "" });
    await requireSession(before.keel);
    await before.keel.close();
    browser.server.offline = true;
    const tab = browser.open({ page: "" });
    const shown = vi.fn();
    void requireSession(tab.keel).then(shown);
    await browser.clock.advance(120_000);
    expect(shown).not.toHaveBeenCalled();
    browser.server.offline = false;
    await browser.clock.advance(5_000);
    expect(shown).toHaveBeenCalledWith(expect.objectContaining({ state: "valid" }));
  });

  it("shows what the device keeps for its user, where the page wants that, and never as signed in", async () => {
    const before = browser.open({ page: "" });
    const { scope } = await requireSession(before.keel);
    await before.keel.close();
    browser.server.offline = true;
    const tab = browser.open({ page: "" });
    expect(await requireSession(tab.keel, { offline: "show" })).toMatchObject({ state: "unknown", scope });
  });

  it("can be given up", async () => {
    browser.server.offline = true;
    const tab = browser.open({ page: "" });
    const stop = new AbortController();
    const asking = requireSession(tab.keel, { signal: stop.signal });
    const failed = expect(asking).rejects.toThrow("left");
    await browser.clock.settle();
    stop.abort(new Error("left"));
    await browser.clock.advance(5_000);
    await failed;
  });

  it("keeps no path of another origin", () => {
    const tab = browser.open({ page: "" });
    for (const path of ["//evil.example/", "/\\evil.example", "https://evil.example/", "javascript:alert(1)"]) {
      tab.window.sessionStorage.setItem("evenkeel:return", path);
      expect(takeReturnPath(tab.keel)).toBeUndefined();
    }
  });
});
