import type { Tools } from "./update.js";

const CACHE_VERSION = "cacheVersion";
const WORKER = /\/evenkeel-worker\.js(\?|$)/;

/** Drops what only repeats the server: kept results of queries, and Cache Storage. */
export async function clearCaches({ answered, parts: { database }, window }: Tools): Promise<void> {
  await database.run(["kept"], "readwrite", stores => answered(stores("kept").clear())).catch(() => {});
  const caches = window.caches as CacheStorage | undefined;
  for (const name of (await caches?.keys()) ?? []) await caches!.delete(name);
}

/** All that a recovery clears. The outbox and the drafts are in our own databases, which stay whatever the options say. */
export async function clearAll(tools: Tools): Promise<void> {
  const { parts: { environment: { indexedDB }, options }, window } = tools;
  const { localStorage = [], sessionStorage = [], databases = [] } = options.deployment?.clear ?? {};
  const worker = async () => {
    for (const registration of (await (window.navigator.serviceWorker as ServiceWorkerContainer | undefined)?.getRegistrations()) ?? []) {
      const { active, waiting, installing } = registration;
      if (WORKER.test((active ?? waiting ?? installing)?.scriptURL ?? "")) await registration.unregister();
    }
  };
  const stored = async () => {
    for (const key of localStorage) window.localStorage.removeItem(key);
    for (const key of sessionStorage) window.sessionStorage.removeItem(key);
    const own = options.name ?? "evenkeel";
    // Another tab may hold one of these open: it goes when that tab does.
    for (const name of databases) if (name !== own && name !== `${own}-drafts`) indexedDB?.deleteDatabase(name);
  };
  // What one storage refuses is no reason to keep the others.
  await Promise.allSettled([clearCaches(tools), worker(), stored()]);
}

/** Drops every client cache if the application's cache version has risen since they were filled. */
export async function clearOld(tools: Tools, version: string): Promise<void> {
  const { store } = tools.parts;
  const known = (await store.readMeta(CACHE_VERSION)) as string | undefined;
  if (known !== undefined && version.localeCompare(known, undefined, { numeric: true }) <= 0) return;
  await clearCaches(tools).catch(() => {});
  await store.writeMeta(CACHE_VERSION, version);
}
