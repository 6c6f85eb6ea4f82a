import type { Seen } from "../coherence/position.js";
import type { Tags } from "../coherence/tags.js";
import type { Parts } from "../parts.js";
import type { Observation, QueryView } from "../types.js";
import type { Acknowledged } from "./kept.js";
import { Observed } from "./observed.js";
import type { Source } from "./queries.js";
import { validated } from "./validated.js";
import type { View } from "./view.js";

/** After commands, so that a burst of them costs one round of fetches. */
const SETTLED_MS = 30;
/** While a long outbox drains. */
const DRAINING_MS = 1000;

/** All queries that are looked at in this page. */
export class Observations {
  readonly #parts: Parts;
  readonly #view: View;
  readonly #observed = new Map<string, Observed>();
  #timer: unknown;
  #all = false;

  constructor(parts: Parts, view: View) {
    this.#parts = parts;
    this.#view = view;
    parts.mirror.subscribe(() => this.show());
  }

  peek<T>(source: Source): QueryView<T> | undefined {
    return this.#observed.get(keyOf(source))?.view as QueryView<T> | undefined;
  }

  observe<T>(source: Source, listener: (view: QueryView<T>) => void): Observation<T> {
    const key = keyOf(source);
    let observed = this.#observed.get(key);
    const isNew = !observed;
    observed ??= new Observed(validated(this.#parts, source), this.#parts, this.#view);
    this.#observed.set(key, observed);
    // A listener of its own for each observation: the same function may be given twice.
    const own = (view: QueryView<unknown>) => listener(view as QueryView<T>);
    observed.listeners.add(own);
    const found = observed;
    // What was pending already is shown with the first answer.
    if (isNew) void this.#parts.engine.ready().then(() => this.#refresh(found));
    return {
      get: () => found.view as QueryView<T>,
      refresh: () => this.#refresh(found),
      stop: () => {
        found.listeners.delete(own);
        if (!found.listeners.size && this.#observed.get(key) === found) this.#observed.delete(key);
      },
    };
  }

  async refresh(prefix = ""): Promise<void> {
    const concerned = [...this.#observed.values()].filter(observed => observed.source.action.startsWith(prefix));
    await Promise.all(concerned.map(observed => this.#refresh(observed)));
  }

  /** The server answers again: what it has not confirmed, or has refused to answer, is asked for. */
  async refreshUnconfirmed(): Promise<void> {
    const unconfirmed = [...this.#observed.values()].filter(({ view }) => view.fromDevice || view.error);
    await Promise.all(unconfirmed.map(observed => this.#refresh(observed)));
  }

  /** Takes acknowledged operations into the bases. The mirror, which loses them now, then shows both at once. */
  acknowledge(acknowledged: readonly Acknowledged[]): void {
    if (acknowledged.length) for (const observed of this.#observed.values()) observed.acknowledge(acknowledged);
  }

  /** So many operations were answered. Without tags anything that is shown may be out of date. */
  changed(tags: Tags | undefined, seen?: Seen, answered = 0): void {
    const { environment, status } = this.#parts;
    if (tags) {
      const outdated = [...this.#observed.values()].filter(observed => observed.changed(tags, seen, answered > 0));
      if (!outdated.length) return;
    } else this.#all = true;
    this.#timer ??= environment.setTimeout(() => {
      this.#timer = undefined;
      const concerned = [...this.#observed.values()].filter(observed => this.#all || observed.isOutdated);
      this.#all = false;
      for (const observed of concerned) void this.#refresh(observed);
    }, status.get().pending > answered ? DRAINING_MS : SETTLED_MS);
  }

  async #refresh(observed: Observed): Promise<void> {
    await observed.refresh();
    // What is to be heard of from now on.
    const tags = new Set([...this.#observed.values()].flatMap(({ tags = [] }) => tags));
    this.#parts.deployments?.reads([...tags].sort());
  }

  show(): void {
    for (const observed of this.#observed.values()) observed.show();
  }

  forget(): void {
    for (const observed of this.#observed.values()) observed.forget();
  }

  close(): void {
    this.#parts.environment.clearTimeout(this.#timer);
    this.#observed.clear();
  }
}

/** All who look at the same call share one. */
const keyOf = ({ action, call }: Source) => `${action} ${call}`;
