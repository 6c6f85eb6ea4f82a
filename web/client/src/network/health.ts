import { sleep } from "../environment.js";
import type { Parts } from "../parts.js";
import type { Status } from "../types.js";

type Network = Status["network"];

/** Between probes: rarely, because nothing waits to be sent. */
const LONGEST_MS = 30_000;

/** Whether the server can be reached, as requests tell it. The browser's own idea of being online is only a reason to ask. */
export class Health {
  readonly #parts: Parts;
  #state: Network = "online";
  #recovering = false;
  #wake = new AbortController();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  get state(): Network {
    return this.#state;
  }

  set(state: Network): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#parts.engine.networkChanged(state);
    void this.#recover();
  }

  /** Asks at once instead of at the next turn. */
  urge(): void {
    this.#wake.abort();
  }

  /** Finds out that the server is back when there is nothing in the outbox whose sending would tell. */
  async #recover(): Promise<void> {
    const { environment, engine, flusher, pace, session } = this.#parts;
    if (this.#recovering) return;
    this.#recovering = true;
    for (let repeat = 1; this.#state !== "online" && !engine.closed.aborted; repeat++) {
      this.#wake = new AbortController();
      engine.closed.addEventListener("abort", () => this.urge(), { once: true, signal: this.#wake.signal });
      await sleep(environment, Math.min(LONGEST_MS, 1000 + pace.delayMs(repeat)), this.#wake.signal);
      this.urge();
      // Operations that wait are sent, which tells more than a probe.
      if (!engine.closed.aborted && this.state !== "online" && !flusher.wanted()) await session.reach();
    }
    this.#recovering = false;
  }
}
