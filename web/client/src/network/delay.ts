import type { RetryOptions } from "../types.js";

const LONGEST_RETRY_AFTER_MS = 300_000;

/** Full jitter: Brooker, "Exponential Backoff And Jitter", 2015. `repeat` is 1 for the first one, `u` uniform in [0, 1). */
export function retryDelayMs(repeat: number, u: number, options: Pick<RetryOptions, "baseMs" | "capMs">, retryAfterMs = 0): number {
  return Math.max(Math.min(options.capMs, options.baseMs * 2 ** (repeat - 1)) * u, Math.min(LONGEST_RETRY_AFTER_MS, retryAfterMs));
}

/** Retry-After as milliseconds: seconds, or an HTTP date. */
export function readRetryAfter(value: string | null | undefined, now: number): number | undefined {
  if (!value) return undefined;
  const ms = /^\d+$/.test(value) ? Number(value) * 1000 : /^[A-Z][a-z]{2}, /.test(value) ? Date.parse(value) - now : NaN;
  return Number.isNaN(ms) ? undefined : Math.min(LONGEST_RETRY_AFTER_MS, Math.max(0, ms));
}
