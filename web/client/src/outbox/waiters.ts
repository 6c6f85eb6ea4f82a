import type { Settled } from "./messages.js";

type Listener = (settled: Settled) => void;

/** The callers in this tab that still wait for an operation. */
export class Waiters {
  readonly #waiting = new Map<string, Set<Listener>>();

  has(id: string): boolean {
    return !!this.#waiting.get(id)?.size;
  }

  /** Returns how to stop waiting. */
  add(id: string, listener: Listener): () => void {
    const listeners = this.#waiting.get(id) ?? new Set();
    this.#waiting.set(id, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      // An operation that was stamped anew is waited for under its new id.
      if (!listeners.size && this.#waiting.get(id) === listeners) this.#waiting.delete(id);
    };
  }

  tell(settled: Settled): void {
    const listeners = this.#waiting.get(settled.id);
    if (!listeners) return;
    this.#waiting.delete(settled.id);
    if (settled.kind === "restamped") this.#waiting.set(settled.newId, listeners);
    else for (const listener of listeners) listener(settled);
  }

  /** Nothing can be sent now: nobody waits any longer for what is safe on the device. */
  release(): void {
    for (const id of [...this.#waiting.keys()]) this.tell({ kind: "saved", id });
  }
}
