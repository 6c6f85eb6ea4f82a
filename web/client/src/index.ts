export { createClient } from "./client.js";
export { KeelError } from "./errors.js";
export type * from "./types.js";
