import { KeelError } from "../errors.js";
import { judgeThrown } from "../network/thrown.js";
import { timed } from "../network/timed.js";
import type { Parts } from "../parts.js";
import type { ActionCall, Params } from "../types.js";
import type { Source } from "../view/queries.js";

/** A query of another server: its call, under the same rules as our own queries. */
export function wrappedSource<I, T>({ environment, ids, options }: Parts, name: string, action: ActionCall<I, T>): Source {
  const input = action.input as I;
  const params = (typeof input === "object" && input ? input : {}) as Params;
  return {
    action: name,
    params,
    call: JSON.stringify(input) ?? "",
    async fetch() {
      try {
        return { data: await timed(environment, options.timeoutMs, signal => action.serverCall(input, { operationId: ids.next(), signal })) };
      } catch (error) {
        if (judgeThrown(error, environment.now()).outcome !== "retry") throw error;
        // The caller gets its own error back if nothing is kept; this one says that something kept may stand in for it.
        throw error instanceof KeelError && error.details.unreachable
          ? error
          : new KeelError("network-failed", "The server could not be reached.", { cause: error, details: { unreachable: true } });
      }
    },
  };
}
