import { KeelError } from "../errors.js";
import { readProblem } from "../wire.js";
import type { Answer } from "./answer.js";

/** The error of an answer that is none, or a refusal. `unreachable`: it says nothing about the call itself. */
export function answerError({ status, problem = readProblem(undefined, status), data, retryAfterMs }: Answer, unreachable = false): KeelError {
  const details = { unreachable, body: data, retryAfterMs };
  return unreachable && status < 400
    ? new KeelError("answer-unexpected", "The answer is not the server's.", { status, details })
    : new KeelError(problem.error, problem.detail ?? problem.title, { status, problem, details });
}
