import { answered, type Stores } from "../outbox/database.js";
import type { Row } from "../outbox/row.js";
import type { Answer } from "../network/answer.js";
import type { Parts } from "../parts.js";
import type { Params } from "../types.js";
import type { Reducers } from "./reducers.js";

/** An operation that took effect, and what the server said to it. */
export interface Acknowledged {
  readonly row: Row;
  readonly answer: Answer;
}

/** What tells two kept results apart. */
export type KeptKey = [scope: string, action: string, call: string];

interface KeptResult {
  readonly key: KeptKey;
  readonly v: 1;
  readonly at: number;
  readonly params: Params;
  readonly data: unknown;
}

const MOST = 500;

/** Query results on the device, for reading without a network. They belong to one scope, and the oldest make room. */
export class Kept {
  readonly #parts: Parts;

  readonly #reducers: Reducers;

  constructor(parts: Parts, reducers: Reducers) {
    this.#parts = parts;
    this.#reducers = reducers;
  }

  /** The kept answer; undefined if there is none. */
  async read(key: KeptKey): Promise<unknown> {
    const get = (stores: Stores) => answered<KeptResult | undefined>(stores("kept").get(key));
    const kept = await this.#parts.database.run(["kept"], "readonly", get);
    return kept?.v === 1 ? kept.data : undefined;
  }

  async write(key: KeptKey, params: Params, data: unknown, at: number): Promise<void> {
    await this.#parts.database.run(["kept"], "readwrite", async stores => {
      const store = stores("kept");
      store.put({ key, v: 1, at, params, data } satisfies KeptResult);
      const excess = (await answered(store.count())) - MOST;
      const oldest = excess > 0 ? await answered(store.index("at").getAllKeys(null, excess)) : [];
      for (const key of oldest) store.delete(key);
    });
  }

  async remove(key: KeptKey): Promise<void> {
    await this.#parts.database.run(["kept"], "readwrite", stores => stores("kept").delete(key));
  }

  /** Writes the effect of acknowledged operations into what is kept, in the transaction that deletes them. */
  async materialise(stores: Stores, acknowledged: readonly Acknowledged[]): Promise<void> {
    const queries = new Map<string, [scope: string, query: string]>();
    for (const { row } of acknowledged) {
      for (const query of this.#reducers.queriesOf(row.action)) queries.set(`${row.scope} ${query}`, [row.scope, query]);
    }
    for (const [scope, query] of queries.values()) {
      // An array sorts after every string: all calls of this query.
      const results = await answered<KeptResult[]>(stores("kept").getAll(IDBKeyRange.bound([scope, query], [scope, query, []])));
      for (const kept of results) {
        const data = acknowledged.reduce<unknown>(
          (data, { row, answer }) => this.#reducers.apply(query, kept.params, data, row, answer.data ?? null),
          kept.data,
        );
        if (data !== kept.data) stores("kept").put({ ...kept, data });
      }
    }
  }
}
