import { useKeel, useStatus } from "@evenkeel/react";
import { useEffect, useState } from "react";
import { typed } from "../server/actions";
import { me, type Owner } from "./account";

/**
 * Whose pages are shown: the last user that the server named, also to another tab, or, when it cannot be asked, the one this
 * device remembers. A session that ran out leaves them in sight; one that was ended has no scope and closes them.
 */
export function useOwner() {
  const keel = useKeel();
  const { session, scope, name = null, network } = useStatus();
  const [owner, setOwner] = useState<Owner>();
  const [asked, setAsked] = useState(false);
  const unreachable = session === "unknown" && network !== "online";

  useEffect(() => {
    if (scope === undefined) setOwner(undefined);
    else if (session === "valid") setOwner({ scope, name });
  }, [session, scope, name]);

  useEffect(() => {
    if (!unreachable || scope === undefined) return;
    const remember = async () => {
      const kept = await typed(keel).query(me);
      setOwner((shown) => shown ?? { scope, name: kept.name });
    };
    void remember().catch(() => undefined).finally(() => setAsked(true));
  }, [keel, unreachable, scope]);

  return { owner, known: session !== "unknown" || (unreachable && (asked || scope === undefined)) };
}
