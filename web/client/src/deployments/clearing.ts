import { answered } from "../outbox/database.js";
import type { Parts } from "../parts.js";

const WORKER = /\/evenkeel-worker\.js(\?|$)/;

/** Drops what only repeats the server: kept results of queries, and Cache Storage. */
export async function clearCaches({ database, environment: { window } }: Parts): Promise<void> {
  await database.run(["kept"], "readwrite", stores => answered(stores("kept").clear())).catch(() => {});
  const caches = window?.caches;
  for (const name of (await caches?.keys()) ?? []) await caches!.delete(name);
}

/** All that a recovery clears. The outbox is in our own database, which stays whatever the options say. */
export async function clearAll(parts: Parts): Promise<void> {
  const { environment: { indexedDB, window }, options } = parts;
  const { localStorage = [], sessionStorage = [], databases = [] } = options.deployment?.clear ?? {};
  const worker = async () => {
    for (const registration of (await window?.navigator.serviceWorker?.getRegistrations()) ?? []) {
      const { active, waiting, installing } = registration;
      if (WORKER.test((active ?? waiting ?? installing)?.scriptURL ?? "")) await registration.unregister();
    }
  };
  const stored = async () => {
    for (const key of localStorage) window?.localStorage.removeItem(key);
    for (const key of sessionStorage) window?.sessionStorage.removeItem(key);
    // Another tab may hold one of these open: it goes when that tab does.
    for (const name of databases) if (name !== (options.name ?? "evenkeel")) indexedDB?.deleteDatabase(name);
  };
  // What one storage refuses is no reason to keep the others.
  await Promise.allSettled([clearCaches(parts), worker(), stored()]);
}
