import type { Parts, SkewOfPage } from "../parts.js";
import { createObservable } from "../status/observable.js";
import type { Deployed, DeploymentControl, DeploymentStatus, RecoveryKind, SkewStrategy } from "../types.js";
import { DEPLOYMENT, VERSION_ROUTE } from "../wire.js";
import { clearAll, clearCaches } from "./clearing.js";
import { readDeployed, readHeader } from "./deployed.js";
import { createRecoveries } from "./recovery.js";
import { isSkew, REFUSED } from "./skew.js";
import { createSnapshot } from "./snapshot.js";
import { watch } from "./watch.js";

export interface Deployments extends SkewOfPage, DeploymentControl {
  /** While this goes on the page is not reloaded: it is nowhere but here. */
  hold<T>(work: Promise<T>): Promise<T>;
}

/** How often it is looked whether the moment is safe. */
const LOOK_MS = 1_000;
/** A page that fits is not reloaded because somebody looked away for a moment. */
const IDLE_MS = 30_000;
const LEFT = "evenkeel:left";
const NONE: readonly string[] = [];
const CACHE_VERSION = "cacheVersion";

/** Hears what is deployed, decides by contracts whether that concerns this page, and brings it up to date when nobody is disturbed. */
export function createDeployments(parts: Parts): Deployments {
  const { build, engine, environment, mirror, options, request, store, tell, waiters } = parts;
  const { now, visible, window } = environment;
  const { contracts, isSafe, manifest = "evenkeel.json", strategies, updatePolicy } = options.deployment ?? {};
  const status = createObservable<DeploymentStatus>({ build: build ?? null, current: null, state: "unknown", changed: NONE, pending: false, notice: null });
  const listening = new AbortController();
  const snapshot = window && createSnapshot(environment, window);
  const recoveries = window && createRecoveries(parts, window, snapshot!);
  let asking: Promise<DeploymentStatus> | undefined;
  let answeredAt = -Infinity;
  /** The build in the page's own manifest. */
  let published: string | undefined;
  /** The page fits no longer, or soon will not: its files are gone. */
  let must = false;
  /** Something has failed already. */
  let urgent: RecoveryKind | undefined;
  /** The build for which everything was tried. */
  let tried: string | undefined;
  let held = 0;
  let hiddenSince: number | undefined;
  let notBefore = 0;
  let patienceMs = IDLE_MS;
  let timer: unknown;
  let unwatch: (() => void) | undefined;

  /** The build that the page should be of. */
  const wanted = () => status.get().current?.page ?? published;
  const isStale = () => !!build && (wanted() ?? build) !== build;
  const strategyOf = (action: string): SkewStrategy => strategies?.[action] ?? "update";
  const isBusy = () => mirror.sending.size > 0 || waiters.any();
  const isAllowed = () => !held && isSafe?.() !== false;
  const mayReload = () => {
    if (!isAllowed()) return false;
    if (urgent) return true;
    if (!must) return hiddenSince !== undefined && now() - hiddenSince >= IDLE_MS && !isBusy();
    return !visible() || !(isBusy() || snapshot!.dirty());
  };

  const attempt = async (kind: RecoveryKind, safe?: () => boolean, clear = true) => {
    const { current } = status.get();
    const to = wanted() ?? current?.build ?? "unknown";
    const refusal = await recoveries?.reload(kind, to, safe, clear);
    if (!refusal) return !!recoveries;
    if (refusal === "update-pending" || refusal === "storage-blocked") {
      urgent = undefined;
      tried = to;
      if (status.get().notice !== refusal) recoveries!.report({ kind: refusal === "storage-blocked" ? "blocked" : "budget", from: build ?? "unknown", to, ms: 0 });
      status.set({ pending: false, notice: refusal });
    } else if (refusal === "unready") {
      notBefore = now() + (patienceMs *= 2);
      status.set({ notice: "update-pending" });
    }
    return false;
  };
  /** Reloads when it is safe, and looks again later when it is not. */
  const consider = () => {
    environment.clearTimeout(timer);
    if (!window || engine.closed() || !(urgent || status.get().pending)) return;
    hiddenSince = visible() ? undefined : (hiddenSince ?? now());
    if (now() >= notBefore && mayReload()) void attempt(urgent ?? "reload", mayReload).then(done => done || look());
    else look();
  };
  // Not all browsers at one moment.
  const look = () => {
    environment.clearTimeout(timer);
    timer = environment.setTimeout(consider, LOOK_MS * (0.5 + environment.random()));
  };

  const show = (compatible: boolean | null, changed = NONE, retired = false) => {
    const stale = isStale();
    const fits = !stale ? "current" : compatible ? "compatible" : "unknown";
    const pending = stale && tried !== wanted();
    const known = status.get();
    must = compatible === false || retired || updatePolicy === "always";
    if (!stale) tried = undefined;
    status.set({
      state: !build || !wanted() ? "unknown" : compatible === false || (stale && retired) ? "incompatible" : fits,
      changed: `${known.changed}` === `${changed}` ? known.changed : changed,
      pending,
      notice: stale ? known.notice : null,
    });
    if (pending) look();
  };
  const learn = (deployed: Deployed | undefined, own = true) => {
    const { current } = status.get();
    // A slower instance, or an answer that was overtaken.
    if (!deployed || (current && deployed.epoch <= current.epoch)) return;
    status.set({ current: deployed });
    patienceMs = IDLE_MS;
    notBefore = 0;
    if (own) tell({ kind: "deployment", current: deployed, published });
    if (!unwatch) return;
    if (wanted() === build) show(null);
    else void check();
  };
  const readManifest = async (): Promise<string | undefined> => {
    try {
      const response = await environment.fetch(`${new URL(manifest as string, window!.document.baseURI)}`, { cache: "no-cache" });
      const { evenkeel, build } = (await response.json()) as { evenkeel?: number; build?: string };
      return evenkeel === 1 ? build : published;
    } catch {
      return published;
    }
  };
  const ask = async () => {
    const post = contracts && { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ contracts }) };
    const { outcome, answer } = await request(VERSION_ROUTE, { ...post, cache: "no-store" });
    const { current, compatible = null, changed, assets } = (outcome === "done" && answer!.data ? answer!.data : {}) as Partial<Record<"compatible", boolean> & { current: unknown; changed: string[]; assets: string }>;
    const deployed = readDeployed(current);
    if (!deployed) return status.get();
    learn(deployed);
    answeredAt = now();
    const before = published;
    if (deployed.page === null && manifest && window) published = await readManifest();
    if (published !== before) tell({ kind: "deployment", current: deployed, published });
    // Judged against what is no longer current, it says nothing.
    if (deployed.epoch === status.get().current!.epoch) show(compatible, changed, assets === "retired");
    return status.get();
  };
  const check = () => (asking ??= ask().finally(() => (asking = undefined)));

  const urge = async (error: unknown) => {
    const refused = REFUSED.test((error as { code?: string }).code!);
    const since = now();
    await check();
    // A refusal is cured by another page only; a file that is missing perhaps by the same one. Without the server, by neither.
    if (refused ? !isStale() : answeredAt < since) return false;
    urgent = refused ? "refused" : "chunk";
    if (mayReload()) return attempt(urgent, mayReload);
    look();
    return false;
  };
  const failed = (error: unknown, action = "") => {
    if (!isSkew(error)) return;
    const strategy = strategyOf(action);
    if (strategy === "ask") status.set({ notice: "update-available" });
    if (strategy === "update") void urge(error);
  };
  const navigating = (url: string | URL) => {
    if (!window || !status.get().pending || !isAllowed() || isBusy() || snapshot!.dirty()) return false;
    const { location } = window;
    const { href, origin, pathname, search } = new URL(url, location.href);
    const pair = `${build} ${wanted()}`;
    try {
      if (origin !== location.origin || pathname + search === location.pathname + location.search || window.sessionStorage.getItem(LEFT) === pair) return false;
      window.sessionStorage.setItem(LEFT, pair);
    } catch {
      return false;
    }
    environment.navigate(href);
    return true;
  };

  const on = (target: EventTarget | undefined, type: string, run: (event: any) => void) => target?.addEventListener?.(type, run, listening);
  if (window) {
    on(window.document, "visibilitychange", consider);
    on(window, "vite:preloadError", ({ payload }) => failed(payload));
    on(window, "unhandledrejection", ({ reason }) => failed(reason));
    on(window, "error", ({ error }) => failed(error));
    on((window as { navigation?: EventTarget }).navigation, "navigate", event => {
      const { destination, hashChange, navigationType } = event;
      if (navigationType === "push" && destination.sameDocument && !hashChange && navigating(destination.url)) event.preventDefault();
    });
    void recoveries!.resume();
    // Without a build there is nothing to be compared.
    if (build) void engine.restored.then(() => {
      if (engine.closed()) return;
      unwatch = watch(parts, {
        check,
        epoch: () => status.get().current?.epoch,
        heard: current => learn(readDeployed(current)),
        apart: () => published !== undefined,
      });
    });
  }

  return {
    status,
    check,
    navigating,
    failed,
    clear: () => clearAll(parts),
    reload: async () => void (await attempt("manual", undefined, false)),
    recover: async error => (error === undefined ? attempt("manual") : isSkew(error) && urge(error)),
    saw: headers => learn(readHeader(headers.get(DEPLOYMENT))),
    heard({ current, published: other }) {
      learn(readDeployed(current), false);
      if (other !== undefined && other !== published && unwatch) void check();
    },
    weigh(verdict) {
      const { answer, outcome, row, voiding } = verdict;
      const code = answer?.problem?.error;
      if (outcome !== "rejected" || voiding || !REFUSED.test(code!)) return verdict;
      failed({ code }, row.action);
      const strategy = strategyOf(row.action);
      return strategy === "retry" ? { ...verdict, outcome: "retry" } : { ...verdict, keep: strategy === "park" };
    },
    async hold(work) {
      held++;
      try {
        return await work;
      } finally {
        held--;
      }
    },
    async start() {
      const { cacheVersion } = options.deployment ?? {};
      if (cacheVersion === undefined) return;
      const known = (await store.readMeta(CACHE_VERSION)) as string | undefined;
      if (known !== undefined && cacheVersion.localeCompare(known, undefined, { numeric: true }) <= 0) return;
      await clearCaches(parts).catch(() => {});
      await store.writeMeta(CACHE_VERSION, cacheVersion);
    },
    close() {
      unwatch?.();
      listening.abort();
      snapshot?.close();
      environment.clearTimeout(timer);
    },
  };
}
