import { isPending, operationOf, type Row } from "./row.js";
import type { Operation } from "../types.js";

/** The outbox of the present scope in memory: what lists, counts and the local view are made of. The database is the truth. */
export class Mirror {
  readonly #rows = new Map<number, Row>();
  readonly #places = new Map<string, number>();
  /** Ids that are settled. A message of another tab that comes late must not bring them back. */
  readonly #gone = new Set<string>();
  readonly #operations = new WeakMap<Row, Operation>();
  readonly #listeners = new Set<() => void>();
  /** What this tab is sending at this moment. */
  readonly sending = new Set<number>();
  #scope: string | undefined;
  #lastSeq = 0;
  #parked = 0;

  get pending(): number {
    return this.#rows.size - this.#parked;
  }

  get parked(): number {
    return this.#parked;
  }

  rows(): IterableIterator<Row> {
    return this.#rows.values();
  }

  get(id: string): Row | undefined {
    const seq = this.#places.get(id);
    return seq === undefined ? undefined : this.#rows.get(seq);
  }

  oldest(): Row | undefined {
    for (const row of this.#rows.values()) if (isPending(row)) return row;
    return undefined;
  }

  /** Whether a parked operation holds this lane. */
  isHeld(lane: string): boolean {
    if (this.#parked) for (const row of this.#rows.values()) if (row.parked && row.lane === lane) return true;
    return false;
  }

  list(): Operation[] {
    return Array.from(this.#rows.values(), row => {
      if (this.sending.has(row.seq)) return operationOf(row, true);
      let operation = this.#operations.get(row);
      if (!operation) this.#operations.set(row, (operation = operationOf(row, false)));
      return operation;
    });
  }

  /** Changes many rows and tells of it once. */
  apply(put: readonly Row[], removed: readonly string[] = []): void {
    for (const id of removed) {
      this.#gone.add(id);
      const row = this.get(id);
      if (row) this.#delete(row);
    }
    let sorted = true;
    for (const row of put) {
      // An answer may still be on the way when another user signs in.
      if (row.scope !== this.#scope) continue;
      const known = this.#rows.get(row.seq);
      if (this.#gone.has(row.id) || (known && known.rev > row.rev)) continue;
      if (known) this.#forget(known);
      if (row.parked) this.#parked++;
      this.#rows.set(row.seq, row);
      this.#places.set(row.id, row.seq);
      if (row.seq < this.#lastSeq) sorted &&= known !== undefined;
      else this.#lastSeq = row.seq;
    }
    if (!sorted) this.#sort();
    this.changed();
  }

  /** Begins anew with the rows of another user. */
  clear(scope: string | undefined): void {
    this.#scope = scope;
    this.#rows.clear();
    this.#places.clear();
    this.#parked = this.#lastSeq = 0;
    this.changed();
  }

  changed(): void {
    for (const listener of [...this.#listeners]) listener();
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #delete(row: Row): void {
    this.#forget(row);
    this.#rows.delete(row.seq);
  }

  #forget(row: Row): void {
    if (row.parked) this.#parked--;
    this.#places.delete(row.id);
  }

  #sort(): void {
    const rows = [...this.#rows].sort(([a], [b]) => a - b);
    this.#rows.clear();
    for (const [seq, row] of rows) this.#rows.set(seq, row);
  }
}
