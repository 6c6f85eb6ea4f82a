import { includes, type Seen } from "../coherence/position.js";
import { concerns, readTags, type Tags } from "../coherence/tags.js";
import { KeelError } from "../errors.js";
import type { Mirror } from "../outbox/mirror.js";
import type { Parts } from "../parts.js";
import type { QueryView } from "../types.js";
import type { Acknowledged } from "./kept.js";
import { Projection } from "./projection.js";
import type { Queries, Source } from "./queries.js";
import type { View } from "./view.js";

const EMPTY: QueryView<never> = { data: undefined, error: undefined, loading: true, fromDevice: false, pending: 0 };

/** A query that somebody looks at. All who look at the same call share one. */
export class Observed {
  readonly source: Source;
  readonly listeners = new Set<(view: QueryView<unknown>) => void>();
  readonly #queries: Queries;
  readonly #mirror: Mirror;
  readonly #deployments: Parts["deployments"];
  readonly #projection: Projection;
  #base: unknown;
  #state: Pick<QueryView<unknown>, "error" | "loading" | "fromDevice"> = EMPTY;
  #view: QueryView<unknown> = EMPTY;
  #latest = 0;
  /** The server has answered in this page. */
  #confirmed = false;
  #read: { readonly tags: Tags | undefined; readonly seen: Seen | undefined } | undefined;
  /** Something that it was read from has changed. */
  #outdated = false;
  /** What the request under way says that this browser has seen: its answer is no older. */
  #asked: Seen | undefined;

  constructor(source: Source, parts: Parts, view: View) {
    this.source = source;
    this.#queries = view.queries;
    this.#mirror = parts.mirror;
    this.#deployments = parts.deployments;
    this.#projection = new Projection(view.reducers, source.action, source.params);
  }

  get view(): QueryView<unknown> {
    return this.#view;
  }

  /** What the last answer was read from; none before it, and `undefined` where the server does not say. */
  get tags(): Tags | undefined {
    return this.#read ? this.#read.tags : [];
  }

  get isOutdated(): boolean {
    return this.#outdated;
  }

  /** @param own - By a command of this browser: where nothing is known of what was read, it counts. @returns Whether it must be fetched again, for this. */
  changed(tags: Tags, at: Seen | undefined, own: boolean): boolean {
    const { tags: read, seen } = this.#read ?? { tags: ["*"] };
    // Before the first answer nobody knows what it will have been read from.
    if (read ? !concerns(tags, read) || includes(seen, at) || includes(this.#asked, at) : !own) return false;
    if (!this.#outdated) this.#queries.detach(this.source.action);
    return (this.#outdated = true);
  }

  async refresh(): Promise<void> {
    const turn = ++this.#latest;
    this.#outdated = false;
    this.#asked = this.#deployments?.seen();
    this.#set({ loading: true });
    if (this.#base === undefined) void this.#showKept(turn);
    try {
      const { base, fromDevice, error, answer } = await this.#queries.load(this.source);
      if (turn !== this.#latest) return;
      // A later answer of the server is better than what is kept, even when the network has failed since.
      if (!fromDevice || this.#base === undefined) this.#base = base;
      this.#asked = undefined;
      if (answer) this.#read = { tags: readTags(answer.tags), seen: answer.seen };
      this.#set({ loading: false, fromDevice: fromDevice && (this.#state.fromDevice || !this.#confirmed), error });
      this.#confirmed ||= !fromDevice;
    } catch (error) {
      if (turn !== this.#latest) return;
      this.#asked = undefined;
      const problem = error instanceof KeelError ? error : new KeelError("query-failed", "The query failed.", { cause: error });
      this.#set({ loading: false, error: problem });
    }
  }

  /** Acknowledged operations become part of the base; the caller then tells of the change. */
  acknowledge(acknowledged: readonly Acknowledged[]): void {
    this.#base = this.#queries.materialise(this.source, this.#base, acknowledged);
  }

  /** Another user: nothing of the former one may be seen. */
  forget(): void {
    this.#latest++;
    this.#base = undefined;
    this.#confirmed = false;
    this.#read = undefined;
    this.#set({ loading: true, error: undefined, fromDevice: false });
  }

  show(): void {
    this.#set({});
  }

  async #showKept(turn: number): Promise<void> {
    const kept = await this.#queries.readKept(this.source);
    if (kept === undefined || this.#base !== undefined || turn !== this.#latest) return;
    this.#base = kept;
    this.#set({ fromDevice: true });
  }

  #set(change: Partial<Pick<QueryView<unknown>, "error" | "loading" | "fromDevice">>): void {
    this.#state = { ...this.#state, ...change };
    const data = this.#projection.project(this.#base, this.#mirror.rows.values());
    const { error, loading, fromDevice } = this.#state;
    const view = { data, error, loading, fromDevice, pending: this.#projection.pending };
    const names = Object.keys(view) as (keyof typeof view)[];
    if (names.every(name => view[name] === this.#view[name])) return;
    this.#view = view;
    for (const listener of [...this.listeners]) listener(view);
  }
}
