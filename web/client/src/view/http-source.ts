import { callOf } from "../actions/action.js";
import { KeelError } from "../errors.js";
import { answerError } from "../network/failures.js";
import type { Parts } from "../parts.js";
import type { Params } from "../types.js";
import type { Source } from "./queries.js";

/** A query of the application's own server. */
export function httpSource({ request, session }: Parts, action: string, params: Params = {}, signal?: AbortSignal): Source {
  const { method, target } = callOf(action, params);
  if (method !== "GET") throw new KeelError("action-malformed", `A query is a GET; "${action}" is not.`);
  return {
    action,
    params,
    call: target,
    async fetch() {
      const { outcome, answer, error } = await request(target, {}, { signal });
      // Another user may have signed in: the answer is theirs, and is shown and kept as theirs.
      await (outcome === "session" ? session.ask() : session.settled());
      if (!answer) throw error as Error;
      if (outcome !== "done") throw answerError(answer, outcome === "retry");
      return { data: answer.data, keep: answer.keep! };
    },
  };
}
