/** How often the tab that flushes shows that it lives, and how long a silence means that it does not. */
export const BEAT_MS = 500;
export const SILENT_MS = 1500;

/** Runs `work` as the only tab of the browser. Resolves false if another tab holds the place; `steal` takes it from that tab. */
export type Holder = (steal: boolean, work: (signal: AbortSignal) => Promise<void>) => Promise<boolean>;
