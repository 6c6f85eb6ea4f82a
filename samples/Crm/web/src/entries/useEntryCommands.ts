import type { CommandOptions, Params } from "@evenkeel/client";
import { useCommand } from "@evenkeel/react";
import { shortened } from "../text/shortened";
import type { Entry, EntryInput, Values } from "./entry";
import type { EntryKind } from "./entryKind";
import { inputOf } from "./field";
import { newId } from "./newId";

export function nameOf(kind: EntryKind, row: object): string {
  return shortened(String((row as Record<string, unknown>)[kind.nameField] ?? ""));
}

/** The signal of a form that may go, and the draft that the command consumes. */
export type Sending = Pick<CommandOptions, "signal" | "draft">;

/** The three commands of a kind of row; the parameters say below what the rows are. */
export function useEntryCommands(kind: EntryKind) {
  const add = useCommand(kind.add);
  const edit = useCommand(kind.edit);
  const remove = useCommand(kind.remove);
  const label = (verb: string, named: object) => `${verb} ${kind.noun} ${nameOf(kind, named)}`.trim();
  return {
    add: (params: Params, values: Values, sending: Sending, more: EntryInput = {}) =>
      add.run({ id: newId(), ...inputOf(kind.fields, values), ...more }, { params, label: label("Add", values), ...sending }),
    edit: (params: Params, row: Entry, values: Values, sending: Sending) => {
      const changed = kind.fields.filter(({ name }) => name in values);
      const options = { params: { ...params, [kind.idParam]: row.id }, label: label("Edit", { ...row, ...values }), ...sending };
      return edit.run(inputOf(changed, values), options);
    },
    remove: (params: Params, row: Entry) =>
      remove.run(undefined, { params: { ...params, [kind.idParam]: row.id }, label: label("Delete", row) }),
  };
}
