import { isSafeMoment } from "./safe-moment.js";
import { PREFIX } from "./worker/shell-caches.js";

const HOUR_MS = 3_600_000;
const ASK_AGAIN_MS = 5_000;

export interface WorkerOptions {
  /** Where the Vite plugin put the worker. Default: `/evenkeel-worker.js`. */
  readonly url?: string;
  /** Asked when the worker of another build waits, and again every 5 s until it says yes. Default: the page is hidden, or no field has the focus. */
  readonly activateWhen?: () => boolean | Promise<boolean>;
  /** How often the server is asked for another worker, besides whenever the page becomes visible. Default: 3,600,000 ms. */
  readonly checkMs?: number;
  /** Ends the checks; the worker stays. */
  readonly signal?: AbortSignal;
}

export interface WorkerHandle {
  /** Asks the server for another worker now. */
  update(): Promise<void>;
  /** Lets a waiting worker take over now. */
  activate(): Promise<void>;
  /** Removes the worker and the files that it keeps, and ends the checks. */
  unregister(): Promise<void>;
}

/**
 * Registers the worker of the build, looks for others, and lets them take over at a safe moment. Without service workers (plain http, a private window, switched off by the server) it does
 * nothing, and neither it nor its handle ever throws.
 */
export function registerWorker({ url = "/evenkeel-worker.js", activateWhen = isSafeMoment, checkMs = HOUR_MS, signal }: WorkerOptions = {}): WorkerHandle {
  const workers = globalThis.navigator?.serviceWorker as ServiceWorkerContainer | undefined;
  const stop = new AbortController();
  signal?.addEventListener("abort", () => stop.abort());
  const registered = workers?.register(url, { updateViaCache: "none" }).catch(() => undefined);

  const activate = async () => (await registered)?.waiting?.postMessage({ kind: "activate" });
  const update = async () => {
    const registration = await registered;
    await registration?.update().catch(() => undefined);
    // A document that was too busy to say its build then may say it now.
    tidy(registration);
    await consider();
  };

  let asking: unknown;
  const consider = async (): Promise<void> => {
    clearTimeout(asking as number);
    const waiting = (await registered)?.waiting;
    if (!waiting || stop.signal.aborted) return;
    if (await Promise.resolve(activateWhen()).catch(() => false)) return activate();
    clearTimeout(asking as number);
    asking = setTimeout(() => void consider(), ASK_AGAIN_MS);
  };

  if (workers) {
    answerBuild(workers, stop.signal);
    const timer = setInterval(() => void update(), checkMs);
    stop.signal.addEventListener("abort", () => {
      clearInterval(timer);
      clearTimeout(asking as number);
    });
    globalThis.document?.addEventListener("visibilitychange", () => document.visibilityState === "visible" && void update(), { signal: stop.signal });
    void registered?.then(registration => {
      const watch = () => {
        const found = registration?.installing;
        found?.addEventListener("statechange", () => found.state === "installed" && void consider(), { signal: stop.signal });
      };
      registration?.addEventListener("updatefound", watch);
      // One that was found before this page was there.
      watch();
      tidy(registration);
      return consider();
    });
  }

  return {
    update,
    activate,
    async unregister() {
      stop.abort();
      await (await registered)?.unregister().catch(() => undefined);
      for (const name of (await globalThis.caches?.keys().catch(() => [])) ?? []) if (name.startsWith(PREFIX)) await caches.delete(name);
    },
  };
}

const tidy = (registration: ServiceWorkerRegistration | undefined) => registration?.active?.postMessage({ kind: "tidy" });

// The worker keeps the files of every build that some document still runs.
function answerBuild(workers: ServiceWorkerContainer, signal: AbortSignal): void {
  const build = document.querySelector<HTMLMetaElement>('meta[name="evenkeel-build"]')?.content;
  const answer = ({ data, ports }: MessageEvent) => (data as { kind?: unknown } | null)?.kind === "evenkeel-build" && ports[0]?.postMessage(build);
  workers.addEventListener("message", answer, { signal });
  workers.startMessages();
}
