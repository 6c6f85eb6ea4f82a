import { mkdir, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const NAMES = ["naive", "evenkeel", "tanstack", "rxdb", "figures"];
const source = fileURLToPath(new URL("pages/", import.meta.url));

/** Bundles each contender into a page of its own, as an application would ship it. */
export async function buildPages(folder) {
  await mkdir(folder, { recursive: true });
  await build({
    absWorkingDir: source,
    entryPoints: NAMES.map(name => `${name}.ts`),
    outdir: folder,
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    define: { "process.env.NODE_ENV": '"production"' },
    logLevel: "warning",
  });
  await Promise.all(NAMES.map(name => writeFile(`${folder}/${name}.html`, html(name))));
}

const html = name => `<!doctype html><html lang="en"><meta charset="utf-8"><title>${name}</title><script type="module" src="/${name}.js"></script></html>\n`;
