import { useCommand } from "@evenkeel/react";
import type { Entry, Values } from "./entry";
import type { EntryKind } from "./entryKind";
import { inputOf } from "./field";
import { newId } from "./newId";

/** The three commands of a kind of row, for one client. */
export function useEntryCommands(kind: EntryKind, clientId: string) {
  const add = useCommand(kind.add);
  const edit = useCommand(kind.edit);
  const remove = useCommand(kind.remove);
  const nameOf = (row: Entry) => String((row as unknown as Record<string, unknown>)[kind.nameField]);
  return {
    nameOf,
    add: (values: Values) =>
      add.run(
        { id: newId(), ...inputOf(kind.fields, values) },
        { params: { clientId }, label: `Add ${kind.noun} ${values[kind.nameField]}` },
      ),
    edit: (row: Entry, values: Values) =>
      edit.run(inputOf(kind.fields, values), {
        params: { clientId, [kind.idParam]: row.id },
        label: `Edit ${kind.noun} ${values[kind.nameField]}`,
      }),
    remove: (row: Entry) =>
      remove.run(undefined, { params: { clientId, [kind.idParam]: row.id }, label: `Delete ${kind.noun} ${nameOf(row)}` }),
  };
}
