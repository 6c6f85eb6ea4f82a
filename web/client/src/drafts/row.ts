import type { DraftVersion, Json } from "../types.js";

/** What a command takes: all up to a revision. */
export interface Taking {
  readonly rev: number;
  /** No answer has told of the last revision: the command takes that one only if it was saved by this one. */
  readonly of?: string | undefined;
}

/** A draft as it lies on the device, one for each tab that has typed. Pages of other builds read it too: it grows only by optional members. */
export interface DraftRow {
  /** `<draft> <by> <scope>` */
  readonly key: string;
  readonly draft: string;
  readonly by: string;
  readonly scope: string;
  readonly form: string | null;
  readonly at: number;
  /** The revision of the server that it is built on; 0: none. */
  readonly base: number;
  /** Counts what was typed. */
  readonly n: number;
  /** Up to there it is in the revision `base`. */
  readonly saved: number;
  /** By field: the value, and which count it was typed at; 0: somewhere else. */
  readonly values: ReadonlyMap<string, readonly [value: Json, n: number]>;
  /** What was typed up to there is in a command, and is not sent once more. */
  readonly sealed?: (Taking & Pick<DraftRow, "sent"> & { readonly n: number }) | undefined;
  /** It may be the revision after `base`, now or later: no answer has said so. By whom, and the values as JSON. */
  readonly sent?: readonly [by: string | undefined, said: string] | undefined;
  /** To be deleted on the server. */
  readonly gone?: boolean | undefined;
}

/** What no command has taken. */
export const liveOf = ({ sealed, values }: DraftRow) => [...values].filter(([, [, n]]) => !sealed || n > sealed.n);

export const isUnsaved = (row: DraftRow): boolean => liveOf(row).some(([, [, n]]) => n > row.saved);

/** As a command carries it. */
export const referenceOf = (key: string, { rev, of }: Taking): string => [key, rev, ...(of ? [of] : [])].join(";");

export const isTaking = (row: DraftRow, { rev, of }: Taking): boolean => row.sealed?.rev === rev && row.sealed.of === of;

/** What is left when all up to a revision is gone. */
export function consume(row: DraftRow, { rev, of }: Taking): DraftRow {
  const { base, saved, sealed, values } = row;
  const own = isTaking(row, { rev, of });
  // Somebody else's may be that revision: only the server can say.
  if (of && !own) return row;
  const upTo = own ? sealed!.n : base <= rev ? saved : -1;
  // What is left is not on the server, or no longer.
  const left = { ...row, base: of ? base : Math.max(base, rev), saved: base <= rev ? -1 : saved, sealed: own ? undefined : sealed, sent: undefined, values: new Map([...values].filter(([, [, n]]) => n > upTo)) };
  // What the command took may be on the server all the same, as what was sent before.
  return own && sealed!.sent ? { ...left, sent: sealed!.sent, gone: true } : left;
}

export const valuesOf = (row: DraftRow): Record<string, Json> => Object.fromEntries(liveOf(row).map(([name, [value]]) => [name, value]));

export const versionOf = (row: DraftRow): DraftVersion => ({ by: row.by, at: row.at, form: row.form, values: valuesOf(row) });

/** Values are JSON. */
export const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);
