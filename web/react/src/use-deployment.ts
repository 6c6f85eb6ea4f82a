import type { DeploymentControl, DeploymentStatus } from "@evenkeel/client";
import { useCallback, useMemo, useSyncExternalStore } from "react";
import { useKeel } from "./provider.js";

export type DeploymentState = DeploymentStatus & Omit<DeploymentControl, "status">;

/** What is deployed, whether this page fits it, and what a person can do about it. */
export function useDeployment(): DeploymentState {
  const { deployment } = useKeel();
  const { status, check, clear, navigating, recover, reload } = deployment;
  const shown = useSyncExternalStore(
    useCallback(changed => status.subscribe(changed), [status]),
    () => status.get(),
    () => status.get(),
  );
  return useMemo(() => ({ ...shown, check, clear, navigating, recover, reload }), [shown, check, clear, navigating, recover, reload]);
}
