import { createHash } from "node:crypto";

/** The form of evenkeel.json. */
export interface Manifest {
  readonly evenkeel: 1;
  readonly build: string;
  /** The SHA-256 of each file of the build. */
  readonly files: Readonly<Record<string, string>>;
  /** The files whose names stay while their content changes. */
  readonly shell: readonly string[];
}

export function manifestOf(build: string, contents: ReadonlyMap<string, Uint8Array>, isHashed: (path: string) => boolean): Manifest {
  const files = Object.fromEntries([...contents].map(([path, bytes]) => [path, createHash("sha256").update(bytes).digest("hex")]));
  return { evenkeel: 1, build, files, shell: [...contents.keys()].filter(path => !isHashed(path)) };
}
