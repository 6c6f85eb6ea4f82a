import { createObservable } from "../status/observable.js";
import type { Row } from "./row.js";

/** The outbox of the present scope in memory: what lists, counts and the local view are made of. The database is the truth. */
export interface Mirror {
  /** By place, in order. */
  readonly rows: ReadonlyMap<number, Row>;
  /** The places that this tab is sending at this moment. */
  readonly sending: Set<number>;
  /** The places that are stored as sent, ahead of the first try, and that nobody has tried to send yet. */
  readonly fresh: Set<number>;
  find(id: string): Row | undefined;
  apply(put: readonly Row[], removed?: readonly number[]): void;
  /** Begins anew with the rows of another user. */
  clear(scope: string | undefined): void;
  /** Tells listeners, once for a burst of changes. */
  changed(): void;
  subscribe(listener: () => void): () => void;
}

export function createMirror(): Mirror {
  const rows = new Map<number, Row>();
  const told = createObservable({ changes: 0 });
  /** Places that are settled. A message of another tab that comes late must not bring them back. */
  const gone = new Set<number>();
  let changes = 0;
  let highest = 0;
  let owner: string | undefined;

  const changed = () => {
    changes++;
    queueMicrotask(() => told.set({ changes }));
  };
  return {
    rows,
    changed,
    sending: new Set(),
    fresh: new Set(),
    subscribe: told.subscribe,
    find: id => [...rows.values()].find(row => row.id === id),
    apply(put, removed = []) {
      for (const seq of removed) {
        gone.add(seq);
        rows.delete(seq);
      }
      let sorted = true;
      for (const row of put) {
        const { seq } = row;
        const known = rows.get(seq);
        // An answer may still be on the way when another user signs in.
        if (row.scope !== owner || gone.has(seq) || (known && known.rev > row.rev)) continue;
        if (!known && seq < highest) sorted = false;
        highest = Math.max(highest, seq);
        rows.set(seq, row);
      }
      const inOrder = sorted ? [] : [...rows].sort(([a], [b]) => a - b);
      for (const [seq, row] of inOrder) {
        rows.delete(seq);
        rows.set(seq, row);
      }
      changed();
    },
    clear(scope) {
      owner = scope;
      rows.clear();
      changed();
    },
  };
}
