import { LONGEST_LINE, operationLine, voidLine } from "../wire.js";
import type { Row } from "./row.js";

/** One line of a flush: an operation, or the void of an id in its place. */
export interface Entry {
  readonly row: Row;
  readonly id: string;
  readonly voiding?: boolean;
  readonly line: string;
  /** The operation was certainly never sent before. */
  unsent?: boolean;
}

const encoder = new TextEncoder();

/** Takes as many rows as fit into one flush. What cannot travel in a flush goes alone. */
export function pack(rows: Iterable<Row>, most: number, mostBytes: number): Entry[] {
  const entries: Entry[] = [];
  let bytes = 0;
  for (const row of rows) {
    const added = entriesOf(row);
    const size = encoder.encode(added.map(({ line }) => line).join("")).length;
    const alone = !row.voids && (!row.path || size > Math.min(LONGEST_LINE, mostBytes));
    if (entries.length && (alone || entries.length + added.length > most || bytes + size > mostBytes)) break;
    entries.push(...added.slice(0, most));
    bytes += size;
    if (alone) break;
  }
  return entries;
}

function entriesOf(row: Row): Entry[] {
  const { voids, id, path } = row;
  return voids?.map(id => ({ row, id, voiding: true, line: voidLine(id) })) ?? [{ row, id, line: path ? operationLine(row) : "" }];
}
