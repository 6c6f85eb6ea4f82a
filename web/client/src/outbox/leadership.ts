import type { Parts } from "../parts.js";
import { BEAT_MS, type Holder, lockHolder, SILENT_MS } from "./lock.js";

/** One flusher per browser. A visible tab takes over from one that is hidden or hung; the ledger, not this, is the guarantee. */
export interface Leadership {
  /** There is work: sees to it that some tab does it. */
  seek(): void;
  /** Another tab holds the place and is alive. */
  heard(hidden: boolean): void;
  /** The client closes: ends what this tab is doing. */
  stop(): Promise<void>;
}

export function createLeadership(parts: Parts): Leadership {
  const { engine, environment, flusher, name, rest, tell, wake } = parts;
  const { locks, now, visible } = environment;
  const lock = locks && lockHolder(locks, `${name}:flusher`);
  let seeking: Promise<void> | undefined;
  let heardAt = -Infinity;
  let holderHidden = false;
  let leading = new AbortController();

  const wanted = () => !engine.closed() && flusher.wanted();
  const lost = () => {
    leading.abort();
    wake();
  };
  const beat = async (signal: AbortSignal) => {
    while (!signal.aborted) {
      tell({ kind: "beat", hidden: !visible() });
      await rest(BEAT_MS);
    }
  };
  const lead = async () => {
    const { signal } = (leading = new AbortController());
    void beat(signal);
    try {
      await flusher.run(signal);
    } finally {
      lost();
    }
  };
  const look = async () => {
    for (let since = now(); wanted(); ) {
      const silent = now() - Math.max(since, heardAt) > SILENT_MS;
      const hidden = holderHidden && now() - heardAt < SILENT_MS;
      try {
        if (await (lock ?? parts.lease ?? workAlone)(visible() && (silent || hidden), lead, lost)) {
          since = now();
          holderHidden = false;
          continue;
        }
      } catch (error) {
        parts.debug("the flusher failed", error);
      }
      await rest(BEAT_MS);
    }
  };
  const seek = () => {
    seeking ??= look().finally(() => {
      seeking = undefined;
      if (wanted()) seek();
    });
  };
  return {
    seek,
    heard(hidden) {
      heardAt = now();
      holderHidden = hidden;
      if (hidden) wake();
    },
    async stop() {
      lost();
      await seeking;
    },
  };
}

/** With neither locks nor a lease, tabs may send the same at one time. The ledger lets each operation in once. */
const workAlone: Holder = async (_, work) => {
  await work();
  return true;
};
