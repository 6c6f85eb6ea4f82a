import { useCallback, useMemo, useState } from "react";

export interface FieldsState<T> {
  /** What the form shows: the row, with what the person has put in on top. */
  readonly values: T;
  /** The fields that a person has changed, and the row has not caught up with. */
  readonly edited: ReadonlySet<keyof T>;
  readonly set: <K extends keyof T>(name: K, value: T[K]) => void;
  /** Drops what was put into one field. */
  readonly drop: (name: keyof T) => void;
  /** Drops what was put in. */
  readonly reset: () => void;
}

type Edits<T> = { readonly [K in keyof T]?: T[K] };

/**
 * The fields of a form over a row that is fetched again while somebody types: untouched fields follow the row, touched ones keep their input until the row has it too. Only another `id` begins anew.
 */
export function useFields<T extends object>(row: T, id: unknown): FieldsState<T> {
  const [state, setState] = useState<{ id: unknown; edits: Edits<T> }>({ id, edits: {} });
  let { edits } = state;
  if (!Object.is(state.id, id)) edits = {};
  else if (Object.keys(edits).some(name => isSame(edits, row, name as keyof T))) {
    // The row has it: from here on the field follows the row again.
    edits = Object.fromEntries(Object.entries(edits).filter(([name]) => !isSame(edits, row, name as keyof T))) as Edits<T>;
  }
  // React renders this again before anybody sees it.
  if (edits !== state.edits) setState({ id, edits });

  const set = useCallback(<K extends keyof T>(name: K, value: T[K]) => setState(({ id, edits }) => ({ id, edits: { ...edits, [name]: value } })), []);
  const drop = useCallback((name: keyof T) => setState(({ id, edits: { [name]: _, ...edits } }) => ({ id, edits: edits as Edits<T> })), []);
  const reset = useCallback(() => setState(({ id }) => ({ id, edits: {} })), []);
  return useMemo(() => ({ values: { ...row, ...edits }, edited: new Set(Object.keys(edits) as (keyof T)[]), set, drop, reset }), [row, edits, set, drop, reset]);
}

/** Values of fields are JSON, as rows are. */
const isSame = <T extends object>(edits: Edits<T>, row: T, name: keyof T): boolean => JSON.stringify(edits[name]) === JSON.stringify(row[name]);
