import type { EntryKind } from "./entryKind";

export function entryLanes(kinds: readonly EntryKind[]): Record<string, string> {
  return Object.fromEntries(kinds.flatMap(({ add, edit, remove, lane, addLane = lane }) => [[add, addLane], [edit, lane], [remove, lane]]));
}
