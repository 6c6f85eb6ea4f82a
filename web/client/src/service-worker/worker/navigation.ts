import type { WorkerScope } from "./scope.js";
import { isPageOf } from "./shell-caches.js";

const PATIENCE_MS = 3_000;

/** The page from the network, or the kept one when the network has none of ours in time. */
export async function navigate(scope: WorkerScope, request: Request, kept: () => Promise<Response | undefined>): Promise<Response> {
  const answer = scope.fetch(request);
  const checked = answer.then(async response => response.status < 500 && (await isOurs(response)));
  let timer: unknown;
  const patience = new Promise<false>(resolve => (timer = scope.setTimeout(() => resolve(false), PATIENCE_MS)));
  const ours = await Promise.race([checked, patience]).catch(() => false);
  scope.clearTimeout(timer);
  // Where nothing is kept the network gets all the time it needs.
  return ours ? answer : ((await kept()) ?? answer);
}

// A captive portal and a proxy's error page are HTML without the name of a build. A redirect is the application's to give, and the browser's to follow.
async function isOurs(response: Response): Promise<boolean> {
  return !/^text\/html\b/i.test(response.headers.get("Content-Type") ?? "") || isPageOf(await response.clone().text());
}
