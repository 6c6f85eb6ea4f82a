import { answered, type Database, type StoreName, type Stores } from "./database.js";
import { readRow, type Row } from "./row.js";

/** The stored outbox: reads, and changes that are decided inside a transaction, where no other tab can interfere. */
export interface Store {
  /** Reads a scope's rows in pieces, so that a long outbox does not block the page. */
  load(scope: string, receive: (rows: Row[]) => void): Promise<void>;
  /** For each row that is still there: another row in its place, the same to leave it, null to delete it; and whatever `also` does, in one step. */
  change(places: readonly number[], decide: (row: Row, maybeSent: boolean) => Row | null, also?: (stores: Stores) => unknown, durability?: IDBTransactionDurability): Promise<Changed>;
  readMeta(key: string): Promise<unknown>;
  writeMeta(key: string, value: unknown): Promise<void>;
}

export interface Changed {
  readonly put: Row[];
  readonly removed: number[];
}

const CHUNK = 500;
const ALL: StoreName[] = ["operations", "meta", "kept"];
/** Everything up to this place in the outbox may have been sent. */
export const WATERMARK = "sentUpTo";

export function createStore({ run }: Database): Store {
  const getAll = (stores: Stores, range: IDBKeyRange) => answered<Row[]>(stores("operations").getAll(range, CHUNK));
  return {
    async load(scope, receive) {
      for (let from = 0, count = CHUNK; count === CHUNK; ) {
        const stored = await run(["operations"], "readonly", stores => getAll(stores, IDBKeyRange.lowerBound(from, true)));
        receive(stored.map(readRow).filter(row => row.scope === scope));
        count = stored.length;
        from = stored.at(-1)?.seq ?? 0;
      }
    },

    change: (places, decide, also, durability = "strict") =>
      run(ALL, "readwrite", async stores => {
        const operations = stores("operations");
        const wanted = new Set(places);
        const watermark = (await answered<number | undefined>(stores("meta").get(WATERMARK))) ?? 0;
        const stored = await answered<Row[]>(operations.getAll(IDBKeyRange.bound(Math.min(...places), Math.max(...places))));
        const put: Row[] = [];
        const removed: number[] = [];
        // Neighbours are deleted as one range: a whole flush usually goes by a single request.
        let first: number | undefined;
        let last = 0;
        const sweep = () => {
          if (first !== undefined) operations.delete(IDBKeyRange.bound(first, last));
          first = undefined;
        };
        for (const row of stored.map(readRow)) {
          const { seq } = row;
          const decision = wanted.has(seq) ? decide(row, row.sent === true || seq <= watermark) : row;
          if (decision === null) {
            removed.push((last = seq));
            first ??= seq;
            continue;
          }
          sweep();
          if (decision === row) continue;
          put.push({ ...decision, rev: row.rev + 1 });
          operations.put(put.at(-1));
        }
        sweep();
        await also?.(stores);
        return { put, removed };
      }, durability),

    readMeta: key => run(["meta"], "readonly", stores => answered(stores("meta").get(key))),
    writeMeta: (key, value) => run(["meta"], "readwrite", stores => void stores("meta").put(value, key)),
  };
}
