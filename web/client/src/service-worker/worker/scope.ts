/** What the worker takes of its world. The library of types for pages has no service workers, and both cannot be loaded. */
export interface WorkerScope {
  readonly location: { readonly origin: string };
  readonly registration: { readonly scope: string; readonly installing?: unknown; readonly waiting?: unknown };
  readonly caches: Pick<CacheStorage, "open" | "keys" | "delete">;
  readonly clients: { matchAll(options: { includeUncontrolled: boolean; type: "window" }): Promise<readonly Client[]>; claim(): Promise<void> };
  fetch(request: Request | string, init?: RequestInit): Promise<Response>;
  setTimeout(run: () => void, ms: number): unknown;
  clearTimeout(handle: unknown): void;
  skipWaiting(): Promise<void>;
  addEventListener(type: "install" | "activate", listener: (event: { waitUntil(work: Promise<unknown>): void }) => void): void;
  addEventListener(type: "fetch", listener: (event: FetchEvent) => void): void;
  addEventListener(type: "message", listener: (event: { readonly data: unknown; waitUntil(work: Promise<unknown>): void }) => void): void;
}

export interface Client {
  postMessage(message: unknown, transfer: Transferable[]): void;
}

export interface FetchEvent {
  readonly request: Request;
  respondWith(response: Promise<Response>): void;
}
