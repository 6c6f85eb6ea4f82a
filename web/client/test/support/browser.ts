import "fake-indexeddb/auto";
// Loaded before it is asked for, since that would take real time.
import "../../src/deployments/update.js";
import "../../src/drafts/forms.js";
import "../../src/outbox/lease.js";
import { IDBFactory } from "fake-indexeddb";
import { Window as Page } from "happy-dom";
import type { Channel, Environment } from "../../src/environment.js";
import { Runtime } from "../../src/runtime.js";
import type { ClientOptions } from "../../src/types.js";
import { FakeChannels } from "./fake-channels.js";
import { FakeClock } from "./fake-clock.js";
import { FakeLocks } from "./fake-locks.js";
import { FakeServer } from "./fake-server.js";

export interface Tab {
  readonly keel: Runtime;
  /** What the document asked for: "" is a reload. */
  readonly navigations: string[];
  /** Of a tab that was opened with a page. */
  readonly window: Window & typeof globalThis;
  readonly environment: Environment & { isVisible: boolean; wake(why: "online" | "offline" | "visible"): void; frozen: boolean };
  /** Ends it as a crash would: nothing is written any more, locks become free. */
  kill(): void;
}

/** One browser with its storage, locks and tabs, in front of one server. */
export class Browser {
  readonly clock = new FakeClock();
  readonly server = new FakeServer(this.clock);
  readonly locks = new FakeLocks();
  readonly channels = new FakeChannels();
  readonly tabs: Tab[] = [];
  indexedDB: IDBFactory = new IDBFactory();
  seed = 1;
  persisted = 0;

  /** A generator of its own, so that each run is the same. */
  random = (): number => {
    this.seed = (this.seed * 48_271) % 2_147_483_647;
    return this.seed / 2_147_483_647;
  };

  /** `page`: its HTML, where the test is about more than calls; `window`: that of the same tab before it was loaded anew. */
  open({ page, url = "http://localhost/", former, ...options }: ClientOptions & { locks?: boolean; indexedDB?: IDBFactory | undefined; page?: string; url?: string; former?: Tab } = {}): Tab {
    const window = page === undefined ? undefined : (new Page({ url }) as unknown as Window & typeof globalThis);
    if (window) {
      window.document.body.innerHTML = page!;
      const session = former?.window.sessionStorage;
      for (let index = 0; index < (session?.length ?? 0); index++) window.sessionStorage.setItem(session!.key(index)!, session!.getItem(session!.key(index)!)!);
    }
    const navigations: string[] = [];
    const listeners = new Set<(why: "online" | "offline" | "visible") => void>();
    const opened: Channel[] = [];
    const timers = new Set<unknown>();
    let alive = true;
    const environment = {
      isVisible: true,
      frozen: false,
      wake: (why: "online" | "offline" | "visible") => listeners.forEach(listener => listener(why)),
      now: () => this.clock.now,
      random: this.random,
      randomBytes: (length: number) => Uint8Array.from({ length }, () => Math.floor(this.random() * 256)),
      setTimeout: (run: () => void, ms: number) => {
        const timer = this.clock.setTimeout(() => !environment.frozen && alive && run(), ms);
        timers.add(timer);
        return timer;
      },
      clearTimeout: this.clock.clearTimeout,
      fetch: (async (input, init) => {
        const response = alive ? await this.server.fetch(input as string, init) : undefined;
        return alive ? response : new Promise(() => {});
      }) as typeof fetch,
      indexedDB: "indexedDB" in options ? options.indexedDB : this.indexedDB,
      locks: options.locks === false ? undefined : this.locks.of(listeners),
      channel: (name: string) => {
        const channel = this.channels.open(name);
        opened.push(channel);
        return channel;
      },
      visible: () => environment.isVisible,
      onWake: (listener: (why: "online" | "offline" | "visible") => void) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      persistStorage: async () => {
        this.persisted++;
        return true;
      },
      window,
      navigate: (url = "") => void navigations.push(url),
    };
    const keel = new Runtime(environment, options);
    const tab: Tab = {
      keel,
      navigations,
      window: window!,
      environment,
      kill: () => {
        alive = false;
        this.tabs.splice(this.tabs.indexOf(tab), 1);
        for (const channel of opened) this.channels.drop(channel);
        for (const timer of timers) this.clock.clearTimeout(timer);
        this.locks.free(listeners);
      },
    };
    this.tabs.push(tab);
    return tab;
  }

  async close(): Promise<void> {
    const closing = Promise.all(this.tabs.map(({ keel }) => keel.close()));
    await this.clock.settle();
    await closing;
  }
}
