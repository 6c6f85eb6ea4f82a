import type { Answer } from "../network/answer.js";
import type { DraftVersion } from "../types.js";
import type { Tools } from "./forms.js";

/** A draft as the server gives it. */
export interface ServerDraft extends DraftVersion {
  readonly rev: number;
  readonly others?: readonly DraftVersion[];
}

export interface Server {
  /** Somebody is signed in whose drafts the server keeps, and it can be reached. */
  isReady(): boolean;
  /** Undefined: there is no answer that says anything. It is asked again later. */
  call(init?: RequestInit, base?: number, query?: string): Promise<Answer | undefined>;
  stop(): void;
}

const ROUTE = "/_evenkeel/drafts/";
/** The draft's own answers. Others are about the request. */
const TOLD = /^(20[04]|4(0[49]|1[023]))$/;
const PROBE_MS = 30_000;

export function createServer(tools: Tools, key: string, owner: () => string | undefined, again: () => void): Server {
  const { environment, options, pace, request, session, status } = tools.parts;
  let failures = 0;
  let timer: unknown;

  return {
    isReady: () =>
      // Without the server's session nobody knows whose drafts these would be.
      !tools.without && timer === undefined && options.scope === undefined && session.current()?.state === "valid" && session.current()!.scope === owner() && !session.paused() && status.get().network !== "offline",
    async call(init = { cache: "no-store" }, base, query = "") {
      const scope = owner()!;
      // Another user of this browser must not get it: the server refuses what is not of who is signed in there.
      const headers = { "Evenkeel-Scope": scope, ...(base !== undefined && { "If-Match": `"${base}"` }), ...(init.body && { "Content-Type": "application/json" }) };
      const { answer, outcome } = await request(ROUTE + key + query, { ...init, headers } as RequestInit);
      if (scope !== owner()) return undefined;
      if (outcome === "session") {
        void session.ask(true);
        return undefined;
      }
      const rev = (answer?.data as { rev?: unknown } | undefined)?.rev;
      if (answer && outcome !== "retry" && TOLD.test(`${answer.status}`) && !(answer.status === 404 && typeof rev !== "number" && !query)) {
        failures = 0;
        return answer;
      }
      if (outcome !== "retry") tools.without = true;
      else {
        const wait = pace.spend() ? pace.delayMs(++failures, answer?.retryAfterMs) : PROBE_MS;
        timer = environment.setTimeout(() => {
          timer = undefined;
          again();
        }, wait);
      }
      return undefined;
    },
    stop: () => environment.clearTimeout(timer),
  };
}
