// node main.mjs ADDRESS FOLDER: bundles the idle page into FOLDER/pages, opens it from ADDRESS and says so; at the next line of input it says how the page is, and ends.
import { rm, writeFile } from "node:fs/promises";
import { createInterface } from "node:readline/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { startBrowser } from "../browser.mjs";

const HTML = '<!doctype html><html lang="en"><meta charset="utf-8"><title>idle</title><script type="module" src="/idle.js"></script></html>\n';
const [address, folder] = process.argv.slice(2);

await build({
  absWorkingDir: fileURLToPath(new URL("pages/", import.meta.url)),
  entryPoints: ["idle.ts"],
  outdir: `${folder}/pages`,
  bundle: true,
  minify: true,
  splitting: true,
  format: "esm",
  target: "es2022",
  logLevel: "warning",
});
await writeFile(`${folder}/pages/idle.html`, HTML);
await rm(`${folder}/profile`, { recursive: true, force: true });
const browser = await startBrowser(`${folder}/profile`);
try {
  const page = await browser.newPage();
  page.on("pageerror", error => console.error(error.message));
  await page.goto(`${address}idle.html`);
  await page.waitForFunction(() => "state" in window);
  console.log("open");
  const input = createInterface({ input: process.stdin });
  await new Promise(resolve => input.once("line", resolve).once("close", resolve));
  input.close();
  console.log(await page.evaluate(() => window.state()));
} finally {
  await browser.close();
}
