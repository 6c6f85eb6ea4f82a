import { KeelError } from "../errors.js";
import { localProblem } from "../wire.js";
import type { Parts } from "../parts.js";
import type { Operation, Outbox } from "../types.js";
import type { Change, Settled } from "./messages.js";
import { isReadable, type NewRow, type Row } from "./row.js";
import { resolve, type Verdict, voidKey } from "./settlement.js";
import type { Decision } from "./storage.js";
import type { Answer } from "../network/answer.js";

export interface Acknowledged {
  readonly row: Row;
  readonly answer: Answer;
}

/** The device's queue: what comes in, what a person decides about it, what answers do to it. */
export class OutboxQueue implements Outbox {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  // ---- coming in

  /** Durable when it resolves. */
  async append(row: Omit<NewRow, "sent">): Promise<Row> {
    const { enqueue, engine, flusher, status } = this.#parts;
    // Saying so now saves a second write before the first try.
    const stored = await enqueue.add(engine.sendsNow() ? { ...row, sent: true } : row);
    flusher.appended(stored.id);
    status.set({ storage: "ok" });
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
    this.#parts.engine.kick(true);
  }

  persist(): Promise<boolean> {
    return this.#parts.engine.persist();
  }

  async retry(id: string): Promise<void> {
    await this.#change(id, row => {
      if (!isReadable(row)) throw new KeelError("operation-unreadable", row.parked!.title);
      const { parked: _, ...rest } = row;
      return row.parked && rest;
    });
    this.#parts.engine.kick(true);
  }

  async edit(id: string, input: unknown): Promise<string> {
    const newId = this.#parts.ids.next();
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
    this.#parts.engine.kick(true);
    return newId;
  }

  async discard(id: string): Promise<"discarded" | "already-applied" | "queued"> {
    const { waiters, engine, environment, settings } = this.#parts;
    const key = voidKey(id);
    let timer: unknown;
    let stop = () => {};
    const answered = new Promise<"discarded" | "already-applied" | "queued">(settle => {
      stop = waiters.add(key, settled => settle(settled.kind === "voided" ? settled.result : "queued"));
      timer = environment.setTimeout(() => waiters.tell({ kind: "saved", id: key }), settings.waitMs);
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
    else if (!engine.sendsNow()) waiters.tell({ kind: "saved", id: key });
    engine.kick(true);
    return answered;
  }

  async export(): Promise<string> {
    const operations = Array.from(this.#parts.mirror.rows(), row => {
      const { seq: _, rev: __, sent: ___, scope: ____, ...rest } = row;
      return rest;
    });
    return JSON.stringify({ version: 1, scope: this.#parts.session.scope, exportedAt: this.#parts.environment.now(), operations }, undefined, 2);
  }

  // ---- answers

  async settle(verdicts: readonly Verdict[]): Promise<void> {
    const { storage, waiters, ids, view } = this.#parts;
    const settled: Settled[] = [];
    const acknowledged: Acknowledged[] = [];
    const decisions = new Map<number, (row: Row) => Decision>();
    for (const verdict of verdicts) {
      const before = decisions.get(verdict.row.seq);
      decisions.set(verdict.row.seq, stored => {
        const first = before?.(stored);
        if (first === null) return null;
        const row = first ?? stored;
        const resolution = resolve(row, verdict, waiters.has(row.id), () => ids.next());
        if (resolution.settled) settled.push(resolution.settled);
        if (resolution.settled?.kind === "done") acknowledged.push({ row, answer: resolution.settled.answer });
        return resolution.decision === undefined ? first : resolution.decision;
      });
    }
    // A query that is under way may not have seen these: its answer is asked for again.
    view?.queries.expect(verdicts.filter(({ outcome }) => outcome === "done").map(({ row }) => row));
    const { put, removed } = await storage.settle(decisions, stores => view?.kept.materialise(stores, acknowledged));
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
    const { mirror, waiters, messages, session, view } = this.#parts;
    view?.observations.acknowledge(acknowledged);
    mirror.apply(change.put, change.removed);
    for (const one of change.settled) waiters.tell(one);
    if (own && session.scope !== undefined) messages.send({ kind: "change", scope: session.scope, ...change });
  }
}

const discardedAnswer: Answer = { status: 0, problem: localProblem("discarded", "This operation was discarded.") };
