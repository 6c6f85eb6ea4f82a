import { callOf } from "../actions/action.js";
import { KeelError } from "../errors.js";
import { evidenceOf, readAnswer } from "../network/answer.js";
import { Failure } from "../network/exchange.js";
import type { Health } from "../network/health.js";
import { judge } from "../network/outcome.js";
import type { Requests } from "../network/requests.js";
import { answerError, failureError } from "../network/retrying.js";
import type { SessionKeeper } from "../network/session.js";
import type { Params } from "../types.js";
import type { Source } from "./queries.js";

export interface HttpSourceParts {
  readonly requests: Requests;
  readonly health: Health;
  readonly session: SessionKeeper;
}

/** A query of the application's own server. */
export function httpSource({ requests, health, session }: HttpSourceParts, action: string, params: Params = {}): Source {
  const { method, target } = callOf(action, params);
  if (method !== "GET") throw new KeelError("action-malformed", `A query is a GET; "${action}" is not.`);
  return { action, params, call: target, fetch };

  async function fetch() {
    const init = { headers: { Accept: "application/json, application/problem+json;q=0.9, */*;q=0.5" } };
    try {
      const [answer, keep] = await requests.send(target, init, undefined, async response => {
        const keep = response.headers.get("Evenkeel-Keep") !== "none";
        return [await readAnswer(response, requests.environment.now()), keep] as const;
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
