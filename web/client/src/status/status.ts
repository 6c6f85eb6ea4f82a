import type { Readable, Status } from "../types.js";

const INITIAL: Status = {
  network: "online",
  session: "unknown",
  pending: 0,
  parked: 0,
  oldestUnsentMs: null,
  lastError: null,
  storage: "ok",
  persisted: null,
};

/** One observable for all that an application may want to show. The object changes only when a member does. */
export class StatusBoard implements Readable<Status> {
  #status = INITIAL;
  readonly #listeners = new Set<(value: Status) => void>();

  get(): Status {
    return this.#status;
  }

  subscribe(listener: (value: Status) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  set(change: Partial<Status>): void {
    const names = Object.keys(change) as (keyof Status)[];
    if (names.every(name => change[name] === this.#status[name])) return;
    this.#status = { ...this.#status, ...change };
    for (const listener of [...this.#listeners]) listener(this.#status);
  }
}
