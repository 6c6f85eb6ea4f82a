import { build } from "esbuild";
import { gzipSync } from "node:zlib";

/** Bytes of a package's source, bundled, minified and compressed. */
export async function measure(root, external = [], entry = "src/index.ts") {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    bundle: true,
    write: false,
    minify: true,
    format: "esm",
    target: "es2022",
    jsx: "automatic",
    legalComments: "none",
    external,
  });
  return gzipSync(outputFiles[0].contents, { level: 9 }).length;
}
