import type { Environment } from "../environment.js";
import { KeelError } from "../errors.js";

/**
 * Gives a call a signal that ends it in time, and does not wait for a call that does not heed it. `alive` starts the limit
 * anew, for answers that stream.
 */
export async function timed<T>(
  environment: Environment,
  timeoutMs = 30_000,
  run: (signal: AbortSignal, alive: () => void) => Promise<T>,
  outer?: AbortSignal | null,
): Promise<T> {
  const controller = new AbortController();
  const { signal } = controller;
  const stop = () => controller.abort(outer!.reason);
  let timer: unknown;
  const alive = () => {
    environment.clearTimeout(timer);
    timer = environment.setTimeout(() => controller.abort(new DOMException("", "TimeoutError")), timeoutMs);
  };
  const ended = new Promise<never>((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
  alive();
  outer?.addEventListener("abort", stop);
  if (outer?.aborted) stop();
  try {
    return await Promise.race([run(signal, alive), ended]);
  } finally {
    environment.clearTimeout(timer);
    outer?.removeEventListener("abort", stop);
  }
}

/** A request that got no answer, or lost it on the way. The texts of browsers differ, and are not read. */
export const failureError = (cause: unknown): KeelError => {
  const extra = { cause, details: { unreachable: true } };
  return (cause as Error | undefined)?.name === "TimeoutError"
    ? new KeelError("timed-out", "The server did not answer in time.", extra)
    : new KeelError("network-failed", "The server could not be reached.", extra);
};
