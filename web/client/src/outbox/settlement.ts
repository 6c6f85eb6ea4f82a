import type { Answer } from "../network/answer.js";
import type { Outcome } from "../network/outcome.js";
import { localProblem } from "../wire.js";
import type { Settled } from "./messages.js";
import type { Row } from "./row.js";
import type { Decision } from "./storage.js";

/** What was decided about one line: an operation, or the void of an id in its place. */
export interface Verdict {
  readonly row: Row;
  readonly void?: string | undefined;
  readonly outcome: Outcome;
  readonly answer?: Answer | undefined;
  /** It had certainly not been sent before this try. */
  readonly firstTry?: boolean | undefined;
}

export interface Resolution {
  readonly decision: Decision;
  readonly settled?: Settled | undefined;
}

/** Voids are awaited under a name of their own: the operation's command() may be waiting too. */
export const voidKey = (id: string): string => `void ${id}`;

const withoutVoid = (row: Row, id: string): Row => {
  const voids = row.voids?.filter(other => other !== id) ?? [];
  const { voids: _, ...rest } = row;
  return voids.length ? { ...rest, voids } : rest;
};

const park = (row: Row, answer: Answer | undefined): Row => ({
  ...row,
  parked: answer?.problem ?? localProblem("refused", "The server refused the request."),
});

/** What becomes of a stored row. It may have been edited or discarded while its answer was on the way. */
export function resolve(row: Row, verdict: Verdict, awaited: boolean, newId: () => string): Resolution {
  return verdict.void !== undefined ? resolveVoid(row, verdict, verdict.void) : resolveOperation(row, verdict, awaited, newId);
}

function resolveVoid(row: Row, { outcome, answer }: Verdict, id: string): Resolution {
  if (!row.voids?.includes(id)) return { decision: undefined };
  if (outcome === "retry") return { decision: { ...row, retries: row.retries + 1 } };
  if (outcome === "rejected" || outcome === "restamp") return { decision: park(row, answer) };
  if (outcome !== "done") return { decision: undefined };
  const rest = withoutVoid(row, id);
  const applied = answer?.problem !== undefined;
  if (row.discarded) {
    if (rest.voids) return { decision: applied ? { ...rest, applied } : rest };
    const result = applied || row.applied ? "already-applied" : "discarded";
    return { decision: null, settled: { kind: "voided", id: voidKey(row.id), result } };
  }
  // The first version took effect after all. Sending the edited one as well is a person's decision.
  return { decision: applied ? park(rest, answer) : rest };
}

function resolveOperation(row: Row, { row: sent, outcome, answer, firstTry }: Verdict, awaited: boolean, newId: () => string): Resolution {
  if (row.id !== sent.id) return { decision: undefined };
  if (row.discarded) {
    const settled = { kind: "voided", id: voidKey(row.id), result: "already-applied" } as const;
    return outcome === "done" ? { decision: null, settled } : { decision: undefined };
  }
  switch (outcome) {
    case "done":
      return { decision: null, settled: { kind: "done", id: row.id, answer: answer! } };
    case "retry":
      return { decision: { ...row, retries: row.retries + 1 } };
    case "restamp":
      if (firstTry) {
        const id = newId();
        return { decision: { ...row, id }, settled: { kind: "restamped", id: row.id, newId: id } };
      }
      return refuse(row, answer, awaited);
    case "rejected":
      return refuse(row, answer, awaited);
    case "held":
    case "session":
    case "split":
      return { decision: undefined };
    default:
      return outcome satisfies never;
  }
}

const refuse = (row: Row, answer: Answer | undefined, awaited: boolean): Resolution => ({
  decision: awaited ? null : park(row, answer),
  ...(answer && { settled: { kind: "rejected", id: row.id, answer } }),
});
