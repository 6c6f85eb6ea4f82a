export { KeelBoundary, type KeelBoundaryProps } from "./boundary.js";
export { EvenkeelProvider, type EvenkeelProviderProps } from "./evenkeel-provider.js";
export { KeelProvider, useKeel } from "./provider.js";
export { useCommand, type CommandState } from "./use-command.js";
export { useDeployment, type DeploymentState } from "./use-deployment.js";
export { useFields, type FieldsState } from "./use-fields.js";
export { useOutbox, type OutboxState } from "./use-outbox.js";
export { useQuery, type QueryState } from "./use-query.js";
export { useStatus } from "./use-status.js";
