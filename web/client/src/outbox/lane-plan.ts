import { isReadable, type Row } from "./row.js";

/**
 * What can be sent now, in order: per lane everything up to the first operation that must wait. Voids do not wait for their
 * lane. `busy` is under way and taken to succeed; if it does not, the plan is dropped.
 */
export function* sendable(rows: Iterable<Row>, paused: ReadonlySet<string>, hasCall: (row: Row) => boolean, busy: ReadonlySet<number>): Generator<Row> {
  const held = new Set<string>();
  for (const row of rows) {
    if (paused.has(row.lane)) continue;
    const readable = !row.parked && isReadable(row);
    if (busy.has(row.seq)) {
      if (row.voids) held.add(row.lane);
    } else if (readable && row.voids) {
      yield row;
      // What takes the place of an edited operation waits until its old id can no longer take effect.
      held.add(row.lane);
    } else if (!readable || !hasCall(row)) {
      held.add(row.lane);
    } else if (!held.has(row.lane)) {
      yield row;
    }
  }
}
