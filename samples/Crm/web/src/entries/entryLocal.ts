import type { KeelClient, LocalOperation, LocalReducer, LocalReducers, Params } from "@evenkeel/client";
import type { Entry, EntryInput } from "./entry";
import type { EntryKind, Shown } from "./entryKind";

type Result = Record<string, readonly Entry[]>;
type Change = (operation: LocalOperation<EntryInput>, before: Entry | undefined, shown: Shown) => (Entry & Params) | undefined;

/** How adding, editing and deleting a row shows before the server has answered. */
export function showEntriesAtOnce(keel: KeelClient, kind: EntryKind): void {
  keel.local(kind.add, shown(kind, (operation) => rowOf(kind, operation, kind.atOnce?.(operation))));
  keel.local(kind.edit, shown(kind, (operation, before, { edited }) =>
    before || edited ? rowOf(kind, operation, before && without(before, kind.derived)) : undefined));
  keel.local(kind.remove, shown(kind, () => undefined));
}

/** The same for a command that sets some members of a row. */
export function showMembersAtOnce<Row extends Entry, Input>(
  keel: KeelClient,
  kind: EntryKind,
  action: string,
  members: (row: Row, operation: LocalOperation<Input>) => Partial<Row>,
): void {
  keel.local(action, shown(kind, (operation, before) => before && {
    ...before,
    ...operation.params,
    ...members(before as Row, operation as LocalOperation<unknown> as LocalOperation<Input>),
    waiting: operation.answer === undefined,
  }));
}

function shown(kind: EntryKind, change: Change): LocalReducers<EntryInput> {
  return Object.fromEntries(Object.entries(kind.shownIn).map(([query, shown]) => [query, reducer(kind, shown, change)]));
}

function reducer(kind: EntryKind, shown: Shown, change: Change): LocalReducer<EntryInput> {
  return (data: Result, operation, params) => {
    const rows = data[kind.member]!;
    const at = rows.findIndex(({ id }) => id === idOf(kind, operation));
    const row = change(operation, rows[at], shown);
    const next = row && shown.belongs(row, params) ? row : undefined;
    return at < 0 && !next ? data : { ...data, [kind.member]: replaced(rows, at, next) };
  };
}

function replaced(rows: readonly Entry[], at: number, row: Entry | undefined): readonly Entry[] {
  if (at < 0) return [...rows, row!];
  return row ? rows.with(at, row) : rows.toSpliced(at, 1);
}

function rowOf(kind: EntryKind, operation: LocalOperation<EntryInput>, first: object | undefined): Entry & Params {
  const { params, input, answer } = operation;
  return { ...first, ...params, ...input, ...(answer as object | null | undefined), id: idOf(kind, operation), waiting: answer === undefined };
}

function idOf(kind: EntryKind, { params, input }: LocalOperation<EntryInput>): string {
  return String(params[kind.idParam] ?? input["id"]);
}

function without(row: Entry, members: readonly string[] = []): object {
  return Object.fromEntries(Object.entries(row).filter(([name]) => !members.includes(name)));
}
