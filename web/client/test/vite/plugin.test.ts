import { createHash } from "node:crypto";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { evenkeel } from "../../src/vite/index.js";
import { Site } from "./site.js";

const sites: Site[] = [];
const site = async (changes?: Readonly<Record<string, string>>) => {
  const made = await Site.create(changes);
  sites.push(made);
  return made;
};
afterEach(async () => {
  vi.unstubAllEnvs();
  await Promise.all(sites.splice(0).map(each => each.remove()));
});

describe("the name of a build", () => {
  it("follows from the sources", async () => {
    const [one, same, other] = [await site(), await site(), await site({ "lazy.js": "export const show = () => document.body.append('later');" })];
    for (const each of [one, same, other]) await each.build();
    const { build } = await one.manifest();
    expect(build).toMatch(/^[0-9a-f]{16}$/);
    expect((await same.manifest()).build).toBe(build);
    expect((await other.manifest()).build).not.toBe(build);
  });

  it("changes with a file that is only copied", async () => {
    const [one, other] = [await site(), await site({ "public/favicon.svg": "<svg/>" })];
    for (const each of [one, other]) await each.build();
    expect((await other.manifest()).build).not.toBe((await one.manifest()).build);
  });

  it("is the option, or else APP_VERSION", async () => {
    vi.stubEnv("APP_VERSION", "2026.11+7");
    const one = await site();
    await one.build();
    expect((await one.manifest()).build).toBe("2026.11+7");
    await one.build({ build: "v8" });
    expect((await one.manifest()).build).toBe("v8");
    expect(await one.read("index.html")).toContain('<meta name="evenkeel-build" content="v8">');
  });

  it.each(["", "-first", "a b", "a/b", "x".repeat(65), '"><script>'])("is refused when it is %j", name => {
    expect(() => evenkeel({ build: name })).toThrow(/the option build is .* A build is named by 1 to 64 characters/);
  });

  it("is refused from the environment too", () => {
    vi.stubEnv("APP_VERSION", "my build");
    expect(() => evenkeel()).toThrow(/APP_VERSION is "my build"/);
  });
});

describe("what is written", () => {
  it("has the same chunks as without the plugin, under every name", async () => {
    const one = await site();
    const names = async () => (await readdir(join(one.folder, "dist/assets"))).sort();
    await one.build(null);
    const without = await names();
    await one.build({ build: "a" });
    expect(await names()).toEqual(without);
    await one.build({ build: "b" });
    expect(await names()).toEqual(without);
    expect(without).toHaveLength(3);
  });

  it("names every file with the hash of what is on the disk, and those that keep their name", async () => {
    const one = await site();
    await one.build({ serviceWorker: true }, { build: { sourcemap: true } });
    const { evenkeel: version, files, shell } = await one.manifest();
    const all = (await readdir(join(one.folder, "dist"), { recursive: true })).filter(path => path.includes(".")).sort();
    expect(version).toBe(1);
    expect([...Object.keys(files), "evenkeel-worker.js", "evenkeel.json"].sort()).toEqual(all);
    for (const [path, hash] of Object.entries(files)) expect(createHash("sha256").update(await one.read(path)).digest("hex")).toBe(hash);
    expect(shell).toEqual(["favicon.svg", "index.html"]);
  });

  it("says which names have no hash when the configuration leaves it out", async () => {
    const one = await site();
    const output = { entryFileNames: "app/[name].js", chunkFileNames: "app/[name].[hash:10].js" };
    await one.build({}, { build: { rollupOptions: { output } } });
    const { shell, files } = await one.manifest();
    expect(shell).toContain("app/index.js");
    expect(Object.keys(files).filter(path => path.startsWith("app/lazy.") && !shell.includes(path))).toHaveLength(1);
  });

  it("has a worker with the list of its own build only when asked", async () => {
    const one = await site();
    await one.build({ build: "v1" });
    await expect(one.read("evenkeel-worker.js")).rejects.toThrow();
    await one.build({ build: "v1", serviceWorker: true, never: ["/api", "/help"] });
    const worker = await one.read("evenkeel-worker.js");
    const list = JSON.parse(worker.slice("self.evenkeel=".length, worker.indexOf(";\n"))) as { hashed: string[] };
    expect(list).toMatchObject({ build: "v1", page: "index.html", shell: ["favicon.svg", "index.html"], never: ["/api", "/help"] });
    expect(list.hashed).toHaveLength(3);
  });

  it("is refused when there is no page for the worker", async () => {
    const one = await site();
    await expect(one.build({ serviceWorker: true, page: "app.html" })).rejects.toThrow("no app.html for the service worker");
  });
});
