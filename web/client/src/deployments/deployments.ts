import type { Coherence } from "../coherence/coherence.js";
import { sleep } from "../environment.js";
import { timed } from "../network/timed.js";
import { answered } from "../outbox/database.js";
import type { Parts, SkewOfPage } from "../parts.js";
import { createObservable } from "../status/observable.js";
import type { Deployed, DeploymentControl, DeploymentStatus, RecoveryKind, SkewStrategy } from "../types.js";
import { DEPLOYMENT, SEEN, VERSION_ROUTE } from "../wire.js";
import { readDeployed, readHeader } from "./deployed.js";
import { isSkew, REFUSED } from "./skew.js";
import type { Update } from "./update.js";
import { watch } from "./watch.js";

export interface Deployments extends SkewOfPage, DeploymentControl {
  /** While this goes on the page is not reloaded: it is nowhere but here. */
  hold<T>(work: Promise<T>): Promise<T>;
}

const SAVED = "evenkeel:page";
const NONE: readonly string[] = [];
/** After an answer that does not know of the newest deployment yet, and after none at all, it is asked again. */
const BEHIND_MS = 3_000;
const FAILED_MS = 30_000;

/** Hears what is deployed, and decides by contracts whether that concerns this page. */
export function createDeployments(parts: Parts, coherence: Coherence): Deployments {
  const { build, engine, environment, options, request, tell } = parts;
  const { now, window } = environment;
  const { cacheVersion, contracts, manifest = "evenkeel.json", strategies, updatePolicy } = options.deployment ?? {};
  const status = createObservable<DeploymentStatus>({ build: build ?? null, current: null, state: "unknown", changed: NONE, pending: false, notice: null });
  const over = new AbortController();
  const { signal } = over;
  let asking: Promise<DeploymentStatus> | undefined;
  let again: Promise<void> | undefined;
  let answeredAt = -Infinity;
  /** The build in the page's own manifest. */
  let published: string | undefined;
  let must = false;
  let rolling = false;
  /** An action was refused, and no other page is known yet that might fit. */
  let refused = false;
  let held = 0;
  let watching = false;
  let update: Update | undefined;
  let loading: Promise<Update> | undefined;

  const wanted = () => status.get().current?.page ?? published;
  const isStale = () => !!build && (wanted() ?? build) !== build;
  const strategyOf = (action: string): SkewStrategy => strategies?.[action] ?? "update";
  const load = () =>
    (loading ??= import("./update.js")
      .then(({ createUpdate }) => (update = createUpdate({ parts, window: window!, timed, answered, status, signal, saved: SAVED, wanted, must: () => must, rolling: () => rolling, check: () => check(), held: () => held > 0 })))
      .catch(error => {
        // The files of this build are gone already. The page goes on, and a person can load it anew.
        loading = undefined;
        if (isStale()) status.set({ notice: "update-pending" });
        throw error;
      }));

  const show = (compatible: boolean | null, changed = NONE, retired = false) => {
    const stale = isStale();
    const known = status.get();
    must = compatible === false || retired || updatePolicy === "always";
    status.set({
      state: !build || !wanted() ? "unknown" : compatible === false || (stale && retired) ? "incompatible" : stale ? (compatible ? "compatible" : "unknown") : "current",
      changed: `${known.changed}` === `${changed}` ? known.changed : changed,
      pending: stale && !update?.isTried(),
      notice: stale ? known.notice : null,
    });
    if (stale && window) load().then(update => void (refused ? cure("refused") : update.consider()), () => {});
  };
  const learn = (deployed: Deployed | undefined, own = true) => {
    const { current } = status.get();
    // A slower instance, or an answer that was overtaken.
    if (!deployed || (current && deployed.epoch <= current.epoch)) return;
    status.set({ current: deployed });
    if (own) tell({ kind: "deployment", current: deployed, published });
    if (!watching) return;
    if (wanted() === build) show(null);
    else void check();
  };
  const ask = async () => {
    const post = contracts && { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ contracts }) };
    const { outcome, answer } = await request(VERSION_ROUTE, { ...post, cache: "no-store" });
    const { current, compatible = null, changed, assets, rolling: rolls } = ((outcome === "done" && answer!.data) || {}) as { current?: unknown; compatible?: boolean; changed?: string[]; assets?: string; rolling?: boolean };
    const deployed = readDeployed(current);
    if (deployed) {
      learn(deployed);
      answeredAt = now();
      if (!deployed.page && manifest && window) {
        try {
          // Relative to the document's base, as fetch has it.
          const response = await environment.fetch(manifest, { cache: "no-cache" });
          const { evenkeel, build } = (await response.json()) as { evenkeel?: number; build?: string };
          if (evenkeel === 1 && build !== published) tell({ kind: "deployment", current: deployed, published: (published = build) });
        } catch {
          // There is none, or it cannot be had at this moment.
        }
      }
    }
    // Judged against what is no longer current, it says nothing.
    if (deployed && deployed.epoch === status.get().current!.epoch) {
      rolling = !!rolls;
      show(compatible, changed, assets === "retired");
    } else if (isStale()) {
      again ??= sleep(environment, deployed ? BEHIND_MS : FAILED_MS, signal).then(() => {
        again = undefined;
        if (!signal.aborted) void check();
      });
    }
    return status.get();
  };
  const check = () => (asking ??= ask().finally(() => (asking = undefined)));

  const cure = async (kind: RecoveryKind) => {
    refused = false;
    return (await load()).urge(kind);
  };
  const isRefusal = (error: unknown) => REFUSED.test((error as { code?: string }).code!);
  const urge = async (error: unknown) => {
    const since = now();
    await check();
    if (!window) return false;
    // A file that is missing may be cured by the same page, but not without the server.
    if (!isRefusal(error)) return answeredAt >= since && cure("chunk");
    // A refusal is cured by another page only: that one may be known a moment later.
    refused = !isStale();
    return !refused && cure("refused");
  };
  const failed = (error: unknown, action = "") => {
    // A refusal that nobody caught has met its action's strategy before; and a bundler tells of the file that is being loaded here as well.
    if (!isSkew(error) || (isRefusal(error) ? !action : loading && !update)) return;
    const strategy = strategyOf(action);
    if (strategy === "ask") status.set({ notice: "update-available" });
    if (strategy === "update") urge(error).catch(() => {});
  };

  if (window) {
    for (const type of ["vite:preloadError", "unhandledrejection", "error"]) {
      window.addEventListener(type, (event: Event & { payload?: unknown; reason?: unknown; error?: unknown }) => failed(event.payload ?? event.reason ?? event.error), { signal });
    }
    // Nothing was kept where nothing can be.
    const resume = async () => window.sessionStorage.getItem(SAVED) && (await load()).resume();
    resume().catch(() => {});
    // Without a build there is nothing to be compared.
    if (build) void engine.restored.then(() => {
      if (engine.closed()) return;
      watching = true;
      watch(parts, signal, {
        coherence,
        check,
        epoch: () => status.get().current?.epoch,
        heard: current => learn(readDeployed(current)),
        apart: () => !!published,
      });
    });
  }

  return {
    status,
    check,
    failed,
    clear: async () => (await load()).clear(),
    reload: async () => void (await (await load()).reload(false)),
    recover: async error => (error === undefined ? (await load()).reload(true) : isSkew(error) && urge(error)),
    navigating: url => !!update?.navigating(url),
    saw(headers) {
      coherence.seen(headers.get(SEEN) ?? undefined);
      learn(readHeader(headers.get(DEPLOYMENT)));
    },
    reads: coherence.reads,
    seen: coherence.seen,
    heard(message) {
      if (message.kind !== "deployment") return coherence.heard(message);
      const { current, published: other } = message;
      learn(readDeployed(current), false);
      if (other && other !== published && watching) void check();
    },
    weigh(verdict) {
      const { answer, outcome, row: { action }, voiding } = verdict;
      const code = answer?.problem?.error;
      if (outcome !== "rejected" || voiding || !REFUSED.test(code!)) return verdict;
      failed({ code }, action);
      const strategy = strategyOf(action);
      return strategy === "retry" ? { ...verdict, outcome: "retry" } : { ...verdict, keep: strategy === "park" };
    },
    hold(work) {
      held++;
      return work.finally(() => held--);
    },
    async start() {
      if (cacheVersion !== undefined) await (await load()).age(cacheVersion);
    },
    close: () => over.abort(),
  };
}
