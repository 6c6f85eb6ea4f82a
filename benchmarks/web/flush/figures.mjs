import { within } from "./deadline.mjs";
import { median } from "./median.mjs";
import { startProxy } from "./proxy.mjs";
import { openPage } from "./trial.mjs";

const SECONDS = 60;
const ROWS = 1_000;

let number = 0;

/** The cost of a durable command beside that of a bare strict put; medians of calls that take turns. */
export async function measureEnqueue(bed, calls) {
  const { command, put } = await offline(bed, "enqueue", { count: calls });
  return { command: median(command), put: median(put), ratio: median(command) / median(put) };
}

/** The list with 1,000 pending operations over 1,000 rows: opened, and changed by one more. */
export async function measureView(bed) {
  const { opened, changed } = await offline(bed, "view", { count: ROWS }, true);
  return { opened: median(opened), changed: median(changed) };
}

async function offline({ server, browser }, figure, given, filled = false) {
  const load = { ...given, run: `figures-${++number}` };
  const proxy = await startProxy({ upstreamPort: server.port });
  const page = await openPage(browser, proxy, "figures");
  const call = (name, argument) => within(SECONDS, `Measuring ${figure}`, page.evaluate(([name, load]) => window.bench[name](load), [name, argument]));
  try {
    await call("prepare", load);
    await browser.setOffline(true);
    if (filled) await call("fill", load);
    return await call(figure, load);
  } finally {
    await page.close();
    await browser.setOffline(false);
    await proxy.stop();
  }
}
