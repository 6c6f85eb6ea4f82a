import { readFileSync } from "node:fs";

/** A golden file, which the C# tests read too. */
export function vectors<T>(name: string): T[] {
  const url = new URL(`../../../../protocol/vectors/${name}.json`, import.meta.url);
  return (JSON.parse(readFileSync(url, "utf8")) as { version: number; cases: T[] }).cases;
}
