import { sleep } from "../environment.js";
import { KeelError } from "../errors.js";
import type { Parts } from "../parts.js";
import { answered } from "./database.js";
import type { NewRow } from "./row.js";

/**
 * Makes operations durable before anything is sent. What arrives while a transaction commits shares the next one, so that
 * a burst costs a few commits to disk and a lone operation exactly one put.
 */
export interface Enqueue {
  /** Lets a burst of calls in by groups: typing and painting go on between them. */
  admission(): Promise<void>;
  add(row: NewRow): Promise<void>;
}

interface Waiting {
  readonly row: NewRow;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

const GROUP = 250;

export function createEnqueue({ database, engine, environment, mirror, queue, status }: Parts): Enqueue {
  const waiting: Waiting[] = [];
  let busy = false;
  let calls = 0;
  let turn = Promise.resolve();

  const write = async (group: Waiting[]) => {
    // Saying so now saves a second write before the first try.
    const sent = engine.sendsNow();
    const rows = group.map(({ row }) => ({ ...row, sent }));
    let places: IDBValidKey[];
    try {
      // The key generator gives each its place.
      places = await database.run(["operations"], "readwrite", stores => Promise.all(rows.map(row => answered(stores("operations").put(row)))), "strict");
    } catch (cause) {
      // One that does not fit must not take the others of its group with it.
      if (group.length > 1) for (const one of group) await write([one]);
      else group[0]!.reject(refusal(cause));
      return;
    }
    status.set({ storage: "ok" });
    if (sent) for (const place of places) mirror.fresh.add(place as number);
    queue.absorb({ put: rows.map((row, index) => ({ ...row, seq: places[index] as number })) });
    engine.kick();
    for (const { resolve } of group) resolve();
  };
  const refusal = (cause: unknown) => {
    const full = (cause as Error).name === "QuotaExceededError";
    status.set({ storage: full ? "full" : "blocked" });
    return new KeelError(full ? "storage-full" : "storage-blocked", `Nothing was saved: ${full ? "the device is full" : "the browser forbids it"}.`, { cause });
  };
  const drain = async () => {
    busy = true;
    while (waiting.length) await write(waiting.splice(0, GROUP));
    busy = false;
  };
  return {
    admission: () => (turn = ++calls % GROUP ? turn : turn.then(() => sleep(environment, 0))),
    add: row =>
      new Promise((resolve, reject) => {
        waiting.push({ row, resolve, reject });
        if (!busy) void drain();
      }),
  };
}
