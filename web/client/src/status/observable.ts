import type { Readable } from "../types.js";

export interface Observable<T> extends Readable<T> {
  /** Listeners are told only if a member changes. */
  set(change: Partial<T>): void;
}

export function createObservable<T extends object>(value: T): Observable<T> {
  const listeners = new Set<(value: T) => void>();
  return {
    get: () => value,
    set(change) {
      const names = Object.keys(change) as (keyof T)[];
      if (names.every(name => change[name] === value[name])) return;
      value = { ...value, ...change };
      for (const listener of [...listeners]) {
        try {
          listener(value);
        } catch (error) {
          // The application's own mistake: it is reported, and stops nothing here.
          queueMicrotask(() => {
            throw error;
          });
        }
      }
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
