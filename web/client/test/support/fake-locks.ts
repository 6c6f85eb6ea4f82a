interface Held {
  readonly name: string;
  readonly release: (reason?: unknown) => void;
}

/** Web Locks of one browser, as far as the runtime uses them: ifAvailable and steal. */
export class FakeLocks {
  readonly #held = new Map<string, Held>();

  request = async (name: string, options: { ifAvailable?: boolean; steal?: boolean }, work: (lock: unknown) => unknown): Promise<unknown> => {
    const holder = this.#held.get(name);
    if (holder && !options.steal) return work(null);
    if (holder) holder.release(new DOMException("The lock was stolen.", "AbortError"));
    return new Promise((resolve, reject) => {
      const held: Held = { name, release: reject };
      this.#held.set(name, held);
      const end = () => {
        if (this.#held.get(name) === held) this.#held.delete(name);
      };
      Promise.resolve(work({ name })).then(
        value => (end(), resolve(value)),
        error => (end(), reject(error)),
      );
    });
  };

  /** What a browser does when a tab dies. */
  free(name: string): void {
    this.#held.delete(name);
  }
}
