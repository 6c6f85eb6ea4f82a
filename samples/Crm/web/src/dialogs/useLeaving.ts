import { useCallback, useEffect, useRef } from "react";

/**
 * A signal that fires when the component goes. Nobody waits for the answer any longer then, so a refusal is kept
 * among the changes that need attention, with what was typed.
 */
export function useLeaving(): () => AbortSignal | undefined {
  const leaving = useRef<AbortController>(undefined);
  useEffect(() => {
    const own = (leaving.current = new AbortController());
    return () => own.abort();
  }, []);
  return useCallback(() => leaving.current?.signal, []);
}
