import type { Environment } from "../environment.js";
import type { RetryOptions } from "../types.js";
import { Breaker } from "./breaker.js";
import { RetryBudget } from "./budget.js";
import { retryDelayMs } from "./delay.js";

/** Without a token in the budget, one probe goes this often. */
const PROBE_MS = 30_000;

/** When the outbox may ask the server again: backoff, budget and breaker together. */
export class Pace {
  readonly budget: RetryBudget;
  readonly #environment: Environment;
  readonly #options: RetryOptions;
  readonly #breaker: Breaker;
  #failures = 0;
  #notBefore = 0;
  #lastTry = -Infinity;

  constructor(environment: Environment, options: RetryOptions) {
    this.#environment = environment;
    this.#options = options;
    this.budget = new RetryBudget(options.budgetRatio, options.budgetMax);
    this.#breaker = new Breaker(options);
  }

  /** How long no request may go; 0 if one may. */
  waitMs(): number {
    return Math.max(0, Math.max(this.#notBefore, this.#breaker.probeAt ?? 0) - this.#environment.now());
  }

  /** Accounts for a request. 0: it may go. Else the budget is spent, and the next probe goes after this time. */
  take(repeat: boolean): number {
    const now = this.#environment.now();
    if (!repeat && this.#failures === 0) this.budget.first();
    else if (!this.budget.repeat() && now < this.#lastTry + PROBE_MS) return this.#lastTry + PROBE_MS - now;
    this.#breaker.ask(now);
    this.#lastTry = now;
    return 0;
  }

  succeed(): void {
    this.#failures = this.#notBefore = 0;
    this.#breaker.succeed();
  }

  fail(retryAfterMs?: number): void {
    const now = this.#environment.now();
    this.#notBefore = now + this.delayMs(++this.#failures, retryAfterMs);
    this.#breaker.fail(now);
  }

  /** A person, or the browser's online event: one probe at once. */
  urge(): void {
    this.#notBefore = 0;
    this.#lastTry = -Infinity;
    this.#breaker.urge(this.#environment.now());
  }

  delayMs(repeat: number, retryAfterMs?: number): number {
    return retryDelayMs(repeat, this.#environment.random(), this.#options, retryAfterMs);
  }
}
