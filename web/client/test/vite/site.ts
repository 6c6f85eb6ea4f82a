import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { build } from "vite";
import { evenkeel, type EvenkeelOptions, type Manifest } from "../../src/vite/index.js";

const files: Readonly<Record<string, string>> = {
  "index.html": '<!doctype html><html><head><meta charset="utf-8"><title>Notes</title></head><body><script type="module" src="/main.js"></script></body></html>',
  "main.js": 'import "./main.css"; document.body.append("first"); import("./lazy.js").then(lazy => lazy.show());',
  "lazy.js": 'export const show = () => document.body.append("lazy");',
  "main.css": "body { color: teal }",
  "public/favicon.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>',
};

/** A small site, built by the real Vite. */
export class Site {
  private constructor(readonly folder: string) {}

  static async create(changes: Readonly<Record<string, string>> = {}): Promise<Site> {
    const site = new Site(await mkdtemp(join(tmpdir(), "evenkeel-vite-")));
    for (const [path, text] of Object.entries({ ...files, ...changes })) {
      await mkdir(dirname(join(site.folder, path)), { recursive: true });
      await writeFile(join(site.folder, path), text);
    }
    return site;
  }

  async build(options?: EvenkeelOptions | null, config: object = {}): Promise<void> {
    await build({ root: this.folder, configFile: false, logLevel: "silent", plugins: options === null ? [] : [evenkeel(options)], ...config });
  }

  read(path: string): Promise<string> {
    return readFile(join(this.folder, "dist", path), "utf8");
  }

  async manifest(): Promise<Manifest> {
    return JSON.parse(await this.read("evenkeel.json")) as Manifest;
  }

  remove(): Promise<void> {
    return rm(this.folder, { recursive: true });
  }
}
