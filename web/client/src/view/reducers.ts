import { inputOf, isPending, type Row } from "../outbox/row.js";
import type { LocalOperation, LocalReducer, LocalReducers, Params } from "../types.js";

/** How operations show in the results of queries, as the application has said. */
export class Reducers {
  readonly #byOperation = new Map<string, LocalReducers<unknown>>();
  readonly #operations = new WeakMap<Row, LocalOperation<unknown>>();
  readonly #debug: (line: string, data?: unknown) => void;

  constructor(debug: (line: string, data?: unknown) => void) {
    this.#debug = debug;
  }

  add(action: string, reducers: LocalReducers<never>): void {
    this.#byOperation.set(action, { ...this.#byOperation.get(action), ...(reducers as LocalReducers<unknown>) });
  }

  /** The queries that an operation shows in. */
  queriesOf(action: string): string[] {
    return Object.keys(this.#byOperation.get(action) ?? {});
  }

  find(action: string, query: string): LocalReducer<unknown> | undefined {
    return this.#byOperation.get(action)?.[query];
  }

  /** Pending operations that show in a query, in order. */
  pendingFor(query: string, rows: Iterable<Row>): Row[] {
    const found: Row[] = [];
    for (const row of rows) if (isPending(row) && this.find(row.action, query)) found.push(row);
    return found;
  }

  apply(query: string, params: Params, data: unknown, row: Row, answer?: unknown): unknown {
    const reducer = this.find(row.action, query);
    if (!reducer) return data;
    try {
      return reducer(data, answer === undefined ? this.#operation(row) : { ...this.#operation(row), answer }, params);
    } catch (error) {
      this.#debug(`${row.action} fails to show in ${query}`, error);
      return data;
    }
  }

  #operation(row: Row): LocalOperation<unknown> {
    let operation = this.#operations.get(row);
    if (!operation) {
      const { id, action, params, at } = row;
      this.#operations.set(row, (operation = { id, action, params, at, input: inputOf(row) }));
    }
    return operation;
  }
}
