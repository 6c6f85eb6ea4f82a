import type { Coherence } from "../coherence/coherence.js";
import { sleep } from "../environment.js";
import type { Parts } from "../parts.js";
import { listen } from "./stream.js";

export interface Watching {
  readonly coherence: Coherence;
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
export function watch(parts: Parts, signal: AbortSignal, { apart, check, coherence, epoch, heard }: Watching): void {
  const { environment, name, options, pace } = parts;
  const { locks, now, visible, window } = environment;
  const { events = true, pollMs = 30_000 } = options.deployment ?? {};
  let asked = -Infinity;
  let seeking = false;

  /** Each round is one request, so that an idle browser asks no more than once in a while. */
  const run = async (streams: boolean) => {
    for (let tries = 1; !signal.aborted; tries++) {
      if (streams && !apart() && (tries <= SOON || tries % 10 === 0)) {
        const since = now();
        const { reads, signal: turn, since: seen } = coherence.listening(signal);
        await listen(parts, { epoch: epoch(), reads, seen, heard, pushed: coherence.pushed }, turn).catch(cause => parts.debug("the stream ended", cause));
        if (now() - since > LIVED_MS) tries = 0;
        // There is more to be heard of.
        if (turn.aborted) {
          tries = 0;
          continue;
        }
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

  const unlisten = environment.onWake(why => why !== "offline" && returned());
  window!.addEventListener("focus", returned, { signal });
  void check().then(seek);
  signal.addEventListener("abort", unlisten);
}
