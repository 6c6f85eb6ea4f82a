import { LONGEST_LINE, operationLine, voidLine } from "../wire.js";
import type { Row } from "./row.js";

/** One line of a flush: an operation, or the void of an id in its place. */
export interface Entry {
  readonly row: Row;
  readonly void?: string;
  readonly line: string;
}

export interface ParcelLimits {
  readonly operations: number;
  readonly bytes: number;
  readonly direct: boolean;
}

const encoder = new TextEncoder();

/** Takes as many rows as fit into one flush. What cannot travel in a flush goes alone. */
export function pack(rows: Iterable<Row>, limits: ParcelLimits): Entry[] {
  const entries: Entry[] = [];
  const most = limits.direct ? 1 : limits.operations;
  let bytes = 0;
  for (const row of rows) {
    const added = entriesOf(row);
    const size = added.reduce((sum, entry) => sum + encoder.encode(entry.line).length, 0);
    const alone = !row.voids && (row.path === undefined || size > Math.min(LONGEST_LINE, limits.bytes));
    if (entries.length && (alone || entries.length + added.length > most || bytes + size > limits.bytes)) break;
    entries.push(...added.slice(0, most));
    bytes += size;
    if (alone || entries.length >= most) break;
  }
  return entries;
}

function entriesOf(row: Row): Entry[] {
  if (row.voids) return row.voids.map(id => ({ row, void: id, line: voidLine(id) }));
  if (row.path === undefined) return [{ row, line: "" }];
  const { id, method = "POST", path, lane, body, type } = row;
  return [{ row, line: operationLine({ id, method, path, lane, body, type }) }];
}
