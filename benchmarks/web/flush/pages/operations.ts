import type { Load } from "./contender.js";

export interface Item {
  readonly id: string;
  readonly run: string;
  readonly text: string;
}

const BYTES = 1024;

/** An operation whose JSON has 1,024 bytes. */
export function operation(run: string, number: number): Item {
  const id = `${run}-${String(number).padStart(6, "0")}`;
  const rest = JSON.stringify({ id, run, text: "" }).length;
  return { id, run, text: "x".repeat(BYTES - rest) };
}

export const operations = ({ run, count }: Load): Item[] => Array.from({ length: count }, (_, number) => operation(run, number));

/** Parts small enough to start all of one before the next. */
export function* parts<T>(all: readonly T[], size = 500): Generator<T[]> {
  for (let from = 0; from < all.length; from += size) yield all.slice(from, from + size);
}
