import { sleep } from "../environment.js";
import type { Parts } from "../parts.js";
import { BEAT_MS, SILENT_MS, type Holder } from "./holder.js";
import { lockHolder } from "./lock.js";

/** One flusher per browser. A visible tab takes over from one that is hidden or hung; the ledger, not this, is the guarantee. */
export class Leadership {
  readonly #parts: Parts;
  readonly #hold: Holder | undefined;
  #seeking: Promise<void> | undefined;
  #wake = new AbortController();
  #heardAt = -Infinity;
  #holderHidden = false;

  constructor(parts: Parts) {
    this.#parts = parts;
    const { locks } = parts.environment;
    if (locks) this.#hold = lockHolder(locks, `evenkeel:${parts.settings.name}:flusher`);
  }

  /** There is work: sees to it that some tab does it. */
  seek(): void {
    this.#seeking ??= this.#seek().finally(() => {
      this.#seeking = undefined;
      if (this.#wanted()) this.seek();
    });
  }

  /** Another tab holds the place and is alive. */
  heard(hidden: boolean): void {
    this.#heardAt = this.#parts.environment.now();
    this.#holderHidden = hidden;
    if (hidden) this.#wake.abort();
  }

  /** The client closes: ends what this tab is doing. */
  async stop(): Promise<void> {
    this.#wake.abort();
    await this.#seeking;
  }

  #wanted(): boolean {
    return !this.#parts.engine.closed.aborted && this.#parts.flusher.wanted();
  }

  async #seek(): Promise<void> {
    let since: number | undefined;
    while (this.#wanted()) {
      const now = this.#parts.environment.now();
      since ??= now;
      const silent = now - Math.max(since, this.#heardAt) > SILENT_MS;
      const hidden = this.#holderHidden && now - this.#heardAt < SILENT_MS;
      const hold = this.#hold ?? this.#parts.lease ?? workAlone;
      try {
        if (await hold(this.#parts.environment.visible() && (silent || hidden), signal => this.#lead(signal))) {
          since = undefined;
          this.#holderHidden = false;
          continue;
        }
      } catch (error) {
        this.#parts.settings.debug("the flusher failed", error);
      }
      this.#wake = new AbortController();
      await sleep(this.#parts.environment, BEAT_MS, this.#wake.signal);
    }
  }

  async #lead(lost: AbortSignal): Promise<void> {
    const over = new AbortController();
    const stop = () => over.abort();
    const { closed } = this.#parts.engine;
    if (closed.aborted || lost.aborted) stop();
    lost.addEventListener("abort", stop);
    closed.addEventListener("abort", stop);
    const beats = this.#beat(over.signal);
    try {
      await this.#parts.flusher.run(over.signal);
    } finally {
      stop();
      closed.removeEventListener("abort", stop);
      await beats;
    }
  }

  async #beat(signal: AbortSignal): Promise<void> {
    const { environment, messages } = this.#parts;
    while (!signal.aborted) {
      messages.send({ kind: "beat", hidden: !environment.visible() });
      await sleep(this.#parts.environment, BEAT_MS, signal);
    }
  }
}

/** With neither locks nor a lease, tabs may send the same at one time. The ledger lets each operation in once. */
const workAlone: Holder = async (_, work) => {
  await work(new AbortController().signal);
  return true;
};
