import type { Acknowledged } from "../outbox/outbox.js";
import type { Database, KeptResult } from "../outbox/database.js";
import type { Settling } from "../outbox/storage.js";
import type { Params } from "../types.js";
import type { Reducers } from "./reducers.js";

const MOST = 500;

/** Query results on the device, for reading without a network. They belong to one scope, and the oldest make room. */
export class Kept {
  readonly #database: Database;
  readonly #reducers: Reducers;

  constructor(database: Database, reducers: Reducers) {
    this.#database = database;
    this.#reducers = reducers;
  }

  async read(key: KeptResult["key"]): Promise<KeptResult | undefined> {
    const kept = await (await this.#database.open()).get("kept", key);
    return kept?.v === 1 ? kept : undefined;
  }

  async write(key: KeptResult["key"], params: Params, data: unknown, at: number): Promise<void> {
    const transaction = (await this.#database.open()).transaction("kept", "readwrite");
    await transaction.store.put({ key, v: 1, at, params, data });
    let excess = (await transaction.store.count()) - MOST;
    for (let cursor = excess > 0 ? await transaction.store.index("at").openCursor() : null; cursor && excess > 0; excess--) {
      await cursor.delete();
      cursor = await cursor.continue();
    }
    await transaction.done;
  }

  async remove(key: KeptResult["key"]): Promise<void> {
    await (await this.#database.open()).delete("kept", key);
  }

  /** Writes the effect of acknowledged operations into what is kept, in the transaction that deletes them. */
  async materialise(transaction: Settling, acknowledged: readonly Acknowledged[]): Promise<void> {
    const store = transaction.objectStore("kept");
    const queries = new Map<string, [scope: string, query: string]>();
    for (const { row } of acknowledged) {
      for (const query of this.#reducers.queriesOf(row.action)) queries.set(`${row.scope} ${query}`, [row.scope, query]);
    }
    for (const [scope, query] of queries.values()) {
      // An array sorts after every string: all calls of this query.
      const results = await store.getAll(IDBKeyRange.bound([scope, query], [scope, query, []]));
      for (const kept of results) {
        const data = acknowledged.reduce<unknown>(
          (data, { row, answer }) => this.#reducers.apply(query, kept.params as Params, data, row, answer.data ?? null),
          kept.data,
        );
        if (data !== kept.data) await store.put({ ...kept, data });
      }
    }
  }
}
