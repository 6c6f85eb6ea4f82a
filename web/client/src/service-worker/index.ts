export { registerWorker } from "./register.js";
export type { WorkerHandle, WorkerOptions } from "./register.js";
