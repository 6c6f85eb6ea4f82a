import type { Session } from "@evenkeel/client";
import { useKeel, useStatus } from "@evenkeel/react";
import { useCallback, useEffect, useState } from "react";
import { type Me, me } from "./account";

/**
 * Whose pages are shown: the last user that the server named, or, when it cannot be asked, the one this device remembers.
 * A session that ran out leaves them in sight; one that was ended, also in another tab, has no scope and closes them.
 */
export function useOwner() {
  const keel = useKeel();
  const { session, network } = useStatus();
  const [owner, setOwner] = useState<Session>();
  const [asked, setAsked] = useState(false);
  const unreachable = session === "unknown" && network !== "online";

  const look = useCallback(() => {
    const now = keel.session.current();
    if (now?.state === "valid") setOwner((shown) => (shown?.scope === now.scope ? shown : now));
    if (now?.state === "anonymous" && now.scope === "") setOwner(undefined);
  }, [keel]);
  const leave = useCallback(() => setOwner(undefined), []);

  useEffect(look, [look, session]);

  useEffect(() => {
    if (!unreachable) return;
    const remember = async () => {
      const kept = await keel.query<Me>(me);
      const { state, scope } = await keel.session.check();
      setOwner((shown) => shown ?? { state, scope, name: kept.name });
    };
    void remember().catch(() => undefined).finally(() => setAsked(true));
  }, [keel, unreachable]);

  return { owner, known: session !== "unknown" || (unreachable && asked), look, leave };
}
