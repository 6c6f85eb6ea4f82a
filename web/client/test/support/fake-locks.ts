interface Held {
  readonly owner: unknown;
  readonly release: (reason?: unknown) => void;
}

interface Waiting {
  readonly owner: unknown;
  readonly grant: () => void;
}

/** Web Locks of one browser, as far as the runtime uses them: waiting, ifAvailable and steal. */
export class FakeLocks {
  readonly #held = new Map<string, Held>();
  readonly #waiting = new Map<string, Waiting[]>();

  /** As one tab sees them. */
  of(owner: unknown): LockManager {
    type Options = { ifAvailable?: boolean; steal?: boolean; signal?: AbortSignal };
    const request = (name: string, options: Options, work: (lock: unknown) => unknown) => this.#request(name, options, work, owner);
    return { request } as unknown as LockManager;
  }

  holder(name: string): unknown {
    return this.#held.get(name)?.owner;
  }

  /** What a browser does when a tab dies. */
  free(owner: unknown): void {
    for (const [name, waiting] of this.#waiting) this.#waiting.set(name, waiting.filter(one => one.owner !== owner));
    for (const [name, held] of this.#held) if (held.owner === owner) this.#pass(name);
  }

  async #request(name: string, options: { ifAvailable?: boolean; steal?: boolean; signal?: AbortSignal }, work: (lock: unknown) => unknown, owner: unknown): Promise<unknown> {
    const holder = this.#held.get(name);
    if (holder && options.ifAvailable) return work(null);
    if (holder && options.steal) holder.release(new DOMException("The lock was stolen.", "AbortError"));
    else if (holder) {
      await new Promise<void>((resolve, reject) => {
        this.#waiting.set(name, [...(this.#waiting.get(name) ?? []), { owner, grant: resolve }]);
        options.signal?.addEventListener("abort", () => reject(new DOMException("aborted", "AbortError")));
      });
    }
    return new Promise((resolve, reject) => {
      const held: Held = { owner, release: reject };
      this.#held.set(name, held);
      const end = () => this.#held.get(name) === held && this.#pass(name);
      Promise.resolve(work({ name })).then(
        value => (end(), resolve(value)),
        error => (end(), reject(error)),
      );
    });
  }

  #pass(name: string): void {
    this.#held.delete(name);
    this.#waiting.get(name)?.shift()?.grant();
  }
}
