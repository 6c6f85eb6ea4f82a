import { sleep, type Environment } from "../environment.js";
import type { Pace } from "./pace.js";

/** Between probes: rarely, because nothing waits to be sent. */
const LONGEST_MS = 30_000;

/** Finds out that the server can be reached again when there is nothing in the outbox whose sending would tell. */
export class Recovery {
  readonly #environment: Environment;
  readonly #pace: Pace;
  readonly #probe: () => Promise<boolean>;
  readonly #closed: AbortSignal;
  #running = false;
  #wake = new AbortController();

  constructor(environment: Environment, pace: Pace, closed: AbortSignal, probe: () => Promise<boolean>) {
    this.#environment = environment;
    this.#pace = pace;
    this.#probe = probe;
    this.#closed = closed;
    closed.addEventListener("abort", () => this.#wake.abort());
  }

  /** Asks at once instead of at the next turn. */
  urge(): void {
    this.#wake.abort();
  }

  /** Goes on until `probe` says that the server answered. */
  async start(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    for (let repeat = 1; !this.#closed.aborted; repeat++) {
      this.#wake = new AbortController();
      await sleep(this.#environment, Math.min(LONGEST_MS, 1000 + this.#pace.delayMs(repeat)), this.#wake.signal);
      if (this.#closed.aborted || (await this.#probe())) break;
    }
    this.#running = false;
  }
}
