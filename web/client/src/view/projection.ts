import type { Row } from "../outbox/row.js";
import type { Params } from "../types.js";
import type { Reducers } from "./reducers.js";

/** A query's last answer with the pending operations on top. One more operation costs one more step, not all of them again. */
export class Projection {
  readonly #reducers: Reducers;
  readonly #query: string;
  readonly #params: Params;
  #base: unknown;
  #applied: readonly Row[] = [];
  #data: unknown;

  constructor(reducers: Reducers, query: string, params: Params) {
    this.#reducers = reducers;
    this.#query = query;
    this.#params = params;
  }

  get pending(): number {
    return this.#applied.length;
  }

  project(base: unknown, rows: Iterable<Row>): unknown {
    if (base === undefined) {
      this.#base = this.#data = undefined;
      this.#applied = [];
      return undefined;
    }
    const pending = this.#reducers.pendingFor(this.#query, rows);
    const goesOn = base === this.#base && this.#applied.every((row, index) => row === pending[index]);
    let data = goesOn ? this.#data : base;
    for (const row of goesOn ? pending.slice(this.#applied.length) : pending) {
      data = this.#reducers.apply(this.#query, this.#params, data, row);
    }
    this.#base = base;
    this.#applied = pending;
    return (this.#data = data);
  }
}
