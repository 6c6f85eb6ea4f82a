import { sleep, type Environment } from "../environment.js";
import { KeelError } from "../errors.js";
import { readProblem } from "../wire.js";
import { type Answer, readAnswer } from "./answer.js";
import { exchange, Failure } from "./exchange.js";
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

/** Gives a call a signal that ends each of its tries in time. */
export async function timed<T>(environment: Environment, timeoutMs: number, run: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const timer = environment.setTimeout(() => controller.abort(new DOMException("The call took too long.", "TimeoutError")), timeoutMs);
  try {
    return await run(controller.signal);
  } finally {
    environment.clearTimeout(timer);
  }
}

export function failureError(failure: Failure): KeelError {
  const { kind, cause } = failure;
  const details = { unreachable: kind !== "aborted" };
  if (kind === "timeout") return new KeelError("timed-out", "The server did not answer in time.", { cause, details });
  if (kind === "aborted") return new KeelError("aborted", "The call was given up.", { cause, details });
  return new KeelError("network-failed", "The server could not be reached.", { cause, details });
}

/** The error of an answer that is none, or a refusal. `details.unreachable` when it says nothing about the call itself. */
export function answerError(answer: Answer, unreachable = false): KeelError {
  const problem = answer.problem ?? readProblem(undefined, answer.status);
  const details = { unreachable, body: answer.data, retryAfterMs: answer.retryAfterMs };
  if (unreachable && answer.status < 400) {
    return new KeelError("answer-unexpected", "The answer did not come from the application's server.", { status: answer.status, details });
  }
  return new KeelError(problem.error, problem.detail ?? problem.title, { status: answer.status, problem, details });
}

export interface FetchParts {
  readonly environment: Environment;
  readonly timeoutMs: number;
}

/** One try of keel.fetch: a Response that is ok, or a KeelError. */
export async function fetchOnce({ environment, timeoutMs }: FetchParts, url: string, init: RequestInit): Promise<Response> {
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
