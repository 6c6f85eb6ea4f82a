import type { sleep } from "../environment.js";
import type { Parts } from "../parts.js";
import type { answered } from "./database.js";
import type { Holder } from "./lock.js";

interface Lease {
  readonly holder: string;
  readonly at: number;
}

const LEASE = "lease";

/** As those of the lock: importing them would cut the file that every page loads in two. */
const BEAT_MS = 500;
const SILENT_MS = 1500;

/** The place of the flusher without Web Locks, which plain http does not have: a row that its holder renews. A file of its own. */
export function leaseHolder({ database, environment }: Parts, answer: typeof answered, rest: typeof sleep): Holder {
  const self = Array.from(environment.randomBytes(8)).join(".");
  const take = (force: boolean): Promise<boolean> =>
    database.run(["meta"], "readwrite", async stores => {
      const lease = await answer<Lease | undefined>(stores("meta").get(LEASE));
      const mine = force || !lease || lease.holder === self || environment.now() - lease.at > SILENT_MS;
      if (mine) stores("meta").put({ holder: self, at: environment.now() } satisfies Lease, LEASE);
      return mine;
    });
  return async (steal, work, lost) => {
    // Where nothing can be stored there is no lease to be had either, and nothing that two tabs could send.
    if (!(await take(steal).catch(() => true))) return false;
    const over = new AbortController();
    const renew = async () => {
      for (;;) {
        await rest(environment, BEAT_MS, over.signal);
        if (over.signal.aborted) return;
        if (!(await take(false).catch(() => false))) lost();
      }
    };
    const renewing = renew();
    try {
      await work();
    } finally {
      over.abort();
      await renewing;
      await database.run(["meta"], "readwrite", async stores => {
        const lease = await answer<Lease | undefined>(stores("meta").get(LEASE));
        if (lease?.holder === self) stores("meta").delete(LEASE);
      }).catch(() => undefined);
    }
    return true;
  };
}
