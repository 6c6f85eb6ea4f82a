import { callOf } from "../actions/action.js";
import { KeelError } from "../errors.js";
import { evidenceOf, readAnswer } from "../network/answer.js";
import { Failure } from "../network/exchange.js";
import { judge } from "../network/outcome.js";
import { answerError, failureError } from "../network/failures.js";
import type { Parts } from "../parts.js";
import type { Params } from "../types.js";
import { ACCEPT_JSON } from "../wire.js";
import type { Source } from "./queries.js";

/** A query of the application's own server. */
export function httpSource({ environment, requests, health, session }: Parts, action: string, params: Params = {}): Source {
  const { method, target } = callOf(action, params);
  if (method !== "GET") throw new KeelError("action-malformed", `A query is a GET; "${action}" is not.`);
  return { action, params, call: target, fetch };

  async function fetch() {
    const init = { headers: { Accept: ACCEPT_JSON } };
    try {
      const [answer, keep] = await requests.send(target, init, undefined, async response => {
        const keep = response.headers.get("Evenkeel-Keep") !== "none";
        return [await readAnswer(response, environment.now()), keep] as const;
      });
      const outcome = judge(evidenceOf("direct", answer));
      health.set(outcome !== "retry" ? "online" : answer.protocol ? "degraded" : "offline");
      // Another user may have signed in: the answer is theirs, and is shown and kept as theirs.
      if (outcome === "session") await session.ask();
      else await session.settled();
      if (outcome !== "done") throw answerError(answer, outcome === "retry");
      return { data: answer.data, keep };
    } catch (error) {
      throw error instanceof Failure ? failureError(error) : error;
    }
  }
}
