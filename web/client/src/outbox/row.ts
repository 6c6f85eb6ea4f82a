import { localProblem } from "../wire.js";
import type { Operation, Params, Problem } from "../types.js";

export const ROW_VERSION = 1;

/** An operation as it lies on the device. Pages of other builds read it too: it grows only by optional members. */
export interface Row {
  readonly v: number;
  /** The place in the outbox; given by the database. */
  readonly seq: number;
  /** Rises with each change, so that messages of two tabs that cross cannot bring an older state back. */
  readonly rev: number;
  readonly id: string;
  readonly scope: string;
  readonly action: string;
  readonly lane: string;
  readonly at: number;
  readonly retries: number;
  readonly params: Params;
  /** Absent for the call of another server (executeAction), which is found by its name. */
  readonly method?: string | undefined;
  readonly path?: string | undefined;
  /** The very text that is sent, on its own route and in a flush, so that both have one fingerprint. */
  readonly body: string;
  readonly type?: string | undefined;
  /** What the page that made it was written against. It is sent for ever, by pages of later builds too. */
  readonly contract?: string | undefined;
  /** The draft that it consumes, `<key>;<revision>`, with `;<by>` if no answer has told of that revision. */
  readonly draft?: string | undefined;
  /** The trace of the click that made it, a W3C `traceparent`. */
  readonly trace?: string | undefined;
  readonly label?: string | undefined;
  /** It may have been sent. Set before the first try; never taken back. */
  readonly sent?: boolean | undefined;
  /** Refused, and kept for a person to decide. */
  readonly parked?: Problem | undefined;
  /** Ids that must be voided before anything else happens in this place; absent if there are none. */
  readonly voids?: readonly string[] | undefined;
  /** Discarded: once the voids are written nothing is left to do. */
  readonly discarded?: boolean | undefined;
  /** One of its ids turned out to have taken effect before the void. */
  readonly applied?: boolean | undefined;
}

export type NewRow = Omit<Row, "seq">;

/** Reads whatever a page of any build has stored. What it cannot read is shown as parked, and kept untouched. */
export function readRow(stored: unknown): Row {
  const row = stored as Row;
  if (isReadable(row)) return row;
  const { v, seq, id = `unreadable-${seq}`, scope, action = "?", lane = "", at = 0 } = row;
  const parked = localProblem("operation-unreadable", "Another version has saved it.");
  return { v, seq, rev: 0, id, scope, action, lane, at, retries: 0, params: {}, body: "", parked };
}

export const isReadable = (row: Row): boolean => row.v === ROW_VERSION;

/** Whether a row still waits to take effect, and so shows in the local view. */
export const isPending = (row: Row): boolean => !row.parked && !row.discarded;

export const inputOf = ({ body, type }: Row): unknown => (type === "application/json" ? JSON.parse(body) : type && body);

export function operationOf(row: Row, sending: boolean): Operation {
  const { id, action, label, params, at, retries, lane, parked: problem, discarded } = row;
  const state = problem ? "parked" : discarded ? "voiding" : sending ? "sending" : "waiting";
  // The input is read only where it is shown: a long outbox is listed often.
  const operation = { id, action, label, params, at, retries, lane, state, problem, get input() { return inputOf(row); } };
  return operation as Operation;
}
