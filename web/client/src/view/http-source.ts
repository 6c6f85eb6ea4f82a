import { callOf, contractOf } from "../actions/action.js";
import { KeelError } from "../errors.js";
import { answerError } from "../network/failures.js";
import type { Parts } from "../parts.js";
import type { Params } from "../types.js";
import { callHeaders } from "../wire.js";
import type { Source } from "./queries.js";

/** A query of the application's own server. */
export function httpSource(parts: Parts, action: string, params: Params = {}, signal?: AbortSignal): Source {
  const { options, request, session } = parts;
  const headers = callHeaders({ contract: contractOf(options, action) });
  const { method, target } = callOf(action, params);
  if (method !== "GET") throw new KeelError("action-malformed", `A query is a GET; "${action}" is not.`);
  return {
    action,
    params,
    call: target,
    async fetch(more) {
      const { outcome, answer, error } = await request(target, { headers: { ...headers, ...more } }, { signal });
      // Another user may have signed in: the answer is theirs, and is shown and kept as theirs.
      await (outcome === "session" ? session.ask() : session.settled());
      if (!answer) throw error as Error;
      if (outcome !== "done") {
        const error = answerError(answer, outcome === "retry");
        parts.deployments?.failed(error, action);
        throw error;
      }
      return { data: answer.data, answer };
    },
  };
}
