import type { KeelClient, QueryView } from "@evenkeel/client";
import type { Load } from "./contender.js";
import { operation, type Item } from "./operations.js";

export interface ViewTimes {
  /** Milliseconds from looking at the list until all pending operations show in it. */
  readonly opened: number[];
  /** Milliseconds from a command until it shows in the list, its durable save included. */
  readonly changed: number[];
}

interface Row {
  readonly id: string;
  readonly name: string;
  readonly note: string;
}

export const ADD = "POST /api/keel/items";
export const ROWS = "GET /api/keel/rows";

/** One operation in three adds a row, one edits a row of the server, one deletes one. */
export function registerRows(keel: KeelClient): void {
  keel.local<Item>(ADD, {
    [ROWS]: (rows: Row[], { id, input }) => {
      const number = Number(input.id.split("-").at(-1));
      const target = `row-${number}`;
      if (number % 3 === 0) return [...rows, { id, name: input.id, note: "added" }];
      if (number % 3 === 1) return rows.map(row => (row.id === target ? { ...row, note: "edited" } : row));
      return rows.filter(row => row.id !== target);
    },
  });
}

export async function measureView(keel: KeelClient, { run, count }: Load, rounds = 15): Promise<ViewTimes> {
  const times: ViewTimes = { opened: [], changed: [] };
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    const list = await shown(keel, count, count + round);
    times.opened.push(performance.now() - start);

    const saved = performance.now();
    const seen = list.next(count + round + 1);
    await keel.command(ADD, operation(`${run}-more`, round * 3), { waitMs: 0 });
    await seen;
    times.changed.push(performance.now() - saved);
    list.stop();
  }
  return times;
}

async function shown(keel: KeelClient, count: number, pending: number) {
  let awaited: { pending: number; resolve: () => void } | undefined;
  const note = (view: QueryView<Row[]>) => {
    if (view.data && view.pending === awaited?.pending) awaited.resolve();
  };
  const next = (pending: number) => new Promise<void>(resolve => (awaited = { pending, resolve }));
  const first = next(pending);
  const observation = keel.observe<Row[]>(ROWS, { count }, note);
  await first;
  return { next, stop: () => observation.stop() };
}
