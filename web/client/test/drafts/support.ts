import type { Browser, Tab } from "../support/browser.js";

export const FORM = `
  <form data-keel-draft="note">
    <input name="title"><input name="title"><textarea name="text"></textarea>
    <input type="checkbox" name="done"><input type="checkbox" name="tags" value="a"><input type="checkbox" name="tags" value="b">
    <input type="radio" name="size" value="s" checked><input type="radio" name="size" value="l">
    <select name="stage"><option value="a">A</option><option value="b">B</option></select>
    <select name="many" multiple><option value="1">1</option><option value="2">2</option><option value="3">3</option></select>
    <div aria-label="note" contenteditable="true"></div>
    <span data-keel-draft-status></span>
  </form>`;

export type Any = HTMLInputElement & HTMLSelectElement;
export const all = (tab: Tab, selector: string) => Array.from(tab.window.document.querySelectorAll<Any>(selector));
export const one = (tab: Tab, selector: string) => all(tab, selector)[0]!;
export const value = (tab: Tab, selector: string) => one(tab, selector).value;
/** As a person does: one event after the change. */
export const change = (tab: Tab, element: HTMLElement, doing: () => void) => {
  doing();
  element.dispatchEvent(new tab.window.Event("input", { bubbles: true }));
};
export const type = (tab: Tab, selector: string, text: string) => change(tab, one(tab, selector), () => (one(tab, selector).value = text));
export const open = async (browser: Browser, page = FORM, more: Parameters<Browser["open"]>[0] = {}) => {
  const tab = browser.open({ page, ...more });
  await browser.clock.settle();
  return tab;
};
export const crash = async (browser: Browser, tab: Tab, page = FORM, more: Parameters<Browser["open"]>[0] = {}) => {
  tab.kill();
  return open(browser, page, more);
};
/** All that lies on the device. */
export async function stored(browser: Browser): Promise<string> {
  const request = browser.indexedDB.open("evenkeel-drafts");
  const database = await new Promise<IDBDatabase>((resolve, reject) => ((request.onsuccess = () => resolve(request.result)), (request.onerror = reject)));
  if (!database.objectStoreNames.contains("kept")) return database.close(), "[]";
  const all = database.transaction(["kept"]).objectStore("kept").getAll();
  const rows = await new Promise<unknown[]>(resolve => (all.onsuccess = () => resolve(all.result)));
  database.close();
  return JSON.stringify(rows, (_, value: unknown) => (value instanceof Map ? [...value] : value));
}
