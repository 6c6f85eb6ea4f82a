import type { EntryKind } from "./entryKind";

/** Names the draft of a form: of a new row by what the row will belong to, else by the row. */
export function draftKey(verb: "add" | "edit", kind: EntryKind, ids: readonly unknown[]): string {
  return [verb, kind.noun.replaceAll(" ", "-"), ...ids].join(":");
}
