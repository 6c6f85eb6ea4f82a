/** Everything the runtime takes from the world around it. Tests hand in a world of their own. */
export interface Environment {
  now(): number;
  random(): number;
  randomBytes(length: number): Uint8Array;
  setTimeout(run: () => void, ms: number): unknown;
  clearTimeout(handle: unknown): void;
  fetch: typeof globalThis.fetch;
  indexedDB: IDBFactory | undefined;
  locks: LockManager | undefined;
  channel(name: string): Channel | undefined;
  visible(): boolean;
  /** Calls back when a request is worth a try: the network returned, or a person looks at the page. */
  onWake(listener: (why: "online" | "offline" | "visible") => void): () => void;
  persistStorage(): Promise<boolean>;
  /** The window of this page; none in a worker. */
  window: (Window & typeof globalThis) | undefined;
  /** Loads the page anew, or another one. */
  navigate(url?: string): void;
}

export type Channel = Pick<BroadcastChannel, "postMessage" | "close" | "onmessage">;

export function browserEnvironment(fetch?: typeof globalThis.fetch): Environment {
  const page = globalThis as Partial<Window & typeof globalThis>;
  return {
    now: Date.now,
    random: Math.random,
    // Not randomUUID: it needs a secure context, and this works over plain http too.
    randomBytes: length => crypto.getRandomValues(new Uint8Array(length)),
    setTimeout: (run, ms) => setTimeout(run, ms),
    clearTimeout: handle => clearTimeout(handle as number),
    fetch: fetch ?? ((input, init) => globalThis.fetch(input, init)),
    indexedDB: page.indexedDB,
    locks: page.navigator?.locks,
    channel: name => (page.BroadcastChannel ? new BroadcastChannel(name) : undefined),
    visible: () => page.document?.visibilityState !== "hidden",
    onWake(listener) {
      const listening = new AbortController();
      const on = (target: EventTarget | undefined, type: string, run: () => unknown) => target?.addEventListener?.(type, run, listening);
      on(page as EventTarget, "online", () => listener("online"));
      on(page as EventTarget, "offline", () => listener("offline"));
      on(page.document, "visibilitychange", () => page.document?.visibilityState === "visible" && listener("visible"));
      return () => listening.abort();
    },
    persistStorage: async () => (await page.navigator?.storage?.persist?.()) ?? false,
    window: page.document && (page as Window & typeof globalThis),
    navigate: url => (url === undefined ? page.location!.reload() : page.location!.assign(url)),
  };
}

/** Waits on the environment's clock; ends early, without an error, when the signal fires. */
export function sleep(environment: Environment, ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    if (signal?.aborted) return resolve();
    const done = () => {
      environment.clearTimeout(timer);
      signal?.removeEventListener("abort", done);
      resolve();
    };
    const timer = environment.setTimeout(done, ms);
    signal?.addEventListener("abort", done);
  });
}
