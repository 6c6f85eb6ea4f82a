import { dirname, relative, sep } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

/** Minified and gzipped bytes of everything that an application which imports all of `entry` ships, and what each folder brings. */
export async function measureBundle(entry, external) {
  const { outputFiles, metafile } = await build({
    absWorkingDir: dirname(entry),
    entryPoints: [entry],
    external,
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    jsx: "automatic",
    legalComments: "none",
    metafile: true,
    write: false,
    outdir: "/",
  });
  const code = outputFiles[0].contents;
  const [{ inputs }] = Object.values(metafile.outputs);
  return { min: code.length, gzip: gzipSync(code, { level: 9 }).length, parts: partsOf(inputs, code.length) };
}

function partsOf(inputs, total) {
  const sizes = new Map();
  let rest = total;
  for (const [path, { bytesInOutput }] of Object.entries(inputs)) {
    rest -= bytesInOutput;
    const part = partOf(path);
    sizes.set(part, (sizes.get(part) ?? 0) + bytesInOutput);
  }
  sizes.set("(exports)", rest);
  return [...sizes].map(([name, min]) => ({ name, min })).sort((a, b) => b.min - a.min);
}

/** The package for what is installed, the first folder for our own source. */
function partOf(path) {
  const installed = path.split("node_modules/").at(-1);
  if (installed !== path) return installed.split("/").slice(0, installed.startsWith("@") ? 2 : 1).join("/");
  const [first, ...rest] = relative(".", path).split(sep);
  return rest.length > 0 ? first : "core";
}
