import type { ActionName, Observation, Params, QueryView } from "@evenkeel/client";
import { useCallback, useMemo, useRef, useSyncExternalStore } from "react";
import { useKeel } from "./provider.js";

export type QueryState<T> = QueryView<T> & { readonly refresh: () => Promise<void> };

const LOADING: QueryView<never> = { data: undefined, error: undefined, loading: true, fromDevice: false, pending: 0 };

/** A live query. It is fetched while at least one component shows it; components with the same parameters share it. */
export function useQuery<T>(action: ActionName, params?: Params): QueryState<T> {
  const keel = useKeel();
  // Parameters are usually written in place: what counts is what they say.
  const key = JSON.stringify(params);
  const current = useRef<{ subscribe: unknown; observation: Observation<T> }>(undefined);
  const subscribe = useCallback(
    (changed: () => void) => {
      const observation = keel.observe<T>(action, key === undefined ? undefined : (JSON.parse(key) as Params), changed);
      current.current = { subscribe, observation };
      // Another component may have loaded it already.
      changed();
      return () => {
        observation.stop();
        if (current.current?.observation === observation) current.current = undefined;
      };
    },
    [keel, action, key],
  );
  // With other parameters there is nothing to show until they are observed, unless another component has them: never the answer to the former ones.
  const view = useSyncExternalStore<QueryView<T>>(
    subscribe,
    () => (current.current?.subscribe === subscribe ? current.current.observation.get() : (keel.peek<T>(action, params) ?? LOADING)),
    () => LOADING,
  );
  const refresh = useCallback(async () => current.current?.observation.refresh(), []);
  return useMemo(() => ({ ...view, refresh }), [view, refresh]);
}
