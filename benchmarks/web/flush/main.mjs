// Stands for: bench: Show=1.12 and bench: Show=2.7 (the flush), bench: Show=1.7 (the local view's figure)
import { mkdir, rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { startBrowser } from "../browser.mjs";
import { missesOf } from "./bars.mjs";
import { measureMemory } from "./memory.mjs";
import { planOf } from "./plan.mjs";
import { measureEnqueue, measureView } from "./figures.mjs";
import { buildPages } from "./pages.mjs";
import { lastLine, report } from "./report.mjs";
import { runRounds } from "./rounds.mjs";
import { startServer } from "./server.mjs";
import { runTrial } from "./trial.mjs";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const folder = `${root}artifacts/bench/flush`;
const plan = planOf(process.argv.includes("--quick"));
const started = performance.now();
const tell = line => console.error(`[${((performance.now() - started) / 1000).toFixed(0).padStart(3)} s] ${line}`);

await rm(folder, { recursive: true, force: true });
await mkdir(folder, { recursive: true });
await buildPages(`${folder}/pages`);
const dll = `${root}artifacts/bin/FlushServer/release/FlushServer.dll`;
const pages = `${folder}/pages`;
const memory = await measureMemory({ dll, folder: `${folder}/memory`, pages }, plan.memory, tell);
const server = await startServer({ dll, folder, pages });
let browser;
try {
  browser = await startBrowser(`${folder}/profile`);
  const result = await measure({ server, browser });
  for (const miss of missesOf(result)) {
    console.log(`below the bar: ${miss}`);
    if (process.argv.includes("--check")) process.exitCode = 1;
  }
  console.log(`bench flush: ${lastLine(result)}`);
} finally {
  await browser?.close();
  await server.stop();
}

async function measure(bed) {
  for (const contender of plan.contenders) {
    tell(`warming up: ${contender.name}`);
    await runTrial(bed, contender, { count: contender.counts.warmUp });
  }
  const trials = await runRounds(bed, plan, tell);
  const cut = [];
  for (const contender of [...plan.contenders, ...plan.cutOnly]) {
    tell(`answers cut: ${contender.name}`);
    cut.push({ ...(await runTrial(bed, contender, { count: contender.counts.cut, cut: true })), name: contender.name });
  }
  tell("enqueue");
  const enqueue = await measureEnqueue(bed, plan.enqueueCalls);
  tell("local view");
  const view = await measureView(bed);
  tell("done");
  return report(plan, { trials, cut, enqueue, view, memory });
}
