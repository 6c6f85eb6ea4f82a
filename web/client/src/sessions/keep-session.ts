import type { KeelClient, Session } from "../types.js";
import { SESSION_ROUTE } from "../wire.js";
import { partsOf } from "./parts-of.js";

export interface KeepSessionOptions {
  /** How long before its end a session is said to end, in ms; never more than half of its time. Default 300000. */
  readonly warnMs?: number;
  /** A session is about to end; null: not any more. A person who is active is warned of an absolute end only. */
  readonly onEnding?: (ending: SessionEnding | null) => void;
  /** The server has said that nobody is signed in any more. The outbox waits and drafts stay, for the same user. */
  readonly onSignedOut?: () => void;
}

export interface SessionEnding {
  /** On the clock of this device, in Unix ms. */
  readonly at: number;
  /** idle: it ends if nobody is active until then. absolute: whatever anybody does. */
  readonly reason: "idle" | "absolute";
}

/** What the server last said of its end, and when: all tabs of a person go by it. */
interface Known extends Pick<Session, "expires" | "ends"> {
  readonly scope?: string | undefined;
  readonly at: number;
}

const WARN_MS = 300_000;
/** After a question that nobody answered, and past the end that was known. */
const AGAIN_MS = 5_000;
const LONGEST_TIMER_MS = 86_400_000;
const KNOWN = "session";

/**
 * Keeps the session alive while a person is active: when the page is opened and after input, at most once in a quarter of the session's time, from one tab. Requests that the page makes by itself never count. Says when the session is about to end,
 * and when it has. Returns what ends it.
 */
export function keepSession(keel: KeelClient, { warnMs = WARN_MS, onEnding, onSignedOut }: KeepSessionOptions = {}): () => void {
  const parts = partsOf(keel);
  const { environment, ids, name, session, status, store } = parts;
  const { locks, now, window } = environment;
  const over = new AbortController();
  let known: Known = { at: -Infinity };
  let touched = -Infinity;
  let notBefore = 0;
  let said: number | undefined;
  let was = status.get().session;
  let timer: unknown;
  let looking = false;
  /** POST says that a person is active. */
  let method = "GET";

  const endOf = (at?: number | null) => (at == null ? Infinity : at - ids.offsetMs());
  const due = () => known.at + (endOf(known.expires) - known.at) / 4;
  const say = (ending: SessionEnding | null) => {
    if (said === ending?.at) return;
    said = ending?.at;
    onEnding?.(ending);
  };
  const ask = async (as: string) => {
    // One that is under way may be the one that told of the sign-in.
    await session.settled();
    const before = session.current();
    notBefore = now() + AGAIN_MS;
    method = as;
    await session.ask();
    method = "GET";
    const after = session.current();
    if (after === before || after?.state !== "valid") return;
    known = { scope: session.scope(), expires: after.expires, ends: after.ends, at: now() };
    await store.writeMeta(KNOWN, known).catch(() => {});
  };
  /** Another tab may have asked meanwhile. */
  const adopt = async () => {
    const shared = (await store.readMeta(KNOWN).catch(() => {})) as Known | undefined;
    if (shared && shared.scope === session.scope() && shared.at > known.at) known = shared;
  };
  // A page that somebody has opened is activity too, and tells the server that activity will be told.
  const isDue = () => now() >= notBefore && (known.scope !== session.scope() || (touched > known.at && now() >= due()));
  const look = async () => {
    environment.clearTimeout(timer);
    if (over.signal.aborted || status.get().session !== "valid") return say(null);
    if (looking) return;
    looking = true;
    await adopt();
    const prolong = async () => {
      await adopt();
      if (isDue()) await ask("POST");
    };
    if (isDue()) await (locks ? locks.request(`${name}:session`, {}, prolong) : prolong());
    const [idle, absolute] = [endOf(known.expires), endOf(known.ends)];
    const end = Math.min(idle, absolute);
    if (now() >= Math.max(end, notBefore)) await ask("GET");
    looking = false;
    if (status.get().session !== "valid") return say(null);
    const warnAt = end - Math.min(warnMs, (end - known.at) / 2);
    say(now() >= warnAt ? { at: end, reason: absolute <= idle ? "absolute" : "idle" } : null);
    const next = [known.scope !== session.scope() ? notBefore : touched > known.at ? due() : Infinity, warnAt, Math.max(end, notBefore), now() + LONGEST_TIMER_MS].filter(at => at > now());
    timer = environment.setTimeout(look, Math.min(...next) - now());
  };

  for (const type of ["pointerdown", "keydown"]) {
    window?.addEventListener(type, () => {
      touched = now();
      if (isDue()) void look();
    }, { capture: true, signal: over.signal });
  }
  const unlisten = status.subscribe(({ session }) => {
    if (session === was) return;
    if (was === "valid" && session === "anonymous") onSignedOut?.();
    was = session;
    void look();
  });
  const { question } = parts;
  parts.question = refused => question?.(refused) ?? parts.request(SESSION_ROUTE, { method, cache: "no-store" });
  void look();
  return () => {
    over.abort();
    parts.question = question;
    unlisten();
    environment.clearTimeout(timer);
  };
}
