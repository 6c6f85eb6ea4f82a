import { sleep, type Environment } from "../environment.js";
import { BEAT_MS, SILENT_MS, type Holder } from "./holder.js";
import type { OutboxStorage } from "./storage.js";

interface Lease {
  readonly holder: string;
  readonly at: number;
}

const LEASE = "lease";

/** The place of the flusher without Web Locks, which plain http does not have: a row that its holder renews. */
export function leaseHolder(environment: Environment, storage: OutboxStorage): Holder {
  const self = Array.from(environment.randomBytes(8)).join(".");
  const take = async (force: boolean): Promise<boolean> => {
    const transaction = (await storage.connection()).transaction("meta", "readwrite");
    const lease = (await transaction.store.get(LEASE)) as Lease | undefined;
    const free = !lease || lease.holder === self || environment.now() - lease.at > SILENT_MS;
    if (free || force) await transaction.store.put({ holder: self, at: environment.now() } satisfies Lease, LEASE);
    await transaction.done;
    return free || force;
  };
  return async (steal, work) => {
    if (!(await take(steal))) return false;
    const over = new AbortController();
    const renew = (async () => {
      for (;;) {
        await sleep(environment, BEAT_MS, over.signal);
        if (over.signal.aborted) return;
        if (!(await take(false).catch(() => false))) over.abort();
      }
    })();
    try {
      await work(over.signal);
    } finally {
      over.abort();
      await renew;
      await storage.connection().then(async database => {
        const transaction = database.transaction("meta", "readwrite");
        if (((await transaction.store.get(LEASE)) as Lease | undefined)?.holder === self) await transaction.store.delete(LEASE);
        await transaction.done;
      }, () => undefined);
    }
    return true;
  };
}
