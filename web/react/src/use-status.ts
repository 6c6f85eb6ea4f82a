import type { Status } from "@evenkeel/client";
import { useCallback, useSyncExternalStore } from "react";
import { useKeel } from "./provider.js";

export function useStatus(): Status {
  const { status } = useKeel();
  return useSyncExternalStore(
    useCallback(changed => status.subscribe(changed), [status]),
    () => status.get(),
    () => status.get(),
  );
}
