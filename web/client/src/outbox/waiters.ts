import type { Environment } from "../environment.js";
import type { Settled } from "./messages.js";

/** The callers in this tab that still wait for an operation. */
export interface Waiters {
  has(id: string): boolean;
  any(): boolean;
  /** Resolves as "saved" when the time is over; rejects when the signal fires. */
  wait(id: string, ms: number, signal?: AbortSignal): Promise<Settled>;
  tell(settled: Settled): void;
  /** Nothing can be sent now: nobody waits any longer for what is safe on the device. */
  release(): void;
}

export function createWaiters({ setTimeout, clearTimeout }: Environment): Waiters {
  const waiting = new Map<string, Set<(settled: Settled) => void>>();

  const tell = (settled: Settled) => {
    const { id, newId } = settled;
    const listeners = waiting.get(id);
    waiting.delete(id);
    // An operation that was stamped anew is waited for under its new id.
    if (newId && listeners) waiting.set(newId, listeners);
    else listeners?.forEach(listener => listener(settled));
  };
  return {
    tell,
    any: () => waiting.size > 0,
    has: id => !!waiting.get(id)?.size,
    release: () => [...waiting.keys()].forEach(id => tell({ id, kind: "saved" })),
    wait: (id, ms, signal) =>
      new Promise((resolve, reject) => {
        const listeners = waiting.get(id) ?? new Set();
        const end = (settled?: Settled) => {
          listeners.delete(end);
          clearTimeout(timer);
          signal?.removeEventListener("abort", aborted);
          if (settled) resolve(settled);
        };
        const aborted = () => {
          end();
          reject(signal!.reason as Error);
        };
        const timer = setTimeout(() => end({ id, kind: "saved" }), ms);
        signal?.addEventListener("abort", aborted);
        waiting.set(id, listeners.add(end));
      }),
  };
}
