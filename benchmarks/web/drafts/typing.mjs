// node typing.mjs KEYS: script of Chromium's main thread for each key in a form of 200 fields, by its own trace. The last line is for who judges it.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { startBrowser } from "../browser.mjs";
import { startServer } from "./server.mjs";

const KEYS = Number(process.argv[2]);
/** So that the write to the device and the save fall between keys of the measurement as they do while somebody types. */
const BETWEEN_MS = 60;
/** What runs script. Nested ones are counted once. */
const SCRIPT = new Set(["FunctionCall", "EventDispatch", "EvaluateScript", "TimerFire", "RunMicrotasks", "v8.callFunction"]);

const folder = await mkdtemp(`${tmpdir()}/evenkeel-typing-`);
const server = await startServer(folder);
await build({ absWorkingDir: fileURLToPath(new URL("pages/", import.meta.url)), entryPoints: ["typing.ts"], outdir: folder, bundle: true, minify: true, splitting: true, format: "esm", target: "es2022", logLevel: "warning" });
const browser = await startBrowser(`${folder}/profile`);

/** Milliseconds of script on the thread that got the keys, from each key until the next. */
async function measure(query) {
  const page = await browser.newPage();
  page.on("pageerror", error => console.error(error.message));
  await page.goto(server.address + query);
  await page.waitForFunction(() => window.ready);
  await page.waitForTimeout(1_000);
  const session = await browser.newCDPSession(page);
  const events = [];
  session.on("Tracing.dataCollected", ({ value }) => events.push(...value));
  await session.send("Tracing.start", { transferMode: "ReportEvents", traceConfig: { includedCategories: ["devtools.timeline", "v8", "disabled-by-default-devtools.timeline"] } });
  await page.focus("[name=field0]");
  for (let key = 0; key < KEYS; key++) {
    if (key % 20 === 0) await page.focus(`[name=field${(key / 20) * 10}]`);
    await page.keyboard.press("abcdefghij"[key % 10]);
    await page.waitForTimeout(BETWEEN_MS);
  }
  await page.waitForTimeout(1_500);
  const complete = new Promise(resolve => session.once("Tracing.tracingComplete", resolve));
  await session.send("Tracing.end");
  await complete;
  const state = await page.evaluate(() => window.state());
  await page.close();
  return { ...summarise(events), state };
}

function summarise(events) {
  const keys = events.filter(({ name, args }) => name === "EventDispatch" && args?.data?.type === "keydown").sort((one, other) => one.ts - other.ts);
  const { pid, tid } = keys[0];
  const script = events.filter(event => event.ph === "X" && event.pid === pid && event.tid === tid && SCRIPT.has(event.name)).sort((one, other) => one.ts - other.ts);
  const sums = keys.map(() => 0);
  let at = -1;
  let end = 0;
  for (const { ts, dur, tdur = dur } of script) {
    while (at + 1 < keys.length && keys[at + 1].ts <= ts) at++;
    if (at < 0 || ts < end) continue;
    // Of the thread, where the trace has it: what other programs of the machine do in the meantime is no script.
    sums[at] += tdur / 1_000;
    end = ts + dur;
  }
  sums.sort((one, other) => one - other);
  const quantile = share => sums[Math.min(sums.length - 1, Math.floor(share * sums.length))];
  return { keys: sums.length, p50: quantile(0.5), p95: quantile(0.95), max: sums.at(-1) };
}

try {
  const bare = await measure("?bare");
  const drafts = await measure("");
  const row = (name, { keys, p50, p95, max, state }) => console.log(name.padEnd(16), String(keys).padStart(6), ...[p50, p95, max].map(ms => ms.toFixed(2).padStart(8)), ` ${state}`);
  console.log("Script for each key in a form of 200 fields");
  console.log("".padEnd(16), "keys".padStart(6), ...["p50 ms", "p95 ms", "max ms"].map(head => head.padStart(8)));
  row("without drafts", bare);
  row("with drafts", drafts);
  console.log(`saves on the server: ${server.saves()}\n`);
  console.log(JSON.stringify({ keys: drafts.keys, saves: server.saves(), p95Ms: drafts.p95 }));
} finally {
  await browser.close();
  server.stop();
  await rm(folder, { recursive: true, force: true });
}
