import { createHash } from "node:crypto";

const NAME = /^[A-Za-z0-9][A-Za-z0-9._+-]{0,63}$/;

/** The name as given, or an error that says what a name is and where this one came from. */
export function checkedName(name: string, source: string): string {
  if (NAME.test(name)) return name;
  throw new Error(`evenkeel: ${source} is ${JSON.stringify(name)}. A build is named by 1 to 64 characters of A-Z a-z 0-9 . _ + -, the first a letter or digit.`);
}

/** A name that follows from the output alone: the same sources give the same one on every machine. */
export function nameOf(contents: ReadonlyMap<string, Uint8Array>): string {
  const sum = createHash("sha256");
  for (const [path, bytes] of [...contents].sort(([a], [b]) => (a < b ? -1 : 1))) {
    sum.update(`${path}\0${bytes.length}\0`).update(bytes);
  }
  return sum.digest("hex").slice(0, 16);
}
