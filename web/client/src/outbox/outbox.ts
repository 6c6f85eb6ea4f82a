import { contractOf } from "../actions/action.js";
import { KeelError } from "../errors.js";
import type { Parts } from "../parts.js";
import type { Outbox } from "../types.js";
import { isReadable, operationOf } from "./row.js";

/** What a person sees of the outbox, and decides about it. */
export function createOutbox({ engine, environment, ids, mirror, options, queue, session, waiters }: Parts): Outbox {
  const rows = () => [...mirror.rows.values()];
  return {
    subscribe: mirror.subscribe,
    persist: engine.persist,
    list: async () => rows().map(row => operationOf(row, mirror.sending.has(row.seq))),
    flush: async () => engine.kick(true),

    async retry(id) {
      await queue.change(id, row => {
        if (!isReadable(row)) throw new KeelError("operation-unreadable", row.parked!.title);
        return row.parked ? { ...row, parked: undefined } : row;
      });
      engine.kick(true);
    },

    async edit(id, input) {
      const newId = ids.next();
      const body = JSON.stringify(input) ?? "";
      await queue.change(id, (row, maybeSent) => {
        if (!isReadable(row) || row.discarded) throw new KeelError("operation-unreadable", "It can no longer be edited.");
        const voids = maybeSent && row.path ? [...(row.voids ?? []), id] : row.voids;
        return { ...row, id: newId, body, retries: 0, type: body ? (row.type ?? "application/json") : undefined, voids, contract: contractOf(options, row.action), parked: undefined, sent: undefined };
      });
      // Whoever waits for it gets the answer to the new version.
      waiters.tell({ id, kind: "restamped", newId });
      engine.kick(true);
      return newId;
    },

    async discard(id) {
      const left = await queue.change(id, (row, maybeSent) => {
        // Another server has no void: what is taken out of the queue here is not sent again, and no more can be said.
        const stop = maybeSent && isReadable(row) && row.path && !row.discarded;
        const voids = [...(row.voids ?? []), ...(stop ? [id] : [])];
        return voids.length ? { ...row, voids, discarded: true, parked: undefined } : null;
      });
      waiters.tell({ id, kind: "discarded" });
      if (!left) return "discarded";
      const settled = engine.sendsNow() ? waiters.wait(id, options.waitMs ?? 8_000) : undefined;
      engine.kick(true);
      const kind = (await settled)?.kind;
      return kind === "discarded" || kind === "already-applied" ? kind : "queued";
    },

    async export() {
      const operations = rows().map(row => ({ ...row, seq: undefined, rev: undefined, sent: undefined, scope: undefined }));
      return JSON.stringify({ version: 1, scope: session.scope(), exportedAt: environment.now(), operations }, undefined, 2);
    },
  };
}
