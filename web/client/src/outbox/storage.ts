import { answered, type Database, type StoreName, type Stores } from "./database.js";
import { isReadable, readRow, type Row } from "./row.js";

/** What becomes of a row: another row in its place, null to delete it, undefined to leave it. */
export type Decision = Row | null | undefined;

const CHUNK = 500;
/** Everything up to this place in the outbox may have been sent. */
const WATERMARK = "sentUpTo";

/** The stored outbox: reads, and changes that are decided inside a transaction, where no other tab can interfere. */
export class OutboxStorage {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Reads a scope's rows in pieces, so that a long outbox does not block the page. */
  async load(scope: string, receive: (rows: Row[]) => void): Promise<void> {
    for (let from = 0; ; ) {
      const range = IDBKeyRange.lowerBound(from, true);
      const stored = await this.#database.run(["operations"], "readonly", stores => answered<Row[]>(stores("operations").getAll(range, CHUNK)));
      receive(stored.map(readRow).filter(row => row.scope === scope));
      if (stored.length < CHUNK) return;
      from = stored.at(-1)!.seq;
    }
  }

  /**
   * Reads the rows about to be sent and notes, durably and in the same transaction, that they may have been. A discard in
   * another tab comes either before (the row is gone) or after (it sees the mark and writes a void).
   */
  claim(places: readonly number[]): Promise<{ rows: Row[]; unsent: Set<number> }> {
    return this.#change(async stores => {
      const watermark = await readWatermark(stores);
      const wanted = new Set(places);
      const rows = (await readBetween(stores, places)).filter(row => wanted.has(row.seq) && isReadable(row));
      const unsent = new Set(rows.filter(row => !row.sent && row.seq > watermark).map(row => row.seq));
      if (unsent.size) stores("meta").put(places.at(-1), WATERMARK);
      return { rows, unsent };
    });
  }

  /** Deletes and changes rows after an answer, and whatever `also` does, in one step. */
  settle(decisions: ReadonlyMap<number, (row: Row) => Decision>, also: (stores: Stores) => unknown): Promise<{ put: Row[]; removed: Row[] }> {
    const decide = async (stores: Stores) => {
      const put: Row[] = [];
      const removed: Row[] = [];
      const places = [...decisions.keys()].sort((a, b) => a - b);
      for (const row of await readBetween(stores, places)) {
        const decision = isReadable(row) ? decisions.get(row.seq)?.(row) : undefined;
        if (decision === null) removed.push(row);
        if (decision) put.push(write(stores, row, decision));
      }
      for (const [first, last] of runs(removed)) stores("operations").delete(IDBKeyRange.bound(first, last));
      await also(stores);
      return { put, removed };
    };
    // Not strict: what is sent again after a power failure is answered from the ledger.
    return this.#change(decide, ["operations", "kept"], "default");
  }

  /** Changes one row by a person's decision. */
  change(seq: number, decide: (row: Row, maybeSent: boolean) => Decision): Promise<Decision> {
    return this.#change(async stores => {
      const row = await answered<Row | undefined>(stores("operations").get(seq));
      const decision = row && decide(row, row.sent === true || seq <= (await readWatermark(stores)));
      if (decision === null) stores("operations").delete(seq);
      return decision ? write(stores, row!, decision) : decision;
    });
  }

  readMeta<T>(key: string): Promise<T | undefined> {
    return this.#database.run(["meta"], "readonly", stores => answered<T | undefined>(stores("meta").get(key)));
  }

  async writeMeta(key: string, value: unknown): Promise<void> {
    await this.#database.run(["meta"], "readwrite", stores => stores("meta").put(value, key));
  }

  #change<T>(work: (stores: Stores) => Promise<T>, names: StoreName[] = ["operations", "meta"], durability: IDBTransactionDurability = "strict"): Promise<T> {
    return this.#database.run(names, "readwrite", work, durability);
  }
}

const readWatermark = async (stores: Stores) => (await answered<number | undefined>(stores("meta").get(WATERMARK))) ?? 0;

const readBetween = (stores: Stores, places: readonly number[]) =>
  answered<Row[]>(stores("operations").getAll(IDBKeyRange.bound(places[0], places.at(-1))));

function write(stores: Stores, row: Row, decision: Row): Row {
  const written = { ...decision, rev: row.rev + 1 };
  stores("operations").put(written);
  return written;
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
