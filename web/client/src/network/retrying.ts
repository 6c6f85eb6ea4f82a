import { sleep, type Environment } from "../environment.js";
import { KeelError } from "../errors.js";
import { readAnswer } from "./answer.js";
import { exchange, Failure } from "./exchange.js";
import { answerError, failureError } from "./failures.js";
import type { Pace } from "./pace.js";
import { judgeThrown } from "./thrown.js";

/** Runs a call again after failures that say nothing against it, within the budget. */
export async function retrying<T>(environment: Environment, pace: Pace, retries: number, run: () => Promise<T>, signal?: AbortSignal): Promise<T> {
  pace.budget.first();
  for (let repeat = 1; ; repeat++) {
    try {
      return await run();
    } catch (error) {
      const { outcome, answer } = judgeThrown(error, environment.now());
      if (outcome !== "retry" || repeat > retries || signal?.aborted || !pace.budget.repeat()) throw error;
      await sleep(environment, pace.delayMs(repeat, answer?.retryAfterMs), signal);
    }
  }
}

/** Gives a call a signal that ends it in time, and does not wait for a call that does not heed it. */
export async function timed<T>(environment: Environment, timeoutMs: number, run: (signal: AbortSignal) => Promise<T>, outer?: AbortSignal): Promise<T> {
  const controller = new AbortController();
  const { signal } = controller;
  const stop = () => controller.abort(outer?.reason);
  const timer = environment.setTimeout(() => controller.abort(new DOMException("The call took too long.", "TimeoutError")), timeoutMs);
  outer?.addEventListener("abort", stop);
  try {
    return await Promise.race([run(signal), new Promise<never>((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)))]);
  } finally {
    environment.clearTimeout(timer);
    outer?.removeEventListener("abort", stop);
  }
}

/** One try of keel.fetch: a Response that is ok, or a KeelError. */
export async function fetchOnce(environment: Environment, timeoutMs: number, url: string, init: RequestInit): Promise<Response> {
  const wantsJson = new Headers(init.headers).get("Accept")?.includes("json");
  try {
    return await exchange(environment, url, init, { timeoutMs, signal: init.signal ?? undefined }, async response => {
      const unexpected = wantsJson && response.headers.get("Content-Type")?.startsWith("text/html");
      if (response.ok && !unexpected) return response;
      throw Object.assign(answerError(await readAnswer(response, environment.now()), unexpected), { headers: response.headers });
    });
  } catch (error) {
    if (error instanceof Failure && error.cause instanceof KeelError) throw error.cause;
    throw error instanceof Failure ? failureError(error) : error;
  }
}
