import { sleep } from "../environment.js";
import { KeelError } from "../errors.js";
import type { Row } from "../outbox/row.js";
import type { Parts } from "../parts.js";
import type { Params } from "../types.js";
import type { Acknowledged, KeptKey } from "./kept.js";
import { Projection } from "./projection.js";
import type { View } from "./view.js";

/** One call of a query. */
export interface Source {
  readonly action: string;
  /** What tells two calls of the action apart. */
  readonly call: string;
  readonly params: Params;
  /** Throws a KeelError; one with `details.unreachable` may be answered from the device. */
  fetch(): Promise<Fetched>;
}

export interface Fetched {
  readonly data: unknown;
  /** Whether the server allows it to be kept on the device. */
  readonly keep: boolean;
}

export interface Loaded {
  readonly base: unknown;
  readonly fromDevice: boolean;
  /** Why it comes from the device. */
  readonly error?: KeelError;
}

/** Repeats of a query of which nothing is kept. */
const RETRIES = 3;
/** An answer that is overtaken by operations again and again is taken as it is. */
const MOST_TRIES = 5;

/** Answers of queries: from the network first, else as they were kept. */
export class Queries {
  readonly #parts: Parts;
  readonly #view: View;
  readonly #underWay = new Map<string, Promise<Loaded>>();
  /** How often an acknowledged operation has changed what a query would answer. */
  readonly #changes = new Map<string, number>();

  constructor(parts: Parts, view: View) {
    this.#parts = parts;
    this.#view = view;
  }

  async query(source: Source): Promise<unknown> {
    const { base } = await this.load(source);
    return new Projection(this.#view.reducers, source.action, source.params).project(base, this.#parts.mirror.rows.values());
  }

  /** Identical calls at one time share a request, unless an operation was acknowledged in between. */
  load(source: Source): Promise<Loaded> {
    const key = `${this.#parts.session.scope()} ${source.action} ${source.call} ${this.#changed(source.action)}`;
    let loading = this.#underWay.get(key);
    if (!loading) {
      loading = this.#load(source).finally(() => this.#underWay.delete(key));
      this.#underWay.set(key, loading);
    }
    return loading;
  }

  async readKept(source: Source): Promise<unknown> {
    const scope = this.#parts.session.scope();
    return scope === undefined ? undefined : this.#view.kept.read([scope, source.action, source.call]).catch(() => undefined);
  }

  /** These operations took effect: an answer that was asked for earlier may not show them. */
  expect(rows: readonly Row[]): void {
    const queries = new Set(rows.flatMap(row => this.#view.reducers.queriesOf(row.action)));
    for (const query of queries) this.#changes.set(query, this.#changed(query) + 1);
  }

  /** The base of an observed query after operations were acknowledged. */
  materialise(source: Source, base: unknown, acknowledged: readonly Acknowledged[]): unknown {
    if (base === undefined) return base;
    return acknowledged.reduce<unknown>((data, { row, answer }) => this.#view.reducers.apply(source.action, source.params, data, row, answer.data ?? null), base);
  }

  #changed(query: string): number {
    return this.#changes.get(query) ?? 0;
  }

  async #load(source: Source): Promise<Loaded> {
    const { environment, pace } = this.#parts;
    pace.earn();
    for (let repeat = 1; ; repeat++) {
      try {
        return { base: await this.#fetch(source), fromDevice: false };
      } catch (error) {
        if (!(error instanceof KeelError) || !error.details.unreachable) throw error;
        const base = await this.readKept(source);
        if (base !== undefined) return { base, fromDevice: true, error };
        if (repeat > RETRIES || !pace.spend()) throw error;
        await sleep(environment, pace.delayMs(repeat, error.details.retryAfterMs as number | undefined));
      }
    }
  }

  async #fetch(source: Source): Promise<unknown> {
    for (let tries = 1; ; tries++) {
      const before = this.#changed(source.action);
      const fetched = await source.fetch();
      if (before !== this.#changed(source.action) && tries < MOST_TRIES) continue;
      this.#keep(source, fetched);
      return fetched.data;
    }
  }

  #keep({ action, call, params }: Source, { data, keep }: Fetched): void {
    const { session, environment, options } = this.#parts;
    const { kept } = this.#view;
    const owner = session.scope();
    if (owner === undefined || data === undefined) return;
    const key: KeptKey = [owner, action, call];
    const { keepQueries = true } = options;
    const allowed = keep && (typeof keepQueries === "function" ? keepQueries(action) : keepQueries);
    // What cannot be kept is still shown: a full device must not break reading.
    (allowed ? kept.write(key, params, data, environment.now()) : kept.remove(key)).catch(() => undefined);
  }
}
