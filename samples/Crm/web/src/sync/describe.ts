import type { Operation } from "@evenkeel/client";
import type { EntryInput } from "../entries/entry";
import type { EntryKind } from "../entries/entryKind";
import { kinds } from "../keel/keel";

/** The kind of row that an operation adds or edits; its form can be opened again. */
export function kindOf({ action }: Operation): EntryKind | undefined {
  return kinds.find((kind) => action === kind.add || action === kind.edit);
}

/** "Add contact Jane Doe": from what will be sent, which may have been edited since it was named. */
export function describe(operation: Operation): string {
  const kind = kindOf(operation);
  if (!kind) return operation.label ?? operation.action;
  const name = (operation.input as EntryInput)[kind.nameField];
  return `${operation.action === kind.add ? "Add" : "Edit"} ${kind.noun} ${name ?? ""}`.trim();
}
