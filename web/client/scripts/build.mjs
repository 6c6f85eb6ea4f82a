// Two builds of the runtime: modules for bundlers, and one minified file that the server serves at /_evenkeel/client.js for
// pages without a bundler. Beside it the service worker, which is a script of its own, its registration, and the Vite plugin.
import { build } from "esbuild";
import { rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
await rm(`${root}dist`, { recursive: true, force: true });

const shared = { absWorkingDir: root, bundle: true, format: "esm", target: "es2022", legalComments: "none" };
await build({ ...shared, entryPoints: { index: "src/index.ts", "core-client": "src/core-client.ts", session: "src/sessions/index.ts" }, outdir: "dist", splitting: true });
await build({ ...shared, entryPoints: ["src/whole.ts"], outfile: "dist/client.js", minify: true });
await build({ ...shared, entryPoints: ["src/service-worker/index.ts"], outfile: "dist/service-worker/index.js" });
await build({ ...shared, entryPoints: ["src/service-worker/worker/index.ts"], outfile: "dist/evenkeel-worker.js", format: "iife", minify: true });
await build({ ...shared, entryPoints: ["src/vite/index.ts"], outfile: "dist/vite/index.js", platform: "node", target: "node20" });
