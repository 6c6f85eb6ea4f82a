import { localProblem } from "../wire.js";
import type { Json, Operation, Params, Problem } from "../types.js";

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
  readonly method?: string;
  readonly path?: string;
  /** The very text that is sent, on its own route and in a flush, so that both have one fingerprint. */
  readonly body: string;
  readonly type?: string;
  readonly label?: string;
  /** It may have been sent. Set before the first try; never taken back. */
  readonly sent?: boolean;
  /** Refused, and kept for a person to decide. */
  readonly parked?: Problem;
  /** Ids that must be voided before anything else happens in this place. */
  readonly voids?: readonly string[];
  /** Discarded: once the voids are written nothing is left to do. */
  readonly discarded?: boolean;
  /** One of its ids turned out to have taken effect before the void. */
  readonly applied?: boolean;
}

export type NewRow = Omit<Row, "seq">;

/** Reads whatever a page of any build has stored. What it cannot read is shown as parked, and kept untouched. */
export function readRow(stored: unknown): Row {
  const row = stored as Row;
  if (row.v === ROW_VERSION) return row;
  const text = (value: unknown, otherwise: string) => (typeof value === "string" ? value : otherwise);
  return {
    v: row.v,
    seq: row.seq,
    rev: 0,
    id: text(row.id, `unreadable-${row.seq}`),
    scope: text(row.scope, ""),
    action: text(row.action, "?"),
    lane: text(row.lane, ""),
    at: Number(row.at) || 0,
    retries: 0,
    params: {},
    body: "",
    parked: localProblem("operation-unreadable", "This operation was saved by another version of the application and cannot be read."),
  };
}

export const isReadable = (row: Row): boolean => row.v === ROW_VERSION;

/** Whether a row still waits to take effect, and so shows in the local view. */
export const isPending = (row: Row): boolean => !row.parked && !row.discarded;

export function inputOf(row: Row): Json | undefined {
  if (row.type !== "application/json") return row.type ? row.body : undefined;
  return JSON.parse(row.body) as Json;
}

export function operationOf(row: Row, sending: boolean): Operation {
  const { id, action, label, params, at, retries, lane, parked } = row;
  return {
    id,
    action,
    params,
    input: inputOf(row),
    at,
    retries,
    lane,
    state: parked ? "parked" : row.discarded ? "voiding" : sending ? "sending" : "waiting",
    ...(label !== undefined && { label }),
    ...(parked && { problem: parked }),
  };
}
