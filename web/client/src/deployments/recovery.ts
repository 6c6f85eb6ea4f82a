import type { Recovery, RecoveryKind } from "../types.js";
import { spend } from "./budget.js";
import { clearAll } from "./clearing.js";
import { createSnapshot } from "./snapshot.js";
import type { Typing } from "./typing.js";
import type { Tools } from "./update.js";

/** unready: there is nothing newer to be had yet. unsafe: a person came back meanwhile. */
export type Refusal = "unready" | "unsafe" | "update-pending" | "storage-blocked";

export interface Recoveries {
  /** Undefined: the page is being reloaded. `safe` asks once more; without it a person wants it, and nothing forbids it. */
  reload(kind: RecoveryKind, to: string, safe?: () => boolean, clear?: boolean): Promise<Refusal | undefined>;
  /** In the page that came of it: restores what the former one showed. */
  resume(): Promise<void>;
}

const HOOK_MS = 5_000;
/** A person may be asked whether to leave the page, and stay. */
const STAYED_MS = 10_000;
const MOST_REPORTS = 50;
const OWN_BUILD = /<meta name="?evenkeel-build"? content="?([\w.+-]+)/;

const RECOVERIES_ROUTE = "/_evenkeel/recoveries";

export function createRecoveries(tools: Tools, typing: Typing): Recoveries {
  const { parts, saved, timed, window } = tools;
  const { build, engine, environment, options: { deployment = {}, timeoutMs } } = parts;
  const snapshot = createSnapshot(environment, window, typing);
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
      storage.setItem(saved, "");
    } catch {
      // Nothing could be kept over a reload, nor that there was one.
      if (safe) return "storage-blocked";
    }
    // Which instance a reload would meet is chance while a deployment rolls.
    if (safe && kind !== "chunk") await tools.check();
    if (safe && kind !== "chunk" && tools.rolling()) return "unready";
    const page = await fresh();
    if (safe) {
      // An instance of the former build still answers: a reload would bring the same page.
      if (page === undefined || (build && OWN_BUILD.exec(page)?.[1] === build)) return "unready";
      if (!safe()) return "unsafe";
      if (!(await spend(tools, storage!, recovery.from, to))) return "update-pending";
    }
    const hook = async () => deployment.before?.(recovery);
    if (clear) {
      await timed(environment, HOOK_MS, hook).catch(error => parts.debug("the hook before a recovery failed", error));
      await clearAll(tools);
    }
    try {
      storage?.setItem(saved, JSON.stringify({ at, href: window.location.href, pieces: snapshot.take(), recovery }));
    } catch {
      if (safe) return "storage-blocked";
    }
    environment.setTimeout(() => {
      storage?.removeItem(saved);
      busy = false;
    }, STAYED_MS);
    environment.navigate();
    return undefined;
  };

  return {
    async reload(...wish) {
      if (busy) return undefined;
      busy = true;
      const refusal = await prepare(...wish);
      if (!refusal) return undefined;
      busy = false;
      const kind = refusal === "update-pending" ? "budget" : refusal === "storage-blocked" && "blocked";
      if (kind) report({ kind, from: build ?? "unknown", to: wish[1], ms: 0 });
      return refusal;
    },
    async resume() {
      try {
        const { at, href, pieces, recovery } = JSON.parse(window.sessionStorage.getItem(saved)!);
        if (href === window.location.href) await snapshot.restore(pieces);
        window.sessionStorage.removeItem(saved);
        const done = { ...recovery, ms: environment.now() - at };
        report(done);
        await deployment.after?.(done);
      } catch (error) {
        parts.debug("the page is not restored", error);
      }
    },
  };
}
