// Two builds of one source: a module for bundlers (idb stays an import), and one self-contained file that the server
// serves at /_evenkeel/client.js for pages without a bundler.
import { build } from "esbuild";
import { rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
await rm(`${root}dist`, { recursive: true, force: true });

const shared = { absWorkingDir: root, entryPoints: ["src/index.ts"], bundle: true, format: "esm", target: "es2022", legalComments: "none" };
await build({ ...shared, outfile: "dist/index.js", external: ["idb"] });
await build({ ...shared, outfile: "dist/client.js", minify: true });
