import type { EntryKind } from "./entryKind";

export function entryLanes(kinds: readonly EntryKind[]): Record<string, string> {
  const actions = kinds.flatMap((kind) => [kind.add, kind.edit, kind.remove]);
  return Object.fromEntries(actions.map((action) => [action, "clients/{clientId}"]));
}
