import { KeelError } from "../errors.js";
import type { Parts } from "../parts.js";
import type { Change, Settled } from "./messages.js";
import type { Row } from "./row.js";
import { resolve, type Verdict } from "./settlement.js";

/** What changes rows: a person's decisions, answers, other tabs. */
export interface Queue {
  /** A person's decision about a row; undefined if it goes. */
  change(id: string, decide: (row: Row, maybeSent: boolean) => Row | null): Promise<Row | undefined>;
  settle(verdicts: readonly Verdict[]): Promise<void>;
  /** A change in another tab. */
  heard(change: Change): Promise<void>;
  /** A change that this tab has stored. */
  absorb(change: Change): void;
}

export function createQueue(parts: Parts): Queue {
  const { mirror, session, store, tell, waiters } = parts;

  const show = ({ put = [], removed, settled = [] }: Change) => {
    parts.view?.settled(settled);
    mirror.apply(put, removed);
    settled.forEach(waiters.tell);
  };
  const absorb = (change: Change) => {
    show(change);
    tell({ kind: "change", scope: session.scope()!, ...change });
  };
  const change: Queue["change"] = async (id, decide) => {
    let found = false;
    const { seq = 0 } = mirror.find(id) ?? {};
    const changed = await store.change([seq], (row, maybeSent) => {
      if (row.id !== id) return row;
      found = true;
      return decide(row, maybeSent);
    });
    if (!found) throw new KeelError("operation-unknown", `The outbox has no operation ${id}.`);
    absorb(changed);
    return changed.put[0];
  };
  return {
    absorb,
    change,
    async settle(verdicts) {
      const settled: Settled[] = [];
      const circumstances = { awaited: waiters.has, newId: parts.ids.next, settle: (one: Settled) => settled.push(one) };
      const decide = (stored: Row) =>
        verdicts.reduce<Row | null>((row, verdict) => (row && verdict.row.seq === row.seq ? resolve(row, verdict, circumstances) : row), stored);
      parts.view?.expect(verdicts);
      // Not strict: what is sent again after a power failure is answered from the ledger.
      const changed = await store.change(verdicts.map(({ row }) => row.seq), decide, stores => parts.view?.materialise(stores, settled), "default");
      absorb({ ...changed, settled });
    },
    async heard({ put, removed, settled = [] }) {
      // That tab could not know whether anybody waits here, and parked what it had to. It belongs to the form that waits.
      const claimed = settled.filter(({ kind, id, keep }) => kind === "rejected" && !keep && waiters.has(id));
      show({ put, removed, settled: settled.filter(one => !claimed.includes(one)) });
      for (const one of claimed) {
        await change(one.id, row => (row.parked && row.parked.error !== "outcome-lost" ? null : row)).catch(() => {});
        waiters.tell(one);
      }
    },
  };
}
