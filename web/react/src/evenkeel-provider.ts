import type { KeelClient } from "@evenkeel/client";
import { createElement, type ReactNode } from "react";
import { KeelBoundary, type KeelBoundaryProps } from "./boundary.js";
import { KeelProvider } from "./provider.js";
import { type DeploymentState, useDeployment } from "./use-deployment.js";

export interface EvenkeelProviderProps extends Pick<KeelBoundaryProps, "fallback"> {
  readonly client: KeelClient;
  readonly children?: ReactNode;
  /** Shown while `notice` of the deployment says something. Without it nothing is ever shown. */
  readonly notice?: (deployment: DeploymentState) => ReactNode;
}

/** The client for what is below, and a page that recovers by itself where a lazy part of it is of a build that is gone. */
export function EvenkeelProvider({ client, children, fallback, notice }: EvenkeelProviderProps): ReactNode {
  // An error that React caught reaches no listener of the window.
  const recover = (error: Error) => void client.deployment.recover(error);
  const boundary = createElement(KeelBoundary, { onError: recover, ...(fallback && { fallback }) }, children);
  return createElement(KeelProvider, { client }, boundary, notice && createElement(Notice, { show: notice }));
}

function Notice({ show }: { show: (deployment: DeploymentState) => ReactNode }): ReactNode {
  const deployment = useDeployment();
  return deployment.notice && show(deployment);
}
