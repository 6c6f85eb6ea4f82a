import type { KeelClient, LocalOperation, LocalReducers } from "@evenkeel/client";
import { type ClientDetail, clientDetail } from "../clients/client";
import type { Entry, EntryInput } from "./entry";
import type { EntryKind } from "./entryKind";

type Change = (rows: readonly Entry[], operation: LocalOperation<EntryInput>, waiting: boolean) => Entry[];

/** How adding, editing and deleting a row shows in the page of its client before the server has answered. */
export function showEntriesAtOnce(keel: KeelClient, kind: EntryKind): void {
  const idOf = (operation: LocalOperation<EntryInput>) => operation.params[kind.idParam];
  keel.local(kind.add, shown(kind, (rows, { input }, waiting) => [
    ...rows.filter((row) => row.id !== input["id"]),
    { ...input, id: String(input["id"]), waiting },
  ]));
  keel.local(kind.edit, shown(kind, (rows, operation, waiting) =>
    rows.map((row) => (row.id === idOf(operation) ? { ...row, ...operation.input, id: row.id, waiting } : row))));
  keel.local(kind.remove, shown(kind, (rows, operation) => rows.filter((row) => row.id !== idOf(operation))));
}

function shown(kind: EntryKind, change: Change): LocalReducers<EntryInput> {
  return {
    [clientDetail]: (client: ClientDetail, operation: LocalOperation<EntryInput>, params) =>
      operation.params["clientId"] === params["clientId"]
        ? { ...client, [kind.collection]: change(client[kind.collection], operation, operation.answer === undefined) }
        : client,
  };
}
