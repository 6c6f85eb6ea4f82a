import type { Environment } from "../environment.js";
import type { RetryOptions } from "../types.js";

/** Without a token in the budget, one probe goes this often. */
const PROBE_MS = 30_000;
/** Questions whether the server is back are this far apart at least. */
const QUESTION_MS = 1_000;
const LONGEST_RETRY_AFTER_MS = 300_000;

/** When the server may be asked again: backoff, budget and breaker, which all follow from the failures in a row. */
export interface Pace {
  /** How long no request may go; 0 if one may. `asking`: it is only to find out whether the server is back. */
  waitMs(asking?: boolean): number;
  /** Accounts for a request. False: the budget is spent, and the wait is longer now. */
  take(first: boolean): boolean;
  succeed(): void;
  fail(retryAfterMs?: number): void;
  /** A person, or the browser's online event: one probe at once. */
  urge(): void;
  delayMs(repeat: number, retryAfterMs?: number): number;
  /** The budget of repeats: a first try earns a part of a token (Finagle's RetryBudget, gRPC's throttling). */
  earn(): void;
  /** Takes a token, if there is one. */
  spend(): boolean;
  /** What is left of it. */
  tokens(): number;
}

export function createPace({ now, random }: Environment, given: Partial<RetryOptions> = {}): Pace {
  const { baseMs = 500, capMs = 30_000, budgetRatio = 0.1, budgetMax = 10, breakerFailures = 5, breakerOpenMs = 5_000, breakerMaxMs = 60_000 } = given;
  let failures = 0;
  let tokens = budgetMax;
  let until = 0;
  let lastTry = -Infinity;

  // Full jitter: Brooker, "Exponential Backoff And Jitter", 2015.
  const delayMs = (repeat: number, retryAfterMs = 0) => Math.max(Math.min(capMs, baseMs * 2 ** (repeat - 1)) * random(), Math.min(LONGEST_RETRY_AFTER_MS, retryAfterMs));
  const hold = (ms: number) => (until = Math.max(until, now() + ms));
  const earn = () => (tokens = Math.min(budgetMax, tokens + budgetRatio));
  const spend = () => {
    // Ten times a tenth is not quite one in binary fractions.
    const allowed = tokens > 1 - 1e-9;
    if (allowed) tokens--;
    return allowed;
  };
  return {
    delayMs,
    earn,
    spend,
    tokens: () => tokens,
    waitMs: asking => Math.max(0, until - now(), asking ? lastTry + QUESTION_MS - now() : 0),
    take(first) {
      if (first && !failures) earn();
      else if (!spend() && now() < lastTry + PROBE_MS) {
        hold(lastTry + PROBE_MS - now());
        return false;
      }
      lastTry = now();
      return true;
    },
    succeed() {
      failures = until = 0;
    },
    fail(retryAfterMs) {
      const opened = ++failures - breakerFailures;
      hold(Math.max(delayMs(failures, retryAfterMs), opened < 0 ? 0 : Math.min(breakerMaxMs, breakerOpenMs * 2 ** opened)));
    },
    urge() {
      until = 0;
      lastTry = -Infinity;
    },
  };
}

/** Retry-After as milliseconds: seconds, or an HTTP date. */
export function readRetryAfter(value: string | number | null | undefined, now: number): number | undefined {
  const ms = /^\d+$/.test(`${value}`) ? Number(value) * 1000 : /^[A-Z][a-z]{2}, /.test(`${value}`) ? Date.parse(value as string) - now : NaN;
  return Number.isNaN(ms) ? undefined : Math.min(LONGEST_RETRY_AFTER_MS, Math.max(0, ms));
}
