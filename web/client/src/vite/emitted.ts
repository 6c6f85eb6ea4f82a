import { readdir, readFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";

/** Files that name the build, and so cannot be part of what its name and its manifest are made of. */
export const MANIFEST = "evenkeel.json";
export const WORKER = "evenkeel-worker.js";

/** What the build put into its folder: what it bundled, and what it copied from the public folder. */
export async function readEmitted(folder: string, bundled: readonly string[], publicDir: string): Promise<Map<string, Uint8Array>> {
  const copied = publicDir ? await filesBelow(publicDir) : [];
  const paths = [...new Set([...bundled, ...copied])].filter(path => path !== MANIFEST && path !== WORKER).sort();
  return new Map(await Promise.all(paths.map(async path => [path, await readFile(join(folder, path))] as const)));
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries.filter(entry => !entry.isDirectory()).map(entry => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"));
}
