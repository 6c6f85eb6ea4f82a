import { requireSession, type RequireSessionOptions } from "@evenkeel/client/session";
import { createElement, Fragment, type ReactNode, useEffect, useRef, useState } from "react";
import { useKeel } from "./provider.js";
import { useStatus } from "./use-status.js";

export interface RequireSessionProps extends Pick<RequireSessionOptions, "signIn" | "offline"> {
  readonly children?: ReactNode;
  /** Shown until the server has said who is signed in, and while nobody is. Default: nothing. */
  readonly fallback?: ReactNode;
}

/** Shows what is below only to somebody who is signed in, as the server has said to this document. Another user gets everything below anew; after a sign-out the outbox waits and drafts stay. */
export function RequireSession({ children, fallback = null, signIn, offline }: RequireSessionProps): ReactNode {
  const keel = useKeel();
  const { session, scope } = useStatus();
  const [shown, setShown] = useState(false);
  const isOut = session === "anonymous";
  const latest = useRef({ signIn, offline });
  useEffect(() => {
    latest.current = { signIn, offline };
  });
  useEffect(() => {
    const stop = new AbortController();
    const { signIn, offline = "wait" } = latest.current;
    setShown(false);
    // Without a place to sign in the fallback stays.
    requireSession(keel, { ...(signIn && { signIn }), offline, signal: stop.signal }).then(() => setShown(true), () => {});
    return () => stop.abort();
  }, [keel, isOut]);
  return shown && !isOut ? createElement(Fragment, { key: scope }, children) : fallback;
}
