import type { Row } from "./row.js";

/** What can be sent now, in order: per lane everything up to the first operation that must wait. Voids do not wait for their lane. What is on its way is passed over. */
export function* sendable(rows: Iterable<Row>, paused: (lane: string) => boolean, hasCall: (row: Row) => boolean, sending: ReadonlySet<number>): Generator<Row> {
  const held = new Set<string>();
  for (const row of rows) {
    const { lane, parked, seq, voids } = row;
    if (paused(lane) || sending.has(seq)) continue;
    if (!parked && (voids || (hasCall(row) && !held.has(lane)))) yield row;
    // What takes the place of an edited operation waits until its old id can no longer take effect.
    if (parked || voids || !hasCall(row)) held.add(lane);
  }
}
