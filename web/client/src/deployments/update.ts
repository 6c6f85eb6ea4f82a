import type { timed } from "../network/timed.js";
import type { answered } from "../outbox/database.js";
import type { Parts } from "../parts.js";
import type { Observable } from "../status/observable.js";
import type { DeploymentStatus, RecoveryKind } from "../types.js";
import { clearAll, clearOld } from "./clearing.js";
import { createRecoveries } from "./recovery.js";
import { createTyping } from "./typing.js";

/** What the file that is loaded later takes from the one that is there: importing it would cut that one in two. */
export interface Tools {
  readonly parts: Parts;
  readonly window: Window & typeof globalThis;
  readonly timed: typeof timed;
  readonly answered: typeof answered;
  readonly status: Observable<DeploymentStatus>;
  readonly signal: AbortSignal;
  /** Where a tab keeps what its next page restores. */
  readonly saved: string;
  /** The build that the page should be of. */
  wanted(): string | undefined;
  /** The page fits no longer, or soon will not: its files are gone. */
  must(): boolean;
  /** Instances with other pages than the wanted one are still there. */
  rolling(): boolean;
  check(): Promise<unknown>;
  /** What is under way here and nowhere else. */
  held(): boolean;
}

/** Brings a page up to date when nobody is disturbed. A page in step never needs it: it is a file of its own, loaded when the page is stale. */
export interface Update {
  /** An update waits: looks for the moment. */
  consider(): void;
  /** All was tried for this build; a person decides. */
  isTried(): boolean;
  /** Something has failed already. Resolves whether the page is being reloaded. */
  urge(kind: RecoveryKind): Promise<boolean>;
  /** Because a person wants it. */
  reload(clear: boolean): Promise<boolean>;
  navigating(url: string | URL): boolean;
  clear(): Promise<void>;
  /** Drops every client cache if the version has risen since they were filled. */
  age(version: string): Promise<void>;
  /** Restores what the former page of this tab showed. */
  resume(): Promise<void>;
}

/** How often it is looked whether the moment is safe. */
const LOOK_MS = 1_000;
/** A page that fits is not reloaded because somebody looked away for a moment. */
const IDLE_MS = 30_000;
/** So soon it is asked again for a page that an old instance has answered, while a deployment rolls; twice as long each time. */
const PATIENCE_MS = 5_000;
const LONGEST_MS = 300_000;
/** Not longer while it is known to roll: it ends, and nobody tells. */
const LONGEST_ROLLING_MS = 20_000;
const LEFT = "evenkeel:left";

export function createUpdate(tools: Tools): Update {
  const { held, must, parts, rolling, signal, status, wanted, window } = tools;
  const { build, engine, environment, mirror, options, waiters } = parts;
  const { now, visible } = environment;
  const typing = createTyping(window.document, parts.touched!);
  const recoveries = createRecoveries(tools, typing);
  let urgent: RecoveryKind | undefined;
  /** The build for which everything was tried, and what came of it. */
  let tried: { readonly to: string; readonly notice: DeploymentStatus["notice"] } | undefined;
  let hiddenSince: number | undefined;
  /** There is nothing newer to be had before; each time it is waited longer. */
  let notBefore = 0;
  let patienceMs = PATIENCE_MS;
  let timer: unknown;
  let aim: string | undefined;

  const isTried = () => tried?.to === wanted();
  const isBusy = () => mirror.sending.size > 0 || waiters.any();
  const isAllowed = () => !held() && options.deployment?.isSafe?.() !== false;
  const isSafe = () => {
    if (!isAllowed()) return false;
    if (urgent) return true;
    if (!must()) return hiddenSince !== undefined && now() - hiddenSince >= IDLE_MS && !isBusy();
    return !visible() || !(isBusy() || typing.isDirty());
  };

  const attempt = async (kind: RecoveryKind, safe?: () => boolean, clear = true) => {
    const to = wanted() ?? status.get().current?.build ?? "unknown";
    const refusal = await recoveries.reload(kind, to, safe, clear);
    if (refusal === "update-pending" || refusal === "storage-blocked") {
      urgent = undefined;
      tried = { to, notice: refusal };
      status.set({ pending: false, notice: refusal });
    } else if (refusal === "unready") {
      notBefore = now() + patienceMs;
      patienceMs = Math.min(2 * patienceMs, rolling() ? LONGEST_ROLLING_MS : LONGEST_MS);
      status.set({ notice: "update-pending" });
    }
    return !refusal;
  };
  const consider = () => {
    environment.clearTimeout(timer);
    timer = undefined;
    // Another page would have helped, and is no longer to be had.
    if (urgent === "refused" && !status.get().pending) urgent = undefined;
    if (engine.closed() || !(urgent || status.get().pending)) return;
    hiddenSince = visible() ? undefined : (hiddenSince ?? now());
    if (now() >= notBefore && isSafe()) void attempt(urgent ?? "reload", isSafe).then(done => done || look());
    else look();
  };
  // Not all browsers at one moment.
  const look = () => {
    environment.clearTimeout(timer);
    timer = environment.setTimeout(consider, LOOK_MS * (0.5 + environment.random()));
  };
  const navigating = (url: string | URL) => {
    const { location } = window;
    const { href, origin, pathname, search } = new URL(url, location.href);
    if (origin !== location.origin || pathname + search === location.pathname + location.search) return false;
    if (!status.get().pending || rolling() || !isAllowed() || isBusy() || typing.isDirty()) return false;
    const pair = `${build} ${wanted()}`;
    try {
      // A server that never has the newer page must not make each step a load.
      if (window.sessionStorage.getItem(LEFT) === pair) return false;
      window.sessionStorage.setItem(LEFT, pair);
    } catch {
      return false;
    }
    environment.navigate(href);
    return true;
  };

  window.document.addEventListener("visibilitychange", consider, { signal });
  signal.addEventListener("abort", () => environment.clearTimeout(timer));
  (window as { navigation?: EventTarget }).navigation?.addEventListener(
    "navigate",
    (event: Event & { destination?: { url: string; sameDocument: boolean }; hashChange?: boolean; navigationType?: string }) => {
      const { destination, hashChange, navigationType } = event;
      if (navigationType === "push" && destination!.sameDocument && !hashChange && navigating(destination!.url)) event.preventDefault();
    },
    { signal },
  );
  return {
    navigating,
    resume: recoveries.resume,
    isTried,
    consider: () => {
      if (isTried()) return status.set({ pending: false, notice: tried!.notice });
      // Each check comes by here: it must not make the waiting longer or shorter.
      if (aim !== wanted()) {
        notBefore = 0;
        patienceMs = PATIENCE_MS;
      }
      aim = wanted();
      if (timer === undefined) look();
    },
    async urge(kind) {
      urgent = kind;
      if (isSafe()) return attempt(kind, isSafe);
      look();
      return false;
    },
    reload: clear => attempt("manual", undefined, clear),
    clear: () => clearAll(tools),
    age: version => clearOld(tools, version),
  };
}
