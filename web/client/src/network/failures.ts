import { KeelError } from "../errors.js";
import { readProblem } from "../wire.js";
import type { Answer } from "./answer.js";
import type { Failure } from "./exchange.js";

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
