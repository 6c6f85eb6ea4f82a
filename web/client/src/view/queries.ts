import { sleep } from "../environment.js";
import type { Answer } from "../network/answer.js";
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
  fetch(more?: Record<string, string>): Promise<Fetched>;
}

export interface Fetched {
  readonly data: unknown;
  /** Of the application's own server. */
  readonly answer?: Answer;
}

export interface Loaded {
  readonly base: unknown;
  readonly fromDevice: boolean;
  /** Why it comes from the device. */
  readonly error?: KeelError;
  readonly answer?: Answer | undefined;
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

  /** Identical calls at one time share a request, unless an operation was acknowledged in between, or something newer was seen. */
  load(source: Source, tries = 1): Promise<Loaded> {
    const { deployments, session } = this.#parts;
    const key = [session.scope(), source.action, source.call, this.#changed(source.action), deployments?.seen()].join(" ");
    let loading = this.#underWay.get(key);
    if (!loading) {
      loading = this.#load(source, tries).finally(() => this.#underWay.delete(key));
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
    for (const query of queries) this.detach(query);
  }

  /** What is under way may be out of date when it comes: nobody who asks from now on gets it. */
  detach(action: string): void {
    this.#changes.set(action, this.#changed(action) + 1);
  }

  /** The base of an observed query after operations were acknowledged. */
  materialise(source: Source, base: unknown, acknowledged: readonly Acknowledged[]): unknown {
    if (base === undefined) return base;
    return acknowledged.reduce<unknown>((data, { row, answer }) => this.#view.reducers.apply(source.action, source.params, data, row, answer.data ?? null), base);
  }

  #changed(query: string): number {
    return this.#changes.get(query) ?? 0;
  }

  async #load(source: Source, tries: number): Promise<Loaded> {
    const { environment, pace } = this.#parts;
    pace.earn();
    for (let repeat = 1; ; repeat++) {
      try {
        return await this.#fetch(source, tries);
      } catch (error) {
        if (!(error instanceof KeelError) || !error.details.unreachable) throw error;
        const base = await this.readKept(source);
        if (base !== undefined) return { base, fromDevice: true, error };
        if (repeat > RETRIES || !pace.spend()) throw error;
        await sleep(environment, pace.delayMs(repeat, error.details.retryAfterMs as number | undefined));
      }
    }
  }

  async #fetch(source: Source, tries: number): Promise<Loaded> {
    const before = this.#changed(source.action);
    const fetched = await source.fetch();
    // Whoever asked after the change has a request of their own under way.
    if (before !== this.#changed(source.action) && tries < MOST_TRIES) return this.load(source, tries + 1);
    this.#keep(source, fetched);
    return { base: fetched.data, fromDevice: false, answer: fetched.answer };
  }

  #keep({ action, call, params }: Source, { data, answer }: Fetched): void {
    const { session, environment, options } = this.#parts;
    const { kept } = this.#view;
    const owner = session.scope();
    if (owner === undefined || data === undefined) return;
    const key: KeptKey = [owner, action, call];
    const { keepQueries = true } = options;
    const allowed = answer?.keep !== false && (typeof keepQueries === "function" ? keepQueries(action) : keepQueries);
    // What cannot be kept is still shown: a full device must not break reading.
    (allowed ? kept.write(key, params, data, environment.now()) : kept.remove(key)).catch(() => undefined);
  }
}
