import { build } from "esbuild";
import { gzipSync } from "node:zlib";

/** Bytes of what a page loads of a package's source, bundled, minified and compressed. A file that is loaded later is not counted. */
export async function measure(root, external = [], entry = "src/index.ts") {
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
