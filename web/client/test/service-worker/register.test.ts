import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { registerWorker } from "../../src/service-worker/index.js";

/** A browser's side of a page: one registration, its worker, and the page's document. */
class FakePage {
  readonly sent: unknown[] = [];
  readonly registered: unknown[] = [];
  readonly kept = ["evenkeel:shell:v1", "somebody-else"];
  updates = 0;
  unregistered = 0;
  found: (EventTarget & { state: string }) | null = null;
  waiting: { postMessage(message: unknown): void } | null = null;
  readonly document = Object.assign(new EventTarget(), { visibilityState: "visible", activeElement: null as unknown, querySelector: () => ({ content: "v1" }) });
  readonly registration = Object.assign(new EventTarget(), {
    active: { postMessage: (message: unknown) => void this.sent.push(message) },
    update: async () => void this.updates++,
    unregister: async () => void this.unregistered++,
  });
  readonly workers = Object.assign(new EventTarget(), {
    startMessages: () => {},
    register: async (...call: unknown[]) => {
      this.registered.push(call);
      return Object.defineProperties(this.registration, { installing: { get: () => this.found, configurable: true }, waiting: { get: () => this.waiting, configurable: true } });
    },
  });

  /** Another worker has taken in its build. */
  async install(): Promise<void> {
    this.find();
    this.registration.dispatchEvent(new Event("updatefound"));
    await this.finish();
  }

  find(): void {
    this.found = Object.assign(new EventTarget(), { state: "installing" });
  }

  async finish(): Promise<void> {
    const found = this.found!;
    found.state = "installed";
    this.waiting = { postMessage: message => void this.sent.push(message) };
    found.dispatchEvent(new Event("statechange"));
    await vi.advanceTimersByTimeAsync(0);
  }

  show(): Promise<unknown> {
    this.document.dispatchEvent(new Event("visibilitychange"));
    return vi.advanceTimersByTimeAsync(0);
  }
}

let page: FakePage;
const activated = () => page.sent.filter(message => (message as { kind: string }).kind === "activate").length;

beforeEach(() => {
  vi.useFakeTimers();
  page = new FakePage();
  vi.stubGlobal("navigator", { serviceWorker: page.workers });
  vi.stubGlobal("document", page.document);
  vi.stubGlobal("caches", { keys: async () => [...page.kept], delete: async (name: string) => page.kept.splice(page.kept.indexOf(name), 1).length > 0 });
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe("registering", () => {
  it("keeps the script out of the HTTP cache, and asks for others when the page is seen and each hour", async () => {
    registerWorker();
    await vi.advanceTimersByTimeAsync(0);
    expect(page.registered).toEqual([["/evenkeel-worker.js", { updateViaCache: "none" }]]);
    expect(page.updates).toBe(0);
    await page.show();
    expect(page.updates).toBe(1);
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(page.updates).toBe(2);
  });

  it("says which build the document runs", async () => {
    registerWorker();
    const { port1, port2 } = new MessageChannel();
    const answered = new Promise(resolve => (port1.onmessage = ({ data }) => resolve(data)));
    page.workers.dispatchEvent(Object.assign(new Event("message"), { data: { kind: "evenkeel-build" }, ports: [port2] }));
    expect(await answered).toBe("v1");
    port1.close();
  });

  it.each(["no service workers", "a registration that fails"])("does nothing with %s", async what => {
    if (what.startsWith("no")) vi.stubGlobal("navigator", {});
    else page.workers.register = () => Promise.reject(new TypeError("404"));
    const worker = registerWorker();
    await worker.update();
    await worker.activate();
    await worker.unregister();
    expect(page.updates + page.unregistered + activated()).toBe(0);
  });
});

describe("a worker that waits", () => {
  it("takes over at once when nobody types", async () => {
    registerWorker();
    await page.install();
    expect(activated()).toBe(1);
  });

  it("takes over too if it was found before this page was there", async () => {
    page.find();
    registerWorker();
    await vi.advanceTimersByTimeAsync(0);
    expect(activated()).toBe(0);
    await page.finish();
    expect(activated()).toBe(1);
  });

  it("waits for the field to be left, or the page to be hidden", async () => {
    page.document.activeElement = { tagName: "TEXTAREA" };
    registerWorker();
    await page.install();
    await vi.advanceTimersByTimeAsync(20_000);
    expect(activated()).toBe(0);
    page.document.visibilityState = "hidden";
    await vi.advanceTimersByTimeAsync(5_000);
    expect(activated()).toBe(1);
  });

  it("takes over when the application says so, and not while it fails to", async () => {
    let answer: () => boolean | Promise<boolean> = () => Promise.reject(new Error("not now"));
    registerWorker({ activateWhen: () => answer() });
    await page.install();
    expect(activated()).toBe(0);
    answer = () => true;
    await vi.advanceTimersByTimeAsync(5_000);
    expect(activated()).toBe(1);
  });

  it("takes over when it is told to", async () => {
    const worker = registerWorker({ activateWhen: () => false });
    await page.install();
    await worker.activate();
    expect(activated()).toBe(1);
  });
});

it("is removed with its files and no others, and asks no more", async () => {
  const worker = registerWorker();
  await worker.unregister();
  expect([page.unregistered, page.kept]).toEqual([1, ["somebody-else"]]);
  await vi.advanceTimersByTimeAsync(7_200_000);
  expect(page.updates).toBe(0);
});

it("stops asking when its signal fires", async () => {
  const stop = new AbortController();
  registerWorker({ signal: stop.signal });
  await vi.advanceTimersByTimeAsync(0);
  stop.abort();
  await vi.advanceTimersByTimeAsync(7_200_000);
  expect([page.updates, page.unregistered]).toEqual([0, 0]);
});
