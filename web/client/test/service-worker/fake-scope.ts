import type { Client, FetchEvent, WorkerScope } from "../../src/service-worker/worker/scope.js";

const ORIGIN = "https://crm.test";

/** A browser's side of a worker: caches that outlive it, documents, and a network to order. */
export class FakeScope {
  readonly stores = new Map<string, Map<string, Response>>();
  readonly requests: { path: string; cache: RequestCache | undefined }[] = [];
  documents: Client[] = [];
  skipped = 0;
  /** What the network answers; throws when it is down. */
  network: (path: string) => Response | Promise<Response> = () => {
    throw new TypeError("Failed to fetch");
  };
  readonly #listeners = new Map<string, (event: never) => void>();
  #timers: (() => void)[] = [];

  readonly registration: { readonly scope: string; installing?: unknown; waiting?: unknown } = { scope: `${ORIGIN}/` };

  readonly scope: WorkerScope = {
    location: { origin: ORIGIN },
    registration: this.registration,
    caches: {
      keys: async () => [...this.stores.keys()],
      delete: async name => this.stores.delete(name),
      open: async name => {
        const store = this.stores.get(name) ?? new Map<string, Response>();
        this.stores.set(name, store);
        return {
          match: async (address: string) => store.get(address)?.clone(),
          put: async (address: string, response: Response) => void store.set(address, response),
        } as unknown as Cache;
      },
    },
    clients: { matchAll: async () => this.documents, claim: async () => {} },
    fetch: async (request, init) => {
      const path = new URL(typeof request === "string" ? request : request.url).pathname;
      this.requests.push({ path, cache: init?.cache });
      return this.network(path);
    },
    setTimeout: run => this.#timers.push(run),
    clearTimeout: () => {},
    skipWaiting: async () => void this.skipped++,
    addEventListener: (type: string, listener: (event: never) => void) => void this.#listeners.set(type, listener),
  };

  async send(type: "install" | "activate" | "message", data?: unknown): Promise<void> {
    const work: Promise<unknown>[] = [];
    this.#listeners.get(type)?.({ data, waitUntil: (each: Promise<unknown>) => work.push(each) } as never);
    await Promise.all(work);
  }

  /** What the worker answers, or undefined where it leaves the request to the browser. */
  get(path: string, { mode = "no-cors", method = "GET", headers = {}, origin = ORIGIN } = {}): Promise<Response> | undefined {
    let answer: Promise<Response> | undefined;
    const request = { url: origin + path, method, mode, headers: new Headers(headers) } as unknown as Request;
    this.#listeners.get("fetch")?.({ request, respondWith: response => void (answer = response) } satisfies FetchEvent as never);
    return answer;
  }

  navigate(path: string): Promise<Response> | undefined {
    return this.get(path, { mode: "navigate" });
  }

  passTime(): void {
    this.#timers.splice(0).forEach(run => run());
  }
}
