import type { Operation } from "@evenkeel/client";
import type { EntryKind } from "../entries/entryKind";
import { nameOf } from "../entries/useEntryCommands";
import { kinds } from "../keel/kinds";

/** The kind of row that an operation adds or edits; its form can be opened again. */
export function kindOf({ action }: Operation): EntryKind | undefined {
  return kinds.find((kind) => action === kind.add || action === kind.edit);
}

/** "Add contact Jane Doe": from what will be sent, which may have been edited since it was named. */
export function describe(operation: Operation): string {
  const kind = kindOf(operation);
  const input = operation.input as Record<string, unknown>;
  if (!kind || !(kind.nameField in input)) return operation.label ?? operation.action;
  return `${operation.action === kind.add ? "Add" : "Edit"} ${kind.noun} ${nameOf(kind, input)}`.trim();
}
