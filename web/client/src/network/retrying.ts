import { sleep, type Environment } from "../environment.js";
import { KeelError } from "../errors.js";
import { readAnswer } from "./answer.js";
import { answerError } from "./failures.js";
import type { Pace } from "./pace.js";
import { judgeThrown } from "./thrown.js";
import { failureError, timed } from "./timed.js";

/** Runs a call again after failures that say nothing against it, within the budget. */
export async function retrying<T>(environment: Environment, pace: Pace, retries: number, run: () => Promise<T>, signal?: AbortSignal): Promise<T> {
  pace.earn();
  for (let repeat = 1; ; repeat++) {
    try {
      return await run();
    } catch (error) {
      const { outcome, answer } = judgeThrown(error, environment.now());
      if (outcome !== "retry" || repeat > retries || signal?.aborted || !pace.spend()) throw error;
      await sleep(environment, pace.delayMs(repeat, answer?.retryAfterMs), signal);
    }
  }
}

/** One try of keel.fetch: a Response that is ok, or a KeelError. */
export async function fetchOnce(environment: Environment, timeoutMs: number | undefined, url: string, init: RequestInit): Promise<Response> {
  const wantsJson = new Headers(init.headers).get("Accept")?.includes("json");
  try {
    return await timed(
      environment,
      timeoutMs,
      async signal => {
        const response = await environment.fetch(url, { ...init, signal });
        const unexpected = wantsJson && response.headers.get("Content-Type")?.startsWith("text/html");
        if (response.ok && !unexpected) return response;
        throw Object.assign(answerError(await readAnswer(response, environment.now()), unexpected), { headers: response.headers });
      },
      init.signal,
    );
  } catch (cause) {
    if (cause instanceof KeelError) throw cause;
    throw init.signal?.aborted ? new KeelError("aborted", "It was given up.", { cause, details: { unreachable: false } }) : failureError(cause);
  }
}
