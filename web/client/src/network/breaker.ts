import type { RetryOptions } from "../types.js";

/** Stops asking a server that fails again and again; lets one probe through from time to time. */
export class Breaker {
  readonly #options: Pick<RetryOptions, "breakerFailures" | "breakerOpenMs" | "breakerMaxMs">;
  #failures = 0;
  #openMs = 0;
  #probeAt: number | undefined;
  #probing = false;

  constructor(options: Pick<RetryOptions, "breakerFailures" | "breakerOpenMs" | "breakerMaxMs">) {
    this.#options = options;
  }

  get state(): "closed" | "open" | "probing" {
    return this.#probeAt === undefined ? "closed" : this.#probing ? "probing" : "open";
  }

  /** From when a probe may go; undefined while closed. */
  get probeAt(): number | undefined {
    return this.#probeAt;
  }

  ask(now: number): boolean {
    if (this.#probeAt === undefined) return true;
    if (this.#probing || now < this.#probeAt) return false;
    return (this.#probing = true);
  }

  succeed(): void {
    this.#failures = 0;
    this.#probeAt = undefined;
    this.#probing = false;
  }

  fail(now: number): void {
    const wasOpen = this.#probeAt !== undefined;
    if (++this.#failures < this.#options.breakerFailures && !wasOpen) return;
    this.#openMs = wasOpen ? Math.min(this.#options.breakerMaxMs, this.#openMs * 2) : this.#options.breakerOpenMs;
    this.#probeAt = now + this.#openMs;
    this.#probing = false;
  }

  /** A person, or the browser's online event, allows one probe at once. */
  urge(now: number): void {
    if (this.#probeAt !== undefined && !this.#probing) this.#probeAt = now;
  }
}
