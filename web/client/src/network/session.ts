import type { Parts } from "../parts.js";
import type { Session, SessionControl } from "../types.js";
import { type SessionAnswer, SESSION_ROUTE } from "../wire.js";

/** Who is signed in, as the server says; whose operations are shown and sent. */
export interface SessionKeeper extends SessionControl {
  scope(): string | undefined;
  /** Nothing is sent until somebody signs in. */
  paused(): boolean;
  /** Whose device this was when the page was last open; an offline reload shows that user's operations. */
  restore(scope: string | undefined): void;
  /** Asks the server. If it cannot be asked, all stays as it was. `refused`: it has just answered 401. */
  ask(refused?: boolean): Promise<void>;
  /** Waits for a question that is under way. */
  settled(): Promise<void> | undefined;
  /** An answer came with this scope. */
  saw(scope: string | null): void;
  /** Another tab learned something: null, that the user signed out. */
  heard(scope: string | null): void;
}

export function createSession(parts: Parts): SessionKeeper {
  let session: Session = { state: "unknown", scope: "", name: null };
  let scope: string | undefined;
  let paused = false;
  let asking: Promise<void> | undefined;
  /** The scope that the server last named, so that each difference is looked into once. */
  let seen: string | null | undefined;

  const become = (next: Session, owner: string | undefined, pause = false) => {
    const { engine, status, tell, waiters } = parts;
    const moved = owner !== scope;
    const news = moved || next.state !== session.state;
    session = next;
    scope = owner;
    paused = pause;
    if (moved) engine.entered(owner);
    status.set({ session: next.state, scope, name: next.name });
    if (news) tell({ kind: "session", scope: owner ?? null });
    if (pause) waiters.release();
    else engine.kick(true);
  };

  const inquire = async (refused?: boolean) => {
    // The user of this device must be known first: a stranger's answer does not replace them.
    await parts.engine.restored;
    const { outcome, answer } = await (parts.question?.(refused) ?? parts.request(SESSION_ROUTE, { cache: "no-store" }));
    const told = { name: null, ...(answer?.data as Partial<SessionAnswer> | undefined) };
    const { state, scope: named } = told;
    if (outcome !== "done" || typeof named !== "string" || (state !== "valid" && state !== "anonymous")) return;
    seen = named;
    // An application without sign-in has one anonymous scope, and its operations are sent like any other's. After a user's
    // session ended, that user's operations stay in sight and wait.
    const valid = state === "valid";
    const owner = valid ? named : (scope ?? named);
    become(told as Session, owner, !valid && (refused || named !== owner));
  };

  const ask = (refused?: boolean) => (asking ??= inquire(refused).finally(() => (asking = undefined)));
  const signedOut = async () => {
    await parts.engine.restored;
    seen = undefined;
    become({ state: "anonymous", scope: "", name: null }, undefined, true);
  };
  return {
    ask,
    signedOut,
    scope: () => scope,
    paused: () => paused,
    settled: () => asking,
    current: () => (session.state === "unknown" ? undefined : session),
    async check() {
      // A question that is under way may have been answered before the sign-in that this is about.
      await asking;
      await ask();
      return session;
    },
    restore(owner) {
      if (owner !== undefined && scope === undefined) become({ ...session, scope: owner }, owner);
    },
    saw(named) {
      if (named === null || named === seen) return;
      seen = named;
      if (named !== scope) void ask();
    },
    heard(other) {
      if (other === null) {
        if (scope !== undefined) void signedOut();
      } else if (other !== scope || paused) void ask();
    },
  };
}
