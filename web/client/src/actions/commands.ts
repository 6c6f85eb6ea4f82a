import { KeelError } from "../errors.js";
import { answerError } from "../network/failures.js";
import { isOperationId } from "../network/operation-id.js";
import { ROW_VERSION } from "../outbox/row.js";
import type { Parts } from "../parts.js";
import type { CommandOptions, CommandResult, Params } from "../types.js";

/** A call on its way into the outbox. */
export interface Prepared {
  readonly action: string;
  readonly params: Params;
  readonly lane: string;
  readonly body: string;
  readonly type?: string;
  /** Absent for a call of another server. */
  readonly method?: string;
  readonly path?: string;
  readonly contract?: string | undefined;
}

/** Makes a command durable, then waits a while for its answer. */
export async function runCommand<T>(parts: Parts, prepared: Prepared, options: CommandOptions): Promise<CommandResult<T>> {
  const { engine, enqueue, environment, ids, mirror, status, waiters } = parts;
  const { signal, label, operationId, draft, waitMs = parts.options.waitMs ?? 8_000 } = options;
  if (operationId !== undefined && !isOperationId(operationId)) {
    throw new KeelError("operation-id-malformed", "operationId is no UUID v7 in lower case.");
  }
  signal?.throwIfAborted();
  const scope = await engine.scope();
  const id = operationId ?? ids.next();
  const trace = parts.options.trace?.();
  // The same id again is the same operation: it is waited for, not queued twice.
  if (!operationId || !mirror.find(id)) {
    await enqueue.add({ ...prepared, v: ROW_VERSION, rev: 0, id, scope, at: environment.now(), retries: 0, label, draft: draft as string, trace: trace && encodeURIComponent(trace) });
  }
  const isHeld = () => status.get().parked && [...mirror.rows.values()].some(({ lane, parked }) => parked && lane === prepared.lane);
  const settled = waitMs && engine.sendsNow() && !isHeld() ? await waiters.wait(id, waitMs, signal) : undefined;
  switch (settled?.kind) {
    case "done": {
      const { data, status, replayed = false, location, etag } = settled.answer!;
      return { state: "done", data: data as T, status, operationId: settled.id, replayed, location, etag } as CommandResult<T>;
    }
    case "rejected": {
      const error = answerError(settled.answer!);
      parts.deployments?.failed(error, prepared.action);
      throw error;
    }
    case "discarded":
    case "already-applied":
      throw new KeelError(settled.kind, "This operation was discarded.");
    default:
      if (status.get().persisted === null) void engine.persist();
      return { state: "saved-offline", operationId: settled?.id ?? id };
  }
}
