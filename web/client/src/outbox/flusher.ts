import type { Parts } from "../parts.js";
import { ELSEWHERE } from "../wire.js";
import { deliver } from "./delivery.js";
import { sendable } from "./lane-plan.js";
import { type Entry, pack } from "./parcel.js";
import type { Row } from "./row.js";
import type { Verdict } from "./settlement.js";
import { WATERMARK } from "./store.js";

/** Sends what can be sent, one request at a time, while this tab holds the flusher's place. */
export interface Flusher {
  /** There is something to send, or to find out: whether the server is back. */
  wanted(): boolean;
  /** A person wants it now, or the network came back. */
  urge(): void;
  run(signal: AbortSignal): Promise<void>;
}

export function createFlusher(parts: Parts): Flusher {
  const { environment, mirror, options, pace, queue, rest, session, status, store } = parts;
  const { maxOperations = 500, maxBytes = 524_288 } = options.flush ?? {};
  const lanePauses = new Map<string, number>();
  /** How often an operation met an instance that does not know its action. */
  const misses = new WeakMap<Row, number>();
  let most = options.transport === "direct" ? 1 : maxOperations;
  let verdicts: Verdict[] = [];
  let settling: Promise<void> | undefined;
  /** What comes next, if all that is on its way takes effect. */
  let ahead: Entry[] = [];

  const isPaused = (lane: string) => environment.now() < lanePauses.get(lane)!;
  const hasCall = ({ path, action }: Row) => !!path || !!parts.others?.has(action);
  const plan = (paused: (lane: string) => boolean) => sendable(mirror.rows.values(), paused, hasCall, mirror.sending);
  const waits = () => !session.paused() && !plan(() => false).next().done;
  const isOnline = () => status.get().network === "online";

  /** Notes, durably, that rows may have been sent: a discard in another tab comes either before (the row is gone) or after (and writes a void). */
  const prepare = async (): Promise<Entry[]> => {
    const entries = pack(plan(isPaused), most, maxBytes);
    for (const entry of entries) entry.unsent = mirror.fresh.delete(entry.row.seq);
    if (entries.every(({ row }) => row.sent)) return entries;
    const rows = entries.map(({ row }) => row);
    const places = rows.map(({ seq }) => seq);
    const stored = new Map<number, Row>();
    const unsent = new Set<number>();
    const look = (row: Row, maybeSent: boolean) => {
      stored.set(row.seq, row);
      if (!maybeSent) unsent.add(row.seq);
      return row;
    };
    await store.change(places, look, stores => unsent.size && stores("meta").put(places.at(-1), WATERMARK));
    for (const entry of entries) entry.unsent ||= unsent.has(entry.row.seq);
    if (rows.every(({ seq, rev }) => stored.get(seq)?.rev === rev)) return entries;
    // Another tab was faster: this one has not heard of it yet.
    mirror.apply([...stored.values()], places.filter(seq => !stored.has(seq)));
    return prepare();
  };

  const report = (verdict: Verdict) => {
    const { row, outcome, answer } = verdict;
    verdicts.push(verdict);
    // A failure of one operation slows down its lane, not the others.
    if (outcome !== "retry" || !answer?.protocol) return;
    const missed = misses.get(row) ?? 0;
    if (answer.problem?.error === ELSEWHERE) misses.set(row, missed + 1);
    lanePauses.set(row.lane, environment.now() + pace.delayMs(row.retries + missed + 1, answer.retryAfterMs));
  };
  const settleAll = async () => {
    while (verdicts.length) {
      const settled = verdicts.splice(0);
      try {
        await queue.settle(settled);
      } catch (error) {
        // The rows are still there and go again under their ids, for which the ledger has the answers; but not at once.
        parts.debug("the answers were not stored", error);
        pace.fail();
      }
      for (const { row } of settled) mirror.sending.delete(row.seq);
    }
    settling = undefined;
  };
  const settle = () => {
    if (verdicts.length) settling ??= settleAll();
  };

  /** Gives up what was made ready. It was certainly not sent, unless another tab took over and has sent it. */
  const dropAhead = (signal?: AbortSignal) => {
    if (!signal?.aborted) for (const { row, unsent } of ahead) if (unsent) mirror.fresh.add(row.seq);
    ahead = [];
  };
  const takeAhead = () => {
    if (ahead.some(({ row }) => mirror.rows.get(row.seq) !== row || isPaused(row.lane))) dropAhead();
    return ahead.splice(0);
  };

  const send = async (entries: Entry[], signal: AbortSignal) => {
    let doubt = false;
    let smooth = true;
    for (const { row } of entries) mirror.sending.add(row.seq);
    mirror.changed();
    const delivery = deliver(
      parts,
      entries,
      signal,
      given => {
        const verdict = parts.deployments?.weigh(given) ?? given;
        smooth &&= verdict.outcome === "done" && !verdict.voiding;
        doubt ||= verdict.outcome === "session";
        report(verdict);
      },
      settle,
    );
    // While the server works on a flush, the next one is made ready. It counts on all of this one to take effect.
    const preparation = entries.length > 1 ? prepare().catch(() => []) : [];
    const { outcome, answer, answered } = await delivery;
    ahead = await preparation;
    if (!smooth) dropAhead(signal);
    // Whoever took over has sent the same again: its verdicts stand.
    if (signal.aborted) verdicts = [];
    else {
      const ownFailure = answer?.protocol && (answer.status === 500 || answer.problem?.error === ELSEWHERE);
      const failed = outcome === "retry" && !ownFailure;
      // An answer that was cut in the middle is one failure, but the server is there.
      if (answered || !(failed || doubt)) pace.succeed();
      if (failed) pace.fail(answer?.retryAfterMs);
      // The limit that was met is not known: half, and never again more in this page.
      if (outcome === "split") most = Math.ceil(entries.length / 2);
      if (outcome !== "retry" || answer) status.set({ lastError: answer?.problem ?? null });
      settle();
      // The next request does not wait until the device has taken the answers to this one.
      if (smooth) return;
    }
    await settling;
    if (!doubt || signal.aborted) return;
    await session.ask(true);
    if (!session.paused()) pace.fail();
  };

  const step = async (signal: AbortSignal) => {
    // Operations are not risked on a network that was last seen down: what was never sent stays so.
    const asking = status.get().network === "offline" || !waits();
    const wait = pace.waitMs(asking);
    if (wait) return rest(wait);
    if (asking) {
      if (!pace.take(false)) return;
      await session.ask();
      if (!isOnline()) pace.fail();
      return;
    }
    const next = takeAhead();
    const entries = next.length ? next : await prepare();
    if (!entries.length) await rest(Math.max(1, Math.min(...lanePauses.values()) - environment.now()));
    else if (pace.take(entries.some(({ row }) => !row.retries))) await send(entries, signal);
    else parts.debug("the retry budget is spent", { waitMs: pace.waitMs() });
  };

  const wanted = () => !isOnline() || waits();
  return {
    wanted,
    urge() {
      lanePauses.clear();
      pace.urge();
    },
    async run(signal) {
      try {
        for (;;) {
          if (!wanted()) await settling;
          if (signal.aborted || !wanted()) return;
          await step(signal);
          for (const [lane] of lanePauses) if (!isPaused(lane)) lanePauses.delete(lane);
        }
      } finally {
        mirror.sending.clear();
        dropAhead(signal);
      }
    },
  };
}
