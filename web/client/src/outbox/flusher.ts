import { sleep } from "../environment.js";
import type { Parts } from "../parts.js";
import { deliver, type Delivered } from "./delivery.js";
import { sendable } from "./lane-plan.js";
import { type Entry, pack, type ParcelLimits } from "./parcel.js";
import type { Row } from "./row.js";
import type { Verdict } from "./settlement.js";

interface Parcel {
  readonly entries: readonly Entry[];
  /** Places of rows that were certainly never sent. */
  readonly unsent: ReadonlySet<number>;
}

/** Sends what can be sent, one request at a time, while this tab holds the flusher's place. */
export class Flusher {
  readonly #parts: Parts;
  readonly #lanePauses = new Map<string, number>();
  readonly #untried = new Set<string>();
  readonly #verdicts: Verdict[] = [];
  #limits: ParcelLimits;
  #settling: Promise<void> | undefined;
  #wake = new AbortController();
  #trouble = false;
  #doubt = false;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#limits = parts.settings.limits;
  }

  /** A new operation of this tab, which nobody can have sent yet. */
  appended(id: string): void {
    this.#untried.add(id);
  }

  wake(urge = false): void {
    if (urge) {
      this.#lanePauses.clear();
      this.#parts.pace.urge();
    }
    this.#wake.abort();
  }

  wanted(): boolean {
    return !this.#parts.session.paused && !this.#plan(new Set(), false).next().done;
  }

  /** Collects verdicts; they are settled together once the present part of the answer is read. */
  report(verdict: Verdict): void {
    const { row, outcome, answer } = verdict;
    this.#verdicts.push(verdict);
    this.#untried.delete(row.id);
    if (outcome === "done") return;
    this.#trouble = true;
    this.#doubt ||= outcome === "session";
    if (outcome === "retry" && answer?.protocol) this.#pauseLane(row, answer.retryAfterMs);
  }

  async run(signal: AbortSignal): Promise<void> {
    const { pace, session, health, settings } = this.#parts;
    let next: Parcel | undefined;
    while (!signal.aborted && !session.paused) {
      const wait = pace.waitMs();
      if (wait > 0) {
        next = undefined;
        await this.#rest(wait, signal);
        continue;
      }
      const parcel = next && this.#isCurrent(next) ? next : await this.#prepare(new Set());
      next = undefined;
      if (!parcel) {
        const pause = this.#lanePauseMs();
        if (pause === undefined) return;
        await this.#rest(pause, signal);
        continue;
      }
      const spent = pace.take(parcel.entries.every(({ row }) => row.retries > 0));
      if (spent > 0) {
        settings.debug("the retry budget is spent", { waitMs: spent });
        await this.#rest(spent, signal);
        continue;
      }
      // A parcel is not risked on a network that was last seen down: what was never sent stays so.
      if (health.state === "offline" && !(await session.reach())) {
        pace.fail();
        continue;
      }
      next = await this.#deliver(parcel, signal);
    }
  }

  async #deliver(parcel: Parcel, signal: AbortSignal): Promise<Parcel | undefined> {
    const { mirror, pace, session, engine, settings } = this.#parts;
    const places = new Set(parcel.entries.map(({ row }) => row.seq));
    this.#trouble = this.#doubt = false;
    for (const place of places) mirror.sending.add(place);
    mirror.changed();
    // Read and written out while the present one is under way.
    const following = this.#prepare(places).catch(() => undefined);
    let delivered: Delivered;
    try {
      settings.debug(`sending ${parcel.entries.length}`, parcel.entries);
      delivered = await deliver(this.#parts, parcel.entries, parcel.unsent, signal, () => this.#settle());
      await following;
    } finally {
      for (const place of places) mirror.sending.delete(place);
    }
    // Whoever took over has sent the same again: its verdicts stand.
    if (signal.aborted) {
      this.#verdicts.length = 0;
      await this.#settling;
      return undefined;
    }
    settings.debug(`answered: ${delivered.outcome}`, delivered);
    this.#account(parcel, delivered);
    this.#settle();
    await this.#settling;
    engine.delivered(delivered);
    if (this.#doubt) {
      await session.ask(true);
      if (!this.#parts.session.paused) pace.fail();
    }
    return this.#trouble ? undefined : await following;
  }

  #account({ entries }: Parcel, { outcome, answer, answered }: Delivered): void {
    const { pace } = this.#parts;
    // An answer that was cut in the middle is one failure, but the server is there.
    if (answered) pace.succeed();
    if (outcome === "split") {
      const { operations, bytes } = this.#limits;
      const size = entries.reduce((sum, entry) => sum + entry.line.length, 0);
      // The limit that was met is not known: half of both, and never again more in this page.
      this.#limits = { ...this.#limits, operations: Math.min(operations, Math.ceil(entries.length / 2)), bytes: Math.min(bytes, Math.ceil(size / 2)) };
      pace.succeed();
    } else if (outcome === "retry" && !(answer?.protocol && answer.status === 500)) {
      pace.fail(answer?.retryAfterMs);
    } else if (outcome !== "session") {
      pace.succeed();
    }
  }

  /** A failure of one operation slows down its lane, not the others. */
  #pauseLane(row: Row, retryAfterMs: number | undefined): void {
    const { pace, environment } = this.#parts;
    this.#lanePauses.set(row.lane, environment.now() + pace.delayMs(row.retries + 1, retryAfterMs));
  }

  #lanePauseMs(): number | undefined {
    const now = this.#parts.environment.now();
    let soonest: number | undefined;
    for (const row of this.#plan(new Set(), false)) {
      const until = this.#lanePauses.get(row.lane);
      if (until !== undefined) soonest = Math.min(soonest ?? Infinity, until - now);
    }
    return soonest === undefined ? undefined : Math.max(1, soonest);
  }

  #plan(busy: ReadonlySet<number>, respectPauses = true): Generator<Row> {
    const now = this.#parts.environment.now();
    const blocked = new Set<string>();
    if (respectPauses) for (const [lane, until] of this.#lanePauses) until > now ? blocked.add(lane) : this.#lanePauses.delete(lane);
    const { mirror, others } = this.#parts;
    return sendable(mirror.rows(), blocked, row => row.path !== undefined || others?.has(row.action) === true, busy);
  }

  async #prepare(busy: ReadonlySet<number>): Promise<Parcel | undefined> {
    const entries = pack(this.#plan(busy), this.#limits);
    if (!entries.length) return undefined;
    const rows = entries.map(({ row }) => row);
    const unsent = new Set(rows.filter(row => this.#untried.has(row.id)).map(row => row.seq));
    if (rows.every(row => row.sent)) return { entries, unsent };
    const claimed = await this.#parts.storage.claim(rows.map(row => row.seq));
    for (const place of claimed.unsent) unsent.add(place);
    const stored = new Map(claimed.rows.map(row => [row.seq, row]));
    const changed = rows.filter(row => stored.get(row.seq)?.rev !== row.rev);
    if (!changed.length) return { entries, unsent };
    // Another tab was faster: this one has not heard of it yet.
    const gone = changed.filter(row => !stored.has(row.seq)).map(row => row.id);
    this.#parts.mirror.apply(changed.flatMap(row => stored.get(row.seq) ?? []), gone);
    return this.#prepare(busy);
  }

  #isCurrent(parcel: Parcel): boolean {
    return parcel.entries.every(({ row }) => this.#parts.mirror.get(row.id)?.rev === row.rev);
  }

  #settle(): void {
    this.#settling ??= this.#settleAll().finally(() => (this.#settling = undefined));
  }

  async #settleAll(): Promise<void> {
    const { pace, queue, settings } = this.#parts;
    try {
      while (this.#verdicts.length) await queue.settle(this.#verdicts.splice(0));
    } catch (error) {
      // The rows are still there and go again under their ids, for which the ledger has the answers; but not at once.
      settings.debug("the device did not take the answers", error);
      this.#trouble = true;
      pace.fail();
    }
  }

  async #rest(ms: number, signal: AbortSignal): Promise<void> {
    this.#wake = new AbortController();
    const stop = () => this.#wake.abort();
    signal.addEventListener("abort", stop);
    await sleep(this.#parts.environment, ms, this.#wake.signal);
    signal.removeEventListener("abort", stop);
  }
}
