import { keepSession, type SessionEnding } from "@evenkeel/client/session";
import { useKeel } from "@evenkeel/react";
import { useEffect, useState } from "react";

/** Keeps the session while somebody works, and says when it is about to end all the same. */
export function useKeptSession(): SessionEnding | null {
  const keel = useKeel();
  const [ending, setEnding] = useState<SessionEnding | null>(null);
  useEffect(() => keepSession(keel, { onEnding: setEnding }), [keel]);
  return ending;
}
