import { KeelError } from "../errors.js";
import { isOperationId } from "../network/operation-id.js";
import { answerError } from "../network/failures.js";
import type { Settled } from "../outbox/messages.js";
import { ROW_VERSION } from "../outbox/row.js";
import type { Parts } from "../parts.js";
import type { CommandOptions, CommandResult } from "../types.js";

/** A call on its way into the outbox. */
export interface Prepared {
  readonly action: string;
  readonly lane: string;
  readonly body: string;
  readonly type?: string;
  /** Absent for a call of another server. */
  readonly method?: string;
  readonly path?: string;
}

/** Makes a command durable, then waits a while for its answer. */
export async function runCommand<T>(parts: Parts, prepared: Prepared, options: CommandOptions): Promise<CommandResult<T>> {
  const { environment, engine, ids, mirror, queue, settings, status, waiters } = parts;
  const { signal, label, operationId } = options;
  if (operationId !== undefined && !isOperationId(operationId)) {
    throw new KeelError("operation-id-malformed", "operationId is not a UUID of version 7 in lower case.");
  }
  signal?.throwIfAborted();
  const scope = await engine.scope();
  const id = operationId ?? ids.next();
  let timer: unknown;
  let aborted = () => {};
  let stop = () => {};
  const settled = new Promise<Settled>((resolve, reject) => {
    stop = waiters.add(id, resolve);
    timer = environment.setTimeout(() => resolve({ kind: "saved", id }), options.waitMs ?? settings.waitMs);
    aborted = () => reject(signal!.reason as Error);
    signal?.addEventListener("abort", aborted);
  });
  // It is looked at only after the append, which may fail first.
  settled.catch(() => undefined);
  try {
    // The same id again is the same operation: it is waited for, not queued twice.
    if (!mirror.get(id)) {
      const row = { ...prepared, v: ROW_VERSION, rev: 0, id, scope, at: environment.now(), retries: 0, params: options.params ?? {} };
      await queue.append(label === undefined ? row : { ...row, label });
    }
    engine.kick(false);
    if (!engine.sendsNow() || mirror.isHeld(prepared.lane)) waiters.tell({ kind: "saved", id });
    const end = await settled;
    if (end.kind === "saved") engine.savedOffline();
    return resultOf<T>(end);
  } catch (error) {
    if (error instanceof KeelError && error.code.startsWith("storage-")) status.set({ storage: error.code === "storage-full" ? "full" : "blocked" });
    throw error;
  } finally {
    stop();
    environment.clearTimeout(timer);
    signal?.removeEventListener("abort", aborted);
  }
}

function resultOf<T>(settled: Settled): CommandResult<T> {
  switch (settled.kind) {
    case "done": {
      const { data, status, replayed = false, location, etag } = settled.answer;
      const result = { state: "done" as const, data: data as T, status, operationId: settled.id, replayed };
      return { ...result, ...(location !== undefined && { location }), ...(etag !== undefined && { etag }) };
    }
    case "rejected":
      throw answerError(settled.answer);
    case "saved":
      return { state: "saved-offline", operationId: settled.id };
    case "restamped":
    case "voided":
      throw new KeelError("internal", `${settled.kind} is not awaited here.`);
    default:
      return settled satisfies never;
  }
}
