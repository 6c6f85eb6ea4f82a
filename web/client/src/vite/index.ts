import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { checkedName, nameOf } from "./build-name.js";
import { MANIFEST, readEmitted, WORKER } from "./emitted.js";
import { hashedNames } from "./hashed-names.js";
import { manifestOf } from "./manifest.js";
import { withBuild } from "./meta.js";
import type { Plugin, ResolvedConfig } from "./vite.js";
import { workerFile } from "./worker-file.js";

export type { Manifest } from "./manifest.js";
export type { Plugin } from "./vite.js";

export interface EvenkeelOptions {
  /**
   * The name of the build: 1 to 64 characters of A-Z a-z 0-9 . _ + -, the first a letter or digit. Default: the environment variable `APP_VERSION`, or else 16 hexadecimal digits that follow
   * from the names and contents of all files.
   */
  readonly build?: string;
  /** Whether `evenkeel-worker.js` is put beside the page; the page registers it with `registerWorker()`. Default: false. */
  readonly serviceWorker?: boolean;
  /** Paths that the worker leaves alone, besides `/_evenkeel`: what begins with one of them. Default: `["/api"]`. */
  readonly never?: readonly string[];
  /** The page that the worker opens for every navigation. Default: `index.html`. */
  readonly page?: string;
}

/**
 * Names the build in its pages (`<meta name="evenkeel-build">`) and lists its files in `evenkeel.json`, both when all files are written: names of chunks do not depend on the name of the build.
 */
export function evenkeel({ build, serviceWorker = false, never = ["/api"], page = "index.html" }: EvenkeelOptions = {}): Plugin {
  const version = process.env["APP_VERSION"];
  const given = build !== undefined ? checkedName(build, "the option build") : version ? checkedName(version, "APP_VERSION") : undefined;
  let config: ResolvedConfig;
  return {
    name: "evenkeel",
    apply: "build",
    enforce: "post",
    configResolved: resolved => void (config = resolved),
    writeBundle: {
      order: "post",
      sequential: true,
      async handler(options, bundle) {
        const folder = options.dir;
        if (folder === undefined) throw new Error("evenkeel: the build has no folder to write to (build.outDir).");
        const emitted = await readEmitted(folder, Object.keys(bundle), config.build.copyPublicDir === false ? "" : config.publicDir);
        const name = given ?? nameOf(emitted);
        for (const [path, bytes] of emitted) {
          if (!path.endsWith(".html")) continue;
          const named = Buffer.from(withBuild(Buffer.from(bytes).toString("utf8"), name, path));
          emitted.set(path, named);
          await writeFile(join(folder, path), named);
        }
        const manifest = manifestOf(name, emitted, hashedNames(options, config.build.assetsDir));
        if (serviceWorker && !manifest.shell.includes(page)) throw new Error(`evenkeel: the build has no ${page} for the service worker to open.`);
        await writeFile(join(folder, MANIFEST), `${JSON.stringify(manifest)}\n`);
        if (serviceWorker) await writeFile(join(folder, WORKER), await workerFile(manifest, page, never));
      },
    },
  };
}
