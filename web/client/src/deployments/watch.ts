import { sleep } from "../environment.js";
import type { Parts } from "../parts.js";
import { listen } from "./stream.js";

export interface Watching {
  check(): Promise<unknown>;
  /** The epoch that is known. */
  epoch(): number | undefined;
  heard(current: unknown): void;
  /** The page has a manifest of its own, of which the server's events tell nothing. */
  apart(): boolean;
}

/** So often a broken stream is tried again soon; then every tenth time. */
const SOON = 3;
/** A stream that ends earlier does not get through. */
const LIVED_MS = 10_000;

/** Sees to it that one tab of the browser hears of deployments, or asks. A person who returns to a page lets that page ask. */
export function watch(parts: Parts, { apart, check, epoch, heard }: Watching): () => void {
  const { environment, name, options, pace } = parts;
  const { locks, now, visible, window } = environment;
  const { events = true, pollMs = 30_000 } = options.deployment ?? {};
  const over = new AbortController();
  const { signal } = over;
  let streaming = false;
  let asked = -Infinity;
  let seeking = false;

  const stream = async () => {
    const since = now();
    const opened = () => (streaming = true);
    await listen(parts, epoch(), signal, opened, heard).catch(cause => parts.debug("the event stream ended", cause));
    streaming = false;
    return now() - since > LIVED_MS;
  };
  /** Each round is one request, so that an idle browser asks no more than once in a while. */
  const run = async (streams: boolean) => {
    for (let tries = 1; !signal.aborted; tries++) {
      if (streams && (tries <= SOON || tries % 10 === 0)) {
        if (await stream()) tries = 0;
      } else if (visible()) await check();
      // A page in sight takes over.
      else return;
      await sleep(environment, streams && tries < SOON ? pace.delayMs(tries + 1) : pollMs, signal);
    }
  };
  const seek = async () => {
    if (seeking) return;
    seeking = true;
    // Without Web Locks each visible tab asks for itself, and none keeps a stream: a browser has few connections.
    await (locks ? locks.request(`${name}:events`, { signal }, () => run(events)) : run(false)).catch(() => {});
    seeking = false;
  };
  const returned = () => {
    if (!visible() || now() - asked < 1_000) return;
    asked = now();
    void check();
    void seek();
  };
  const alongside = async () => {
    for (;;) {
      await sleep(environment, pollMs, signal);
      if (signal.aborted) return;
      if (streaming && apart() && visible()) void check();
    }
  };

  const unlisten = environment.onWake(why => why !== "offline" && returned());
  window!.addEventListener("focus", returned);
  void check();
  void alongside();
  // A page that is opened in the background waits its turn.
  void seek();
  return () => {
    over.abort();
    unlisten();
    window!.removeEventListener("focus", returned);
  };
}
