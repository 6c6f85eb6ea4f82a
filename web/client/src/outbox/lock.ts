/** How often the tab that flushes shows that it lives, and how long a silence means that it does not. */
export const BEAT_MS = 500;
export const SILENT_MS = 1500;

/** Runs `work` as the only tab of the browser. Resolves false if another tab holds the place; `steal` takes it from that tab, whose `lost` is called. */
export type Holder = (steal: boolean, work: () => Promise<void>, lost: () => void) => Promise<boolean>;

/** The place of the flusher as a Web Lock: the browser frees it when a tab dies. */
export const lockHolder =
  (locks: LockManager, name: string): Holder =>
  async (steal, work, lost) => {
    let working: Promise<void> | undefined;
    try {
      return await locks.request(name, steal ? { steal } : { ifAvailable: true }, async lock => {
        if (lock) await (working = work());
        return !!lock;
      });
    } catch (error) {
      // Another tab took the lock. What is under way stops, and is done before this tab asks again.
      if ((error as Error).name !== "AbortError") throw error;
      lost();
      await working;
      return true;
    }
  };
