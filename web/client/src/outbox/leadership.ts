import { sleep, type Environment } from "../environment.js";
import type { OutboxStorage } from "./storage.js";
import { BEAT_MS, SILENT_MS, type Holder } from "./holder.js";
import { leaseHolder } from "./lease.js";
import { lockHolder } from "./lock.js";

export interface Work {
  /** Whether there is something that this tab can send. */
  wanted(): boolean;
  run(signal: AbortSignal): Promise<void>;
  beat(): void;
}

/** One flusher per browser. A visible tab takes over from one that is hidden or hung; the ledger, not this, is the guarantee. */
export class Leadership {
  readonly #environment: Environment;
  readonly #work: Work;
  readonly #hold: Holder;
  readonly #closed = new AbortController();
  #seeking: Promise<void> | undefined;
  #wake = new AbortController();
  #heardAt = -Infinity;
  #holderHidden = false;

  constructor(environment: Environment, name: string, storage: OutboxStorage, work: Work) {
    this.#environment = environment;
    this.#work = work;
    this.#hold = environment.locks ? lockHolder(environment.locks, `evenkeel:${name}:flusher`) : leaseHolder(environment, storage);
  }

  /** There is work: sees to it that some tab does it. */
  seek(): void {
    this.#seeking ??= this.#seek().finally(() => {
      this.#seeking = undefined;
      if (!this.#closed.signal.aborted && this.#work.wanted()) this.seek();
    });
  }

  /** Another tab holds the place and is alive. */
  heard(hidden: boolean): void {
    this.#heardAt = this.#environment.now();
    this.#holderHidden = hidden;
    if (hidden) this.#wake.abort();
  }

  async close(): Promise<void> {
    this.#closed.abort();
    this.#wake.abort();
    await this.#seeking;
  }

  async #seek(): Promise<void> {
    let since: number | undefined;
    while (!this.#closed.signal.aborted && this.#work.wanted()) {
      const now = this.#environment.now();
      since ??= now;
      const silent = now - Math.max(since, this.#heardAt) > SILENT_MS;
      const hidden = this.#holderHidden && now - this.#heardAt < SILENT_MS;
      if (await this.#hold(this.#environment.visible() && (silent || hidden), signal => this.#lead(signal))) {
        since = undefined;
        this.#holderHidden = false;
        continue;
      }
      this.#wake = new AbortController();
      await sleep(this.#environment, BEAT_MS, this.#wake.signal);
    }
  }

  async #lead(lost: AbortSignal): Promise<void> {
    const over = new AbortController();
    const stop = () => over.abort();
    for (const signal of [lost, this.#closed.signal]) {
      if (signal.aborted) stop();
      signal.addEventListener("abort", stop);
    }
    const beats = this.#beat(over.signal);
    try {
      await this.#work.run(over.signal);
    } finally {
      stop();
      this.#closed.signal.removeEventListener("abort", stop);
      await beats;
    }
  }

  async #beat(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      this.#work.beat();
      await sleep(this.#environment, BEAT_MS, signal);
    }
  }
}
