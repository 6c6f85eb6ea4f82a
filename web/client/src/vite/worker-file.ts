import { readFile } from "node:fs/promises";
import type { Precache } from "../service-worker/worker/precache.js";
import type { Manifest } from "./manifest.js";

// Beside the plugin in the package; in the package's own tests the plugin runs from its source.
const PLACES = ["../evenkeel-worker.js", "../../dist/evenkeel-worker.js"];

/** The worker of one build. It carries its list, so that its bytes change with each build, which is how browsers notice. */
export async function workerFile({ build, files, shell }: Manifest, page: string, never: readonly string[]): Promise<string> {
  const named = Object.keys(files).filter(path => !path.endsWith(".map"));
  const list = { build, page, shell: named.filter(path => shell.includes(path)), hashed: named.filter(path => !shell.includes(path)), never } satisfies Precache;
  return `self.evenkeel=${JSON.stringify(list)};\n${await script()}`;
}

async function script(): Promise<string> {
  for (const place of PLACES) {
    const text = await readFile(new URL(place, import.meta.url), "utf8").catch(() => undefined);
    if (text !== undefined) return text;
  }
  throw new Error("evenkeel: the service worker is missing from the package @evenkeel/client.");
}
