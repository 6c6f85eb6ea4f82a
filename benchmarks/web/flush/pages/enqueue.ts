import type { KeelClient } from "@evenkeel/client";
import type { Load } from "./contender.js";
import { operation } from "./operations.js";
import { openStore, putStrict } from "./strict-store.js";

export interface EnqueueTimes {
  /** Milliseconds of a call, each the mean of a block of calls, one after the other: the browser's clock is coarse. */
  readonly command: number[];
  readonly put: number[];
}

const ADD = "POST /api/keel/items";
const BLOCK = 10;

/** Commands and bare strict puts of the same content take turns, so that a slow moment of the disk meets both. */
export async function measureEnqueue(keel: KeelClient, { run, count }: Load): Promise<EnqueueTimes> {
  const database = await openStore(`${run}-bare`);
  const times: EnqueueTimes = { command: [], put: [] };
  for (let block = -1; block < count / BLOCK; block++) {
    const items = Array.from({ length: BLOCK }, (_, number) => operation(run, (block + 1) * BLOCK + number));
    const start = performance.now();
    for (const item of items) await keel.command(ADD, item, { waitMs: 0 });
    const between = performance.now();
    for (const item of items) await putStrict(database, item);
    const end = performance.now();
    // The first block warms up.
    if (block < 0) continue;
    times.command.push((between - start) / BLOCK);
    times.put.push((end - between) / BLOCK);
  }
  database.close();
  return times;
}
