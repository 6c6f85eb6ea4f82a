import { build } from "esbuild";
import { readFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";

/** Bytes of what a page loads of a package's source, bundled, minified and compressed. A file that is loaded later is not counted. `without`: a file that is left out, with what only it imports. */
export async function measure(root, external = [], entry = "src/index.ts", without = undefined) {
  const { metafile, outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    bundle: true,
    write: false,
    minify: true,
    splitting: true,
    outdir: "out",
    metafile: true,
    format: "esm",
    target: "es2022",
    jsx: "automatic",
    legalComments: "none",
    external,
    plugins: without
      ? [{ name: "without", setup: build => build.onLoad({ filter: without }, async ({ path }) => ({ loader: "ts", contents: [...(await readFile(path, "utf8")).matchAll(/^export (?:async )?(?:function|const) (\w+)/gm)].map(([, name]) => `export const ${name} = () => {};`).join("\n") })) }]
      : [],
  });
  const { outputs } = metafile;
  const counted = new Set();
  const count = name => {
    if (counted.has(name) || !outputs[name]) return;
    counted.add(name);
    for (const { path, kind } of outputs[name].imports) if (kind === "import-statement") count(path);
  };
  count(Object.keys(outputs).find(name => outputs[name].entryPoint === entry));
  const bytes = file => gzipSync(file.contents, { level: 9 }).length;
  return outputFiles.filter(({ path }) => [...counted].some(name => path.endsWith(`/${name}`))).reduce((sum, file) => sum + bytes(file), 0);
}
