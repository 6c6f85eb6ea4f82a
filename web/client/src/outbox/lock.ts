import type { Holder } from "./holder.js";

/** The place of the flusher as a Web Lock: the browser frees it when a tab dies. */
export function lockHolder(locks: LockManager, name: string): Holder {
  return async (steal, work) => {
    const robbed = new AbortController();
    let working: Promise<void> | undefined;
    try {
      return await locks.request(name, steal ? { steal } : { ifAvailable: true }, async lock => {
        if (!lock) return false;
        await (working = work(robbed.signal));
        return true;
      });
    } catch (error) {
      // Another tab took the lock. What is under way stops, and is done before this tab asks again.
      if ((error as Error).name !== "AbortError") throw error;
      robbed.abort();
      await working;
      return true;
    }
  };
}
