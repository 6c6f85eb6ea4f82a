import { within } from "./deadline.mjs";
import { startProxy } from "./proxy.mjs";
import { seededRandom } from "./random.mjs";

const FILL_SECONDS = 60;
const FLUSH_SECONDS = 180;
const CUT_EVERY = 20;

let number = 0;

/**
 * One contender, once: filled offline in one page, flushed by another that opens when the network is there. A proxy of its own gives each trial an
 * origin, and so a storage, of its own.
 */
export async function runTrial({ server, browser }, contender, { count, latencyMs = 0, cut = false }) {
  const load = { run: `${contender.page}-${++number}`, count, batch: contender.batch };
  const proxy = await startProxy({ upstreamPort: server.port, latencyMs, cutEvery: cut ? CUT_EVERY : 0, random: seededRandom(number) });
  try {
    await fill(browser, proxy, contender, load);
    const before = await server.cpu();
    const { milliseconds, longestTask } = await flush(browser, proxy, contender, load);
    const cpu = (await server.cpu()) - before;
    const { effects, operations } = await server.tally(load.run);
    return {
      count,
      rate: (count / milliseconds) * 1000,
      longestTask,
      serverCpu: cpu / count,
      lost: count - operations,
      doubled: effects - operations,
      cuts: proxy.counts.cut,
      requests: proxy.counts.answers,
    };
  } finally {
    await proxy.stop();
  }
}

export async function openPage(browser, proxy, name) {
  const page = await browser.newPage();
  page.on("pageerror", error => console.error(`${name}: ${error.message}`));
  await page.goto(`${proxy.url}/${name}.html`);
  await page.waitForFunction(() => "bench" in window);
  return page;
}

async function fill(browser, proxy, contender, load) {
  const page = await openPage(browser, proxy, contender.page);
  await page.evaluate(given => window.bench.prepare(given), load);
  await browser.setOffline(true);
  try {
    await within(FILL_SECONDS, `Filling ${contender.name}`, page.evaluate(given => window.bench.fill(given), load));
    await page.close();
  } finally {
    await browser.setOffline(false);
  }
}

async function flush(browser, proxy, contender, load) {
  const page = await openPage(browser, proxy, contender.page);
  try {
    return await within(FLUSH_SECONDS, `Flushing ${contender.name}`, page.evaluate(given => window.bench.flush(given), load));
  } finally {
    await page.close();
  }
}
