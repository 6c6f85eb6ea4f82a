import type { Connection, Database, Schema } from "./database.js";
import type { IDBPTransaction } from "idb";
import { isReadable, readRow, type Row } from "./row.js";

/** What becomes of a row: another row in its place, null to delete it, undefined to leave it. */
export type Decision = Row | null | undefined;
export type Settling = IDBPTransaction<Schema, ("operations" | "kept")[], "readwrite">;

const CHUNK = 500;
/** Everything up to this place in the outbox may have been sent. */
const WATERMARK = "sentUpTo";

/** The stored outbox: reads, and changes that are decided inside a transaction, where no other tab can interfere. */
export class OutboxStorage {
  readonly #database: Database;
  #watermark = 0;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Reads a scope's rows in pieces, so that a long outbox does not block the page. */
  async load(scope: string, receive: (rows: Row[]) => void): Promise<void> {
    const database = await this.#database.open();
    for (let from = 0; ; ) {
      const stored = await database.getAll("operations", IDBKeyRange.lowerBound(from, true), CHUNK);
      receive(stored.map(readRow).filter(row => row.scope === scope));
      if (stored.length < CHUNK) return;
      from = stored.at(-1)!.seq;
    }
  }

  /**
   * Reads the rows about to be sent and notes, durably and in the same transaction, that they may have been. A discard in
   * another tab comes either before (the row is gone) or after (it sees the mark and writes a void).
   */
  async claim(places: readonly number[]): Promise<{ rows: Row[]; unsent: Set<number> }> {
    const last = places.at(-1)!;
    const unsent = new Set<number>();
    const transaction = (await this.#database.open()).transaction(["operations", "meta"], "readwrite", { durability: "strict" });
    const meta = transaction.objectStore("meta");
    if (last > this.#watermark) this.#watermark = ((await meta.get(WATERMARK)) as number | undefined) ?? 0;
    const wanted = new Set(places);
    const stored = await transaction.objectStore("operations").getAll(IDBKeyRange.bound(places[0]!, last));
    const rows = stored.filter(row => wanted.has(row.seq) && isReadable(row));
    for (const row of rows) if (!row.sent && row.seq > this.#watermark) unsent.add(row.seq);
    if (unsent.size) await meta.put(last, WATERMARK);
    await transaction.done;
    this.#watermark = Math.max(this.#watermark, unsent.size ? last : 0);
    return { rows, unsent };
  }

  /** Deletes and changes rows after an answer, and whatever `also` does, in one step. */
  async settle(decisions: ReadonlyMap<number, (row: Row) => Decision>, also?: (transaction: Settling) => Promise<void>): Promise<{ put: Row[]; removed: Row[] }> {
    const places = [...decisions.keys()].sort((a, b) => a - b);
    const transaction = (await this.#database.open()).transaction(["operations", "kept"], "readwrite");
    const operations = transaction.objectStore("operations");
    const put: Row[] = [];
    const removed: Row[] = [];
    for (const row of await operations.getAll(IDBKeyRange.bound(places[0]!, places.at(-1)!))) {
      const decision = isReadable(row) ? decisions.get(row.seq)?.(row) : undefined;
      if (decision === null) removed.push(row);
      else if (decision) put.push({ ...decision, rev: row.rev + 1 });
    }
    const writes: Promise<unknown>[] = put.map(row => operations.put(row));
    for (const [first, last] of runs(removed)) writes.push(operations.delete(IDBKeyRange.bound(first, last)));
    await Promise.all([...writes, also?.(transaction), transaction.done]);
    return { put, removed };
  }

  /** Changes one row by a person's decision. */
  async change(seq: number, decide: (row: Row, maybeSent: boolean) => Decision): Promise<Decision> {
    const transaction = (await this.#database.open()).transaction(["operations", "meta"], "readwrite", { durability: "strict" });
    const operations = transaction.objectStore("operations");
    const row = await operations.get(seq);
    const watermark = ((await transaction.objectStore("meta").get(WATERMARK)) as number | undefined) ?? 0;
    let decision = row && decide(row, row.sent === true || seq <= watermark);
    if (decision === null) await operations.delete(seq);
    else if (decision) await operations.put((decision = { ...decision, rev: row!.rev + 1 }));
    await transaction.done;
    return decision;
  }

  async readMeta<T>(key: string): Promise<T | undefined> {
    return (await (await this.#database.open()).get("meta", key)) as T | undefined;
  }

  async writeMeta(key: string, value: unknown): Promise<void> {
    await (await this.#database.open()).put("meta", value, key);
  }

  connection(): Promise<Connection> {
    return this.#database.open();
  }
}

/** Neighbours become one range: a whole flush is usually deleted by a single request. */
function* runs(rows: readonly Row[]): Generator<[first: number, last: number]> {
  let first: number | undefined;
  let last = 0;
  for (const { seq } of rows) {
    if (first !== undefined && seq !== last + 1) {
      yield [first, last];
      first = undefined;
    }
    first ??= seq;
    last = seq;
  }
  if (first !== undefined) yield [first, last];
}
