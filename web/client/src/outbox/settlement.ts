import type { Answer } from "../network/answer.js";
import type { Outcome } from "../network/outcome.js";
import { ELSEWHERE, localProblem } from "../wire.js";
import type { Settled } from "./messages.js";
import type { Entry } from "./parcel.js";
import { isReadable, type Row } from "./row.js";

/** What was decided about one line: an operation, or the void of an id in its place. */
export interface Verdict extends Entry {
  readonly outcome: Outcome;
  readonly answer?: Answer | undefined;
  /** Refused, and yet a person's to decide: it is parked also where somebody awaits it. */
  readonly keep?: boolean;
}

export interface Circumstances {
  /** Somebody waits for the operation's answer: a refusal belongs to them. */
  readonly awaited: (id: string) => boolean;
  readonly newId: () => string;
  readonly settle: (settled: Settled) => void;
}

/** What becomes of a stored row (null: it goes). It may have been edited or discarded while its answer was on the way. */
export function resolve(row: Row, { id, voiding, outcome, answer, unsent, keep }: Verdict, { awaited, newId, settle }: Circumstances): Row | null {
  if (!isReadable(row) || !(voiding ? row.voids?.includes(id) : row.id === id)) return row;
  const settled = { id: row.id, seq: row.seq };
  const parked = answer?.problem ?? localProblem("refused", "The server refused the request.");
  if (voiding && outcome === "done") {
    const left = row.voids!.filter(other => other !== id);
    const applied = row.applied || !!answer?.problem;
    const rest = { ...row, applied, voids: left.length ? left : undefined };
    if (row.discarded && !rest.voids) {
      settle({ ...settled, kind: applied ? "already-applied" : "discarded" });
      return null;
    }
    // The first version took effect after all. Sending the edited one as well is a person's decision.
    return applied && !row.discarded ? { ...rest, parked } : rest;
  }
  if (!voiding && row.discarded) {
    if (outcome !== "done") return row;
    settle({ ...settled, kind: "already-applied" });
    return null;
  }
  switch (outcome) {
    case "done":
      settle({ ...settled, kind: "done", answer });
      return null;
    case "retry":
      // An instance that merely does not know the action has tried nothing.
      return parked.error === ELSEWHERE ? row : { ...row, retries: row.retries + 1 };
    case "restamp":
    case "rejected":
      if (voiding) return { ...row, parked };
      // Refused before it ran. What may have been sent before may have run too, under another clock or longer ago than the ledger reaches: that is for a person to decide.
      if (outcome === "restamp" && unsent) {
        const stamped = newId();
        settle({ ...settled, kind: "restamped", newId: stamped });
        return { ...row, id: stamped };
      }
      settle({ ...settled, kind: "rejected", answer, keep });
      // Perhaps it took effect in part: whoever awaits it is told, and it stays for a person to look at.
      return awaited(id) && !keep && parked.error !== "outcome-lost" ? null : { ...row, parked };
    default:
      return row;
  }
}
