export { createClient } from "./client.js";
export { isSkew } from "./deployments/skew.js";
export { KeelError } from "./errors.js";
export type * from "./types.js";
