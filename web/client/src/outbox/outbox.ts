import type { Environment } from "../environment.js";
import { KeelError } from "../errors.js";
import { localProblem } from "../wire.js";
import type { Operation, Outbox } from "../types.js";
import type { Enqueue } from "./enqueue.js";
import type { Change, Settled } from "./messages.js";
import type { Mirror } from "./mirror.js";
import { isReadable, type NewRow, type Row } from "./row.js";
import { resolve, type Verdict, voidKey } from "./settlement.js";
import type { Decision, OutboxStorage, Settling } from "./storage.js";
import type { Waiters } from "./waiters.js";
import type { Answer } from "../network/answer.js";

export interface Acknowledged {
  readonly row: Row;
  readonly answer: Answer;
}

export interface OutboxParts {
  readonly environment: Environment;
  readonly mirror: Mirror;
  readonly storage: OutboxStorage;
  readonly enqueue: Enqueue;
  readonly waiters: Waiters;
  readonly newId: () => string;
  readonly scope: () => string | undefined;
  /** Whether sending is likely to begin at once. */
  readonly sendsNow: () => boolean;
  readonly kick: (urge: boolean) => void;
  readonly appended: (row: Row) => void;
  readonly broadcast: (change: Change) => void;
  /** The effect of acknowledged operations on what is kept, in the transaction that deletes them. */
  readonly materialise: (transaction: Settling, acknowledged: readonly Acknowledged[]) => Promise<void>;
  readonly expect: (rows: readonly Row[]) => void;
  readonly acknowledged: (acknowledged: readonly Acknowledged[]) => void;
  readonly persist: () => Promise<boolean>;
  readonly waitMs: number;
}

/** The device's queue: what comes in, what a person decides about it, what answers do to it. */
export class OutboxQueue implements Outbox {
  readonly #parts: OutboxParts;

  constructor(parts: OutboxParts) {
    this.#parts = parts;
  }

  // ---- coming in

  /** Durable when it resolves. */
  async append(row: Omit<NewRow, "sent">): Promise<Row> {
    const { enqueue, sendsNow, appended } = this.#parts;
    // Saying so now saves a second write before the first try.
    const stored = await enqueue.add(sendsNow() ? { ...row, sent: true } : row);
    appended(stored);
    this.#absorb({ put: [stored], removed: [], settled: [] }, true);
    return stored;
  }

  // ---- a person

  async list(): Promise<Operation[]> {
    return this.#parts.mirror.list();
  }

  subscribe(listener: () => void): () => void {
    return this.#parts.mirror.subscribe(listener);
  }

  async flush(): Promise<void> {
    this.#parts.kick(true);
  }

  persist(): Promise<boolean> {
    return this.#parts.persist();
  }

  async retry(id: string): Promise<void> {
    await this.#change(id, row => {
      if (!isReadable(row)) throw new KeelError("operation-unreadable", row.parked!.title);
      const { parked: _, ...rest } = row;
      return row.parked && rest;
    });
    this.#parts.kick(true);
  }

  async edit(id: string, input: unknown): Promise<string> {
    const newId = this.#parts.newId();
    const body = JSON.stringify(input) ?? "";
    await this.#change(id, (row, maybeSent) => {
      if (!isReadable(row) || row.discarded) throw new KeelError("operation-unreadable", "This operation can no longer be edited.");
      const { parked: _, voids, type: __, sent: ___, ...rest } = row;
      const stop = maybeSent && row.path !== undefined ? [...(voids ?? []), row.id] : voids;
      const type = body && (row.type ?? "application/json");
      return { ...rest, id: newId, body, retries: 0, ...(type && { type }), ...(stop && { voids: stop }) };
    });
    // Whoever waits for it gets the answer to the new version.
    this.#parts.waiters.tell({ kind: "restamped", id, newId });
    this.#parts.kick(true);
    return newId;
  }

  async discard(id: string): Promise<"discarded" | "already-applied" | "queued"> {
    const { waiters, sendsNow, kick, environment } = this.#parts;
    const key = voidKey(id);
    let timer: unknown;
    let stop = () => {};
    const answered = new Promise<"discarded" | "already-applied" | "queued">(settle => {
      stop = waiters.add(key, settled => settle(settled.kind === "voided" ? settled.result : "queued"));
      timer = environment.setTimeout(() => waiters.tell({ kind: "saved", id: key }), this.#parts.waitMs);
    });
    answered.then(() => environment.clearTimeout(timer));
    const decision = await this.#change(id, (row, maybeSent) => {
      const voids = [...(row.voids ?? [])];
      // Another server has no void: what is taken out of the queue here is not sent again, and no more can be said.
      if (maybeSent && isReadable(row) && row.path !== undefined && !row.discarded) voids.push(row.id);
      if (!voids.length) return null;
      const { parked: _, ...rest } = row;
      return { ...rest, voids, discarded: true };
    }).catch(error => {
      stop();
      environment.clearTimeout(timer);
      throw error;
    });
    waiters.tell({ kind: "rejected", id, answer: discardedAnswer });
    if (decision === null) waiters.tell({ kind: "voided", id: key, result: "discarded" });
    else if (!sendsNow()) waiters.tell({ kind: "saved", id: key });
    kick(true);
    return answered;
  }

  async export(): Promise<string> {
    const operations = Array.from(this.#parts.mirror.rows(), row => {
      const { seq: _, rev: __, sent: ___, scope: ____, ...rest } = row;
      return rest;
    });
    return JSON.stringify({ version: 1, scope: this.#parts.scope(), exportedAt: this.#parts.environment.now(), operations }, undefined, 2);
  }

  // ---- answers

  async settle(verdicts: readonly Verdict[]): Promise<void> {
    const { storage, waiters, newId, materialise, expect } = this.#parts;
    const settled: Settled[] = [];
    const acknowledged: Acknowledged[] = [];
    const decisions = new Map<number, (row: Row) => Decision>();
    for (const verdict of verdicts) {
      const before = decisions.get(verdict.row.seq);
      decisions.set(verdict.row.seq, stored => {
        const first = before?.(stored);
        if (first === null) return null;
        const row = first ?? stored;
        const resolution = resolve(row, verdict, waiters.has(row.id), newId);
        if (resolution.settled) settled.push(resolution.settled);
        if (resolution.settled?.kind === "done") acknowledged.push({ row, answer: resolution.settled.answer });
        return resolution.decision === undefined ? first : resolution.decision;
      });
    }
    // A query that is under way may not have seen these: its answer is asked for again.
    expect(verdicts.filter(({ outcome }) => outcome === "done").map(({ row }) => row));
    const { put, removed } = await storage.settle(decisions, transaction => materialise(transaction, acknowledged));
    this.#absorb({ put, removed: removed.map(row => row.id), settled }, true, acknowledged);
  }

  /** A change in another tab. */
  async heard(change: Change): Promise<void> {
    const { mirror, waiters } = this.#parts;
    const acknowledged = change.settled.flatMap(one => {
      const row = one.kind === "done" && mirror.get(one.id);
      return row ? [{ row, answer: one.answer }] : [];
    });
    // That tab could not know whether anybody waits here, and parked what it had to. It belongs to the form that waits.
    const claimed = change.settled.filter(one => one.kind === "rejected" && waiters.has(one.id));
    this.#absorb({ ...change, settled: change.settled.filter(one => !claimed.includes(one)) }, false, acknowledged);
    for (const one of claimed) {
      await this.#change(one.id, row => (row.parked ? null : undefined)).catch(() => undefined);
      waiters.tell(one);
    }
  }

  async #change(id: string, decide: (row: Row, maybeSent: boolean) => Decision): Promise<Decision> {
    const { storage, mirror } = this.#parts;
    const known = mirror.get(id);
    const missing = () => new KeelError("operation-unknown", `There is no operation ${id} in the outbox.`);
    if (!known) throw missing();
    const decision = await storage.change(known.seq, (row, maybeSent) => {
      if (row.id !== known.id && isReadable(known)) throw missing();
      return decide(isReadable(row) ? row : known, maybeSent);
    });
    if (decision) this.#absorb({ put: [decision], removed: decision.id === id ? [] : [id], settled: [] }, true);
    else if (decision === null) this.#absorb({ put: [], removed: [id], settled: [] }, true);
    return decision;
  }

  #absorb(change: Change, own: boolean, acknowledged: readonly Acknowledged[] = []): void {
    const { mirror, waiters, broadcast } = this.#parts;
    this.#parts.acknowledged(acknowledged);
    mirror.apply(change.put, change.removed);
    for (const one of change.settled) waiters.tell(one);
    if (own) broadcast(change);
  }
}

const discardedAnswer: Answer = {
  status: 0,
  contentType: "",
  data: undefined,
  problem: localProblem("discarded", "This operation was discarded."),
  replayed: false,
  protocol: false,
  redirected: false,
  unreadable: false,
};
