import { KeelError } from "../errors.js";
import { readProblem } from "../wire.js";
import type { Answer } from "./answer.js";
import { judge, type Outcome } from "./outcome.js";
import { readRetryAfter } from "./pace.js";

export interface Thrown {
  readonly outcome: Outcome;
  /** No answer came at all. */
  readonly unreachable: boolean;
  readonly answer: Answer | undefined;
}

/**
 * What an error thrown by a call of another server means. Only its type and its status count: an Error whose text says
 * "timed out" or "order 14220" is the application's own refusal.
 */
export function judgeThrown(error: unknown, now: number): Thrown {
  const { name, status, headers, body, problem, data } = (error ?? {}) as Record<string, unknown> & { headers?: Headers };
  if (typeof status === "number" && status > 0) {
    const header = (header: string) => (typeof headers?.get === "function" ? headers.get(header) : undefined);
    const contentType = header("Content-Type") ?? "";
    const answer = answerOf(status, problem ?? body ?? data, error, readRetryAfter(header("Retry-After"), now), contentType);
    return { outcome: judge(foreign(answer)) as Outcome, unreachable: false, answer };
  }
  const code = (error as Partial<KeelError> | undefined)?.code;
  const unreachable = name === "TypeError" || name === "AbortError" || name === "TimeoutError" || code === "network-failed" || code === "timed-out";
  return { outcome: unreachable ? "retry" : "rejected", unreachable, answer: unreachable ? undefined : answerOf(0, undefined, error) };
}

/** An answer of a server that does not speak the protocol, judged by its status alone; HTML in place of JSON is a proxy's. */
export function foreign({ status, contentType = "" }: Answer): Answer {
  return { status, contentType, protocol: !contentType.startsWith("text/html") };
}

function answerOf(status: number, body: unknown, error: unknown, retryAfterMs?: number, contentType = ""): Answer {
  const problem = readProblem(body, status);
  if (problem.error === "refused" && error instanceof Error && error.message) problem.detail ??= error.message;
  return { status, contentType, data: body, problem, retryAfterMs };
}
