import { timed } from "../network/timed.js";
import type { Parts } from "../parts.js";
import type { Recovery, RecoveryKind } from "../types.js";
import { RECOVERIES_ROUTE } from "../wire.js";
import { spend } from "./budget.js";
import { clearAll } from "./clearing.js";
import type { Snapshot } from "./snapshot.js";

/** unready: there is nothing newer to be had yet. unsafe: a person came back meanwhile. */
export type Refusal = "unready" | "unsafe" | "update-pending" | "storage-blocked";

export interface Recoveries {
  /** Undefined: the page is being reloaded. `safe` asks once more; without it a person wants it, and nothing forbids it. */
  reload(kind: RecoveryKind, to: string, safe?: () => boolean, clear?: boolean): Promise<Refusal | undefined>;
  /** In the page that came of it: restores what the former one showed. */
  resume(): Promise<void>;
  report(recovery: Recovery): void;
}

const SAVED = "evenkeel:page";
const HOOK_MS = 5_000;
/** A person may be asked whether to leave the page, and stay. */
const STAYED_MS = 10_000;
const MOST_REPORTS = 50;
const OWN_BUILD = /<meta name="?evenkeel-build"? content="?([\w.+-]+)/;

export function createRecoveries(parts: Parts, window: Window & typeof globalThis, snapshot: Snapshot): Recoveries {
  const { build, engine, environment, options: { deployment = {}, timeoutMs } } = parts;
  let reports: Recovery[] = [];
  let busy = false;

  const report = (recovery: Recovery) => {
    if (reports.push(recovery) > 1) return;
    environment.setTimeout(async () => {
      await engine.restored;
      const body = JSON.stringify({ recoveries: reports.splice(0).slice(-MOST_REPORTS) });
      void parts.request(RECOVERIES_ROUTE, { method: "POST", headers: { "Content-Type": "application/json" }, body });
    }, 1_000);
  };
  /** The page as the server has it now, past the HTTP cache; undefined if it cannot be had. */
  const fresh = () =>
    timed(environment, timeoutMs, async signal => {
      const response = await environment.fetch(window.location.href, { cache: "reload", headers: { Accept: "text/html" }, signal });
      const text = await response.text();
      return response.ok ? text : undefined;
    }).catch(() => undefined);

  const prepare = async (kind: RecoveryKind, to: string, safe?: () => boolean, clear?: boolean): Promise<Refusal | undefined> => {
    const at = environment.now();
    const recovery = { kind, from: build ?? "unknown", to, ms: 0 };
    let storage: Storage | undefined;
    try {
      storage = window.sessionStorage;
      storage.setItem(SAVED, "");
    } catch {
      // Nothing could be kept over a reload, nor that there was one.
      if (safe) return "storage-blocked";
    }
    const page = await fresh();
    if (safe) {
      // An instance of the former build still answers: a reload would bring the same page.
      if (page === undefined || (build && OWN_BUILD.exec(page)?.[1] === build)) return "unready";
      if (!safe()) return "unsafe";
      if (!(await spend(parts, storage!, recovery.from, to))) return "update-pending";
    }
    const hook = async () => deployment.before?.(recovery);
    if (clear) {
      await timed(environment, HOOK_MS, hook).catch(error => parts.debug("the hook before a recovery failed", error));
      await clearAll(parts);
    }
    try {
      storage?.setItem(SAVED, JSON.stringify({ at, href: window.location.href, pieces: snapshot.take(), recovery }));
    } catch {
      if (safe) return "storage-blocked";
    }
    environment.setTimeout(() => {
      storage?.removeItem(SAVED);
      busy = false;
    }, STAYED_MS);
    environment.navigate();
    return undefined;
  };

  return {
    report,
    async reload(...wish) {
      if (busy) return undefined;
      busy = true;
      const refusal = await prepare(...wish);
      if (refusal) busy = false;
      return refusal;
    },
    async resume() {
      try {
        const saved = window.sessionStorage.getItem(SAVED);
        if (!saved) return;
        const { at, href, pieces, recovery } = JSON.parse(saved);
        if (href === window.location.href) await snapshot.restore(pieces);
        window.sessionStorage.removeItem(SAVED);
        const done = { ...recovery, ms: environment.now() - at };
        report(done);
        await deployment.after?.(done);
      } catch (error) {
        parts.debug("the page could not be restored", error);
      }
    },
  };
}
