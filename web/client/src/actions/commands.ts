import type { Environment } from "../environment.js";
import { KeelError } from "../errors.js";
import { isOperationId } from "../network/operation-id.js";
import { answerError } from "../network/retrying.js";
import type { Settled } from "../outbox/messages.js";
import type { Mirror } from "../outbox/mirror.js";
import type { OutboxQueue } from "../outbox/outbox.js";
import { ROW_VERSION } from "../outbox/row.js";
import type { Waiters } from "../outbox/waiters.js";
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

export interface CommandParts {
  readonly environment: Environment;
  readonly queue: OutboxQueue;
  readonly mirror: Mirror;
  readonly waiters: Waiters;
  readonly newId: () => string;
  readonly waitMs: number;
  /** Waits until it is known whose operation this is. */
  readonly scope: () => Promise<string>;
  /** Whether an answer may be expected soon. */
  readonly answersSoon: (lane: string) => boolean;
  readonly kick: () => void;
  readonly savedOffline: () => void;
  readonly storageFailed: (error: KeelError) => void;
}

/** Makes a command durable, then waits a while for its answer. */
export async function runCommand<T>(parts: CommandParts, prepared: Prepared, options: CommandOptions): Promise<CommandResult<T>> {
  const { environment, mirror, waiters, queue } = parts;
  const { signal, label, operationId } = options;
  if (operationId !== undefined && !isOperationId(operationId)) {
    throw new KeelError("operation-id-malformed", "operationId is not a UUID of version 7 in lower case.");
  }
  signal?.throwIfAborted();
  const scope = await parts.scope();
  const id = operationId ?? parts.newId();
  let timer: unknown;
  let aborted = () => {};
  let stop = () => {};
  const settled = new Promise<Settled>((resolve, reject) => {
    stop = waiters.add(id, resolve);
    timer = environment.setTimeout(() => resolve({ kind: "saved", id }), options.waitMs ?? parts.waitMs);
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
    parts.kick();
    if (!parts.answersSoon(prepared.lane)) waiters.tell({ kind: "saved", id });
    return resultOf<T>(await settled, id, parts);
  } catch (error) {
    if (error instanceof KeelError && error.code.startsWith("storage-")) parts.storageFailed(error);
    throw error;
  } finally {
    stop();
    environment.clearTimeout(timer);
    signal?.removeEventListener("abort", aborted);
  }
}

function resultOf<T>(settled: Settled, id: string, { savedOffline }: CommandParts): CommandResult<T> {
  switch (settled.kind) {
    case "done": {
      const { data, status, replayed, location, etag } = settled.answer;
      const result = { state: "done" as const, data: data as T, status, operationId: settled.id, replayed };
      return { ...result, ...(location !== undefined && { location }), ...(etag !== undefined && { etag }) };
    }
    case "rejected":
      throw answerError(settled.answer);
    case "saved":
      savedOffline();
      return { state: "saved-offline", operationId: id };
    case "restamped":
    case "voided":
      throw new KeelError("internal", `${settled.kind} is not awaited here.`);
    default:
      return settled satisfies never;
  }
}
